// SPDX-License-Identifier: Apache-2.0
#include "saki/event_parser.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace saki {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::optional<std::uint64_t> digits(std::string_view text) noexcept {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

bool EventParser::feed(std::string_view piece) {
  searched_ -= std::min(searched_, read_);
  unread_.erase(0, std::exchange(read_, 0));
  unread_.append(piece);
  return unread_.size() + data_.size() <= most_bytes_;
}

std::optional<ReceivedEvent> EventParser::next() {
  while (const std::optional<std::string_view> line = take_line()) {
    if (!line->empty()) {
      take_field(*line);
    } else if (std::optional<ReceivedEvent> event = dispatch()) {
      return event;
    }
  }
  return std::nullopt;
}

// A CR ends a line at once: whether a LF follows it the next line will see.
std::optional<std::string_view> EventParser::take_line() noexcept {
  std::string_view rest = std::string_view(unread_).substr(read_);
  if (!begun_ && rest.size() < kByteOrderMark.size() && kByteOrderMark.starts_with(rest)) return std::nullopt;
  if (!std::exchange(begun_, true) && rest.starts_with(kByteOrderMark)) {
    read_ += kByteOrderMark.size();
    rest.remove_prefix(kByteOrderMark.size());
  }
  if (after_return_ && !rest.empty()) {
    after_return_ = false;
    if (rest.front() == '\n') {
      ++read_;
      rest.remove_prefix(1);
    }
  }
  const std::size_t end = std::string_view(unread_).find_first_of("\r\n", std::max(read_, searched_));
  searched_ = std::min(end, unread_.size());
  if (end == std::string_view::npos) return std::nullopt;
  after_return_ = unread_[end] == '\r';
  return rest.substr(0, end - std::exchange(read_, end + 1));
}

void EventParser::take_field(std::string_view line) {
  const std::size_t colon = std::min(line.find(':'), line.size());
  const std::string_view field = line.substr(0, colon);
  std::string_view value = line.substr(std::min(colon + 1, line.size()));
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "data") data_.append(value).push_back('\n');
  if (field == "event") name_ = value;
  if (field == "id" && value.find('\0') == std::string_view::npos) id_ = value;
  if (field != "retry") return;
  if (const auto milliseconds = digits(value)) retry_ = milliseconds;
}

std::optional<ReceivedEvent> EventParser::dispatch() {
  std::string name = std::exchange(name_, {});
  std::string data = std::exchange(data_, {});
  if (data.empty()) return std::nullopt;
  data.pop_back();
  return ReceivedEvent{name.empty() ? "message" : std::move(name), id_, std::move(data)};
}

}  // namespace saki
