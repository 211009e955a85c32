// SPDX-License-Identifier: Apache-2.0
#include "answer_reader.h"

#include <algorithm>

namespace load {
namespace {

constexpr std::size_t kLongestHead = 65536;

}  // namespace

unsigned AnswerReader::take(std::string_view bytes) {
  unsigned completed = 0;
  tally_->received_bytes += bytes.size();
  while (!broken_) {
    if (!in_body_ && (bytes.empty() || !take_head(bytes))) break;
    const std::size_t piece = std::min(bytes.size(), head_.body_bytes.value_or(std::string_view::npos) - received_);
    bytes.remove_prefix(piece);
    received_ += piece;
    if (received_ != head_.body_bytes) break;
    complete();
    ++completed;
  }
  return completed;
}

unsigned AnswerReader::take_end() {
  if (!in_body_ || head_.body_bytes) return 0;
  complete();
  return 1;
}

// Moves a head from `bytes` to `head_`; false while more of it must arrive, or when it is none.
bool AnswerReader::take_head(std::string_view& bytes) {
  if (partial_.empty() && bytes.starts_with(expectation_->last_text) && !expectation_->last_text.empty()) {
    bytes.remove_prefix(expectation_->last_text.size());
    begin_body(expectation_->last_head);
    return true;
  }
  const std::size_t held = partial_.size();
  partial_ += bytes.substr(0, kLongestHead);
  const std::size_t length = head_length(partial_);
  if (length == 0) {
    bytes = {};
    broken_ = partial_.size() >= kLongestHead;
    return false;
  }
  bytes.remove_prefix(length - held);
  begin_body(read(std::string_view(partial_).substr(0, length)));
  partial_.clear();
  return !broken_;
}

const AnswerHead& AnswerReader::read(std::string_view text) {
  expectation_->last_text = text;
  expectation_->last_head = read_answer_head(text);
  return expectation_->last_head;
}

void AnswerReader::begin_body(const AnswerHead& head) {
  head_ = head;
  broken_ = head.status == 0 || head.chunked;
  in_body_ = !broken_;
  received_ = 0;
  tally_->head_bytes += head.head_bytes;
}

void AnswerReader::complete() {
  in_body_ = false;
  if (!expectation_->body_bytes) expectation_->body_bytes = received_;
  const bool right = head_.status / 100 == 2 && received_ == *expectation_->body_bytes;
  ++(right ? tally_->succeeded : tally_->failed);
  ++tally_->by_class[std::clamp(head_.status / 100, 1U, 5U) - 1];
}

}  // namespace load
