// SPDX-License-Identifier: Apache-2.0
#include "http/forwarded_element.h"

#include <algorithm>
#include <array>

#include "http/scan.h"
#include "saki/http/field.h"

namespace saki::http {
namespace {

// HTAB / SP / VCHAR / obs-text: what a quoted string holds, its quotes and backslashes aside (RFC 9110 section 5.6.4).
constexpr bool is_text_byte(char byte) noexcept {
  const auto value = static_cast<unsigned char>(byte);
  return byte == '\t' || (value >= 0x20 && value != 0x7f);
}

std::string_view take_token(std::string_view& rest) noexcept {
  const char* const end = scan::token(rest.data(), rest.data() + rest.size(), rest.data());
  const std::string_view token(rest.data(), end);
  rest.remove_prefix(token.size());
  return token;
}

std::string_view without_escapes(std::string_view quoted, Arena& arena) {
  if (quoted.find('\\') == quoted.npos) return quoted;
  const std::span<char> copy = arena.allocate_array<char>(quoted.size());
  std::size_t size = 0;
  for (std::size_t at = 0; at < quoted.size(); ++at) {
    if (quoted[at] == '\\') ++at;
    copy[size++] = quoted[at];
  }
  return {copy.data(), size};
}

// From behind the first quote to behind the last.
std::optional<std::string_view> take_quoted(std::string_view& rest, Arena& arena) {
  for (std::size_t at = 0; at < rest.size(); ++at) {
    if (!is_text_byte(rest[at])) return std::nullopt;
    if (rest[at] == '"') {
      const std::string_view quoted = rest.substr(0, at);
      rest.remove_prefix(at + 1);
      return without_escapes(quoted, arena);
    }
    if (rest[at] == '\\' && (++at == rest.size() || !is_text_byte(rest[at]))) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string_view> take_value(std::string_view& rest, Arena& arena) {
  if (rest.starts_with('"')) {
    rest.remove_prefix(1);
    return take_quoted(rest, arena);
  }
  const std::string_view token = take_token(rest);
  return token.empty() ? std::nullopt : std::optional(token);
}

// The parameters that come at most once.
class Parameters {
 public:
  // False for one that was there already, and for one that says nothing.
  bool set(std::string_view name, std::string_view value) noexcept {
    const auto found = std::ranges::find_if(kNames, [&](std::string_view known) { return same_field_name(known, name); });
    if (found == kNames.end()) return true;
    std::optional<std::string_view>& place = values_[static_cast<std::size_t>(found - kNames.begin())];
    if (place || value.empty()) return false;
    place = value;
    return true;
  }
  [[nodiscard]] ForwardedElement element() const noexcept {
    return {values_[0].value_or(""), values_[1].value_or(""), values_[2].value_or("")};
  }

 private:
  static constexpr std::array<std::string_view, 4> kNames{"for", "host", "proto", "by"};
  std::array<std::optional<std::string_view>, kNames.size()> values_;
};

bool take_pair(std::string_view& rest, Parameters& into, Arena& arena) {
  const std::string_view name = take_token(rest);
  if (name.empty() || !rest.starts_with('=')) return false;
  rest.remove_prefix(1);
  const std::optional<std::string_view> value = take_value(rest, arena);
  return value && into.set(name, *value);
}

}  // namespace

std::optional<ForwardedElement> parse_forwarded_element(std::string_view text, Arena& arena) {
  Parameters parameters;
  for (;;) {
    const bool is_pair = !text.empty() && text.front() != ';';
    if (is_pair && !take_pair(text, parameters, arena)) return std::nullopt;
    if (text.empty()) return parameters.element();
    if (text.front() != ';') return std::nullopt;
    text.remove_prefix(1);
  }
}

}  // namespace saki::http
