// SPDX-License-Identifier: Apache-2.0
//
// BodyWriter: where a streamed response puts its content.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "saki/base/bytes.h"
#include "saki/http_words.h"
#include "saki/task/task.h"

namespace saki {

namespace http {
class Exchange;
}

class CodedContent;

class BodyWriter {  // Affinity: loop. Lives until the streaming task has ended.
 public:
  // With `coded` the content goes through an encoder.
  explicit BodyWriter(http::Exchange& exchange, CodedContent* coded = nullptr) noexcept : exchange_(exchange), coded_(coded) {}
  BodyWriter(const BodyWriter&) = delete;
  BodyWriter& operator=(const BodyWriter&) = delete;

  // Sends `content`, which stays valid until the task has ended; waits while the client does not take it. Empty content sends nothing.
  //
  // Throws Cancelled when the client is gone or takes nothing for too long, and std::length_error past the length announced.
  [[nodiscard]] Task<> write(std::string_view content);
  [[nodiscard]] Task<> write(ByteView content);

  // Sends a field behind the content, where the client asked for such (TE: trailers) and the length was not announced; a sum of what was
  // written, for example. Throws InvalidField for one that may not stand there.
  void trailer(std::string_view name, std::string_view value);

  [[nodiscard]] std::span<const Field> trailers() const noexcept { return trailers_; }

 private:
  http::Exchange& exchange_;
  CodedContent* coded_;
  std::vector<Field> trailers_;  // In the exchange's arena.
};

}  // namespace saki
