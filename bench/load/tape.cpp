// SPDX-License-Identifier: Apache-2.0
#include "tape.h"

#include <random>

#include "message_head.h"

namespace load {
namespace {

constexpr std::size_t kLeastRequests = 1000;

}  // namespace

Tape::Tape(std::span<const std::string> requests, unsigned most_at_once, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const std::size_t count = requests.size() == 1 ? most_at_once : kLeastRequests + most_at_once;
  for (std::size_t i = 0; i < count; ++i) {
    starts_.push_back(text_.size());
    text_ += requests[random() % requests.size()];
  }
  starts_.push_back(text_.size());
  last_start_ = count - most_at_once;
}

std::string_view Tape::next(std::size_t& place, unsigned count) const noexcept {
  const std::size_t first = place % (last_start_ + 1);
  place = first + count;
  return std::string_view(text_).substr(starts_[first], starts_[first + count] - starts_[first]);
}

std::optional<std::vector<std::string>> split_requests(std::string_view text) {
  std::vector<std::string> requests;
  while (!text.empty()) {
    const std::size_t head_bytes = head_length(text);
    if (head_bytes == 0) return std::nullopt;
    const std::size_t body_bytes = content_length(text.substr(0, head_bytes)).value_or(0);
    if (body_bytes > text.size() - head_bytes) return std::nullopt;
    requests.emplace_back(text.substr(0, head_bytes + body_bytes));
    text.remove_prefix(head_bytes + body_bytes);
  }
  if (requests.empty()) return std::nullopt;
  return requests;
}

}  // namespace load
