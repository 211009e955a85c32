// SPDX-License-Identifier: Apache-2.0
//
// Frames as transcripts write them, `text(more) hel` or `close 1000 bye`, and the bytes they stand for. A client's side of the protocol
// that shares nothing with the one under test.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace saki::http {

// zlib for one connection.
class WrittenDeflate {
 public:
  // `answer` is what the server's Sec-WebSocket-Extensions say.
  explicit WrittenDeflate(std::string_view answer);
  ~WrittenDeflate();
  WrittenDeflate(const WrittenDeflate&) = delete;
  WrittenDeflate& operator=(const WrittenDeflate&) = delete;

  [[nodiscard]] std::string deflated(const std::string& content);
  [[nodiscard]] std::string inflated(const std::string& content);

 private:
  struct Streams;
  std::unique_ptr<Streams> streams_;
  bool restarts_deflating_;
  bool restarts_inflating_;
};

// The bytes of a frame that a client sends. Throws for what is no frame.
[[nodiscard]] std::string bytes_of(std::string_view written, WrittenDeflate& deflate);

// The frames that a server has sent, as they are written. What is left over is the last, as `raw`.
[[nodiscard]] std::vector<std::string> written_frames(std::string_view bytes, WrittenDeflate& deflate);

// The same text with its escapes and repetitions written as written_frames() does.
[[nodiscard]] std::string normal_form(std::string_view written);

}  // namespace saki::http
