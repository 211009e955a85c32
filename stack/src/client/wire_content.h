// SPDX-License-Identifier: Apache-2.0
//
// WireContent: the content of an answer as its framing delimits it, still coded.
#pragma once

#include <string>

#include "client/deadlines.h"
#include "client/head_reader.h"
#include "http/http1_body.h"

namespace saki::client {

class WireContent {  // Affinity: loop. Borrows all that it is given.
 public:
  WireContent(ClientParts& parts, HeadReader& head, const Deadlines& deadlines) noexcept
      : parts_(parts), head_(head), deadlines_(deadlines) {
    body_.begin();
  }

  void begin();  // The head is there.

  [[nodiscard]] bool at_end() const noexcept { return ended_ || body_.at_end(); }
  [[nodiscard]] bool has_excess() const noexcept { return !head_.unread().empty() || !input_.empty(); }  // Bytes behind the end.
  [[nodiscard]] std::optional<std::uint64_t> length() const noexcept;
  [[nodiscard]] const std::string& trailer_lines() const noexcept { return trailer_lines_; }

  // At least one byte; 0 at the end. Errors: CutShort, an http::Refusal, those of Stream::receive.
  [[nodiscard]] Task<Result<std::size_t>> read(Stream& stream, MutableBytes into);

 private:
  [[nodiscard]] std::size_t take_unread(MutableBytes into) noexcept;
  [[nodiscard]] Task<Result<std::size_t>> receive(Stream& stream, MutableBytes into);
  [[nodiscard]] Task<Result<std::size_t>> receive_chunks(Stream& stream);

  ClientParts& parts_;
  HeadReader& head_;
  const Deadlines& deadlines_;
  http::Http1Body body_;
  http::Http1Input input_;  // What is still framed, behind that of the head's block.
  std::string trailer_lines_;
  bool ended_ = false;  // By the connection's end.
};

}  // namespace saki::client
