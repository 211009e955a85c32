// SPDX-License-Identifier: Apache-2.0
#include "echo_reader.h"

#include <algorithm>
#include <utility>

#include "message_head.h"

namespace load {
namespace {

constexpr std::size_t kLongestHead = 65536;
constexpr unsigned kSwitchingProtocols = 101;

}  // namespace

void EchoReader::expect(std::string_view answers, unsigned count) {
  expected_ = answers;
  count_ = count;
}

unsigned EchoReader::take(std::string_view bytes) {
  tally_->received_bytes += bytes.size();
  if (!open_) bytes = take_opening(bytes);
  if (broken_ || bytes.empty()) return 0;
  broken_ = !expected_.starts_with(bytes);
  if (broken_) return 0;
  expected_.remove_prefix(bytes.size());
  if (!expected_.empty()) return 0;
  tally_->succeeded += count_;
  return std::exchange(count_, 0);
}

// Returns what lies behind the answer to the handshake.
std::string_view EchoReader::take_opening(std::string_view bytes) {
  const std::size_t held = opening_.size();
  opening_ += bytes;
  const std::size_t length = head_length(opening_);
  if (length == 0) {
    broken_ = opening_.size() > kLongestHead;
    return {};
  }
  tally_->head_bytes += length;
  open_ = read_answer_head(std::string_view(opening_).substr(0, length)).status == kSwitchingProtocols;
  broken_ = !open_;
  return bytes.substr(length - held);
}

}  // namespace load
