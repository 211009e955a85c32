// SPDX-License-Identifier: Apache-2.0
//
// HeadReader: reads the heads of answers from a stream, interim ones too, into one block, which it holds as long as the last of them is
// looked at.
//
//   | head of the answer | what came behind it: content, unread | room |
#pragma once

#include <vector>

#include "client/answer_rules.h"
#include "client/client_parts.h"
#include "http/http1_input.h"

namespace saki::client {

class HeadReader {  // Affinity: loop. Borrows the parts and the method.
 public:
  HeadReader(ClientParts& parts, std::string_view method)
      : parts_(parts), method_(method), storage_(parts.options.limits.field_count), parser_(parts.limits, head_) {
    head_.lines.fields = http::FieldTable(storage_);
    parser_.restart();
  }
  HeadReader(const HeadReader&) = delete;
  HeadReader& operator=(const HeadReader&) = delete;

  // The next head, be it an interim one. The one before is gone then. The stream's read deadline holds.
  //
  // Errors: CutShort, those of AnswerParser and frame_answer, TooManyInterimAnswers, those of Stream::receive. After Timeout it may be
  // called again.
  [[nodiscard]] Task<Result<>> read(Stream& stream);
  [[nodiscard]] Task<Result<>> read_answer(Stream& stream);  // The same, past the interim ones.

  [[nodiscard]] const AnswerHead& head() const noexcept { return head_; }
  [[nodiscard]] const AnswerFraming& framing() const noexcept { return framing_; }
  [[nodiscard]] bool has_received() const noexcept { return received_; }  // Anything at all.

  [[nodiscard]] std::string_view unread() const noexcept { return input_.unread(); }
  void consume(std::size_t count) noexcept { input_.consume(count); }

 private:
  [[nodiscard]] Result<> complete() noexcept;

  ClientParts& parts_;
  std::string_view method_;
  std::vector<http::Field> storage_;
  AnswerHead head_;
  AnswerParser parser_;
  AnswerFraming framing_;
  http::Http1Input input_;
  std::uint32_t interim_answers_ = 0;
  bool received_ = false;
};

}  // namespace saki::client
