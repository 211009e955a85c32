// SPDX-License-Identifier: Apache-2.0
#include "client/set_cookie.h"

#include <algorithm>

#include "text/ascii.h"
#include "web/planted_bug.h"

namespace saki {
namespace {

constexpr std::chrono::days kLongestLife{400};  // RFC 6265bis section 5.5.

struct Pair {
  std::string_view name;
  std::string_view value;
};

bool is_forbidden(char c) noexcept { return text::is_ascii_control(c) && c != '\t' && !(kBugPlanted && c == '\r'); }

// Takes what stands before the next semicolon, and that.
std::string_view take_part(std::string_view& text) noexcept {
  const std::size_t end = std::min(text.find(';'), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

// Of `name=value`; without `=` all of it is the one or the other.
Pair split(std::string_view part, bool alone_is_name) noexcept {
  const std::size_t equals = part.find('=');
  if (equals != std::string_view::npos) return {text::trim(part.substr(0, equals)), text::trim(part.substr(equals + 1))};
  return alone_is_name ? Pair{text::trim(part), {}} : Pair{{}, text::trim(part)};
}

WallTime bounded(WallTime now, WallTime expires) noexcept { return std::min(expires, now + kLongestLife); }

// Seconds; nothing for what is no number. Whatever is past the longest life is that.
std::optional<WallTime> read_max_age(std::string_view text, WallTime now) noexcept {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || !std::all_of(text.begin(), text.end(), text::is_ascii_digit)) return std::nullopt;
  std::chrono::seconds age{0};
  for (const char digit : text) age = std::min<std::chrono::seconds>(age * 10 + std::chrono::seconds(digit - '0'), kLongestLife);
  return negative || age == std::chrono::seconds(0) ? WallTime::min() : now + age;
}

class Attributes {
 public:
  Attributes(SetCookie& cookie, WallTime now) noexcept : cookie_(cookie), now_(now) {}

  // The last of each counts.
  void take(const Pair& attribute) noexcept {
    if (text::equal_ignoring_case(attribute.name, "expires")) {
      if (const auto date = parse_cookie_date(attribute.value)) expires_ = bounded(now_, *date);
    } else if (text::equal_ignoring_case(attribute.name, "max-age")) {
      if (const auto end = read_max_age(attribute.value, now_)) max_age_ = end;
    } else if (text::equal_ignoring_case(attribute.name, "domain")) {
      cookie_.domain = attribute.value.substr(attribute.value.starts_with('.') ? 1 : 0);
    } else if (text::equal_ignoring_case(attribute.name, "path")) {
      cookie_.path = attribute.value.starts_with('/') ? std::optional(attribute.value) : std::nullopt;
    } else if (text::equal_ignoring_case(attribute.name, "secure")) {
      cookie_.secure = true;
    }
  }

  void finish() noexcept { cookie_.expires = max_age_ ? max_age_ : expires_; }

 private:
  SetCookie& cookie_;
  WallTime now_;
  std::optional<WallTime> expires_;
  std::optional<WallTime> max_age_;
};

}  // namespace

std::optional<SetCookie> parse_set_cookie(std::string_view text, std::size_t pair_bytes, std::size_t attribute_bytes,
                                          WallTime now) noexcept {
  if (std::any_of(text.begin(), text.end(), is_forbidden)) return std::nullopt;
  const Pair pair = split(take_part(text), false);
  if (pair.name.size() + pair.value.size() > pair_bytes || (pair.name.empty() && pair.value.empty())) return std::nullopt;
  SetCookie cookie{.name = pair.name, .value = pair.value};
  Attributes attributes(cookie, now);
  while (!text.empty()) {
    const Pair attribute = split(take_part(text), true);
    if (attribute.value.size() <= attribute_bytes) attributes.take(attribute);
  }
  attributes.finish();
  return cookie;
}

}  // namespace saki
