// SPDX-License-Identifier: Apache-2.0
//
// AnswerReader: the reader of HTTP/1 answers.
//
// Right is an answer with a status of 2xx and as many bytes of content as expected. Heads of one server differ once a second, when
// its clock ticks: a head that equals the last one read, byte by byte, is not read again. That keeps checking every answer cheap.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "message_head.h"
#include "reader.h"
#include "tally.h"

namespace load {

// What all connections of a thread share.
struct Expectation {
  std::optional<std::size_t> body_bytes;  // None: what the first answer has.
  std::string last_text;                  // The last head read, and what it said.
  AnswerHead last_head;
};

class AnswerReader : public Reader {  // Affinity: one thread.
 public:
  AnswerReader(Expectation& expectation, Tally& tally) noexcept : expectation_(&expectation), tally_(&tally) {}

  [[nodiscard]] unsigned take(std::string_view bytes) override;
  [[nodiscard]] unsigned take_end() override;
  [[nodiscard]] bool open() const noexcept override { return true; }
  [[nodiscard]] bool broken() const noexcept override { return broken_; }
  [[nodiscard]] bool closes() const noexcept override { return head_.closes; }
  [[nodiscard]] bool between_answers() const noexcept override { return !in_body_ && partial_.empty(); }

 private:
  [[nodiscard]] bool take_head(std::string_view& bytes);
  void begin_body(const AnswerHead& head);
  [[nodiscard]] const AnswerHead& read(std::string_view text);
  void complete();

  Expectation* expectation_;
  Tally* tally_;
  AnswerHead head_;
  std::string partial_;         // A head that has not wholly arrived.
  std::size_t received_ = 0;    // Of the content.
  bool in_body_ = false;
  bool broken_ = false;
};

}  // namespace load
