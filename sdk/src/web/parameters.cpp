// SPDX-License-Identifier: Apache-2.0
#include "saki/parameters.h"

#include <algorithm>

#include "saki/base/utf8.h"
#include "text/hex.h"
#include "web/planted_bug.h"

namespace saki {
namespace {

// The decoded form, as it stands where nothing needs decoding.
std::optional<std::string_view> decode(std::string_view text, Arena& arena) {
  if (text.find_first_of("+%") == std::string_view::npos) return is_utf8(text) ? std::optional(text) : std::nullopt;
  const std::span<char> into = arena.allocate_array<char>(text.size());
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at] == '+' ? ' ' : text[at];
    if (c == '%') {
      if (text.size() - at < (kBugPlanted ? 2 : 3)) return std::nullopt;
      const int high = text::hex_value(text[at + 1]);
      const int low = text::hex_value(text[at + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      at += 2;
    }
    into[count++] = c;
  }
  const std::string_view decoded(into.data(), count);
  return is_utf8(decoded) ? std::optional(decoded) : std::nullopt;
}

// Cuts the next pair off `text`.
std::string_view next_pair(std::string_view& text) noexcept {
  const std::size_t end = text.find('&');
  const std::string_view pair = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return pair;
}

}  // namespace

Result<Parameters> Parameters::parse(std::string_view text, Arena& arena) {
  if (text.empty()) return Parameters();
  const auto separators = std::count(text.begin(), text.end(), '&');
  const std::span<Parameter> list = arena.allocate_array<Parameter>(static_cast<std::size_t>(separators) + 1);
  std::size_t count = 0;
  while (!text.empty()) {
    const std::string_view pair = next_pair(text);
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto name = decode(pair.substr(0, equals), arena);
    const auto value = decode(pair.substr(std::min(equals + 1, pair.size())), arena);
    if (!name || !value) return fail(Error::Invalid);
    list[count++] = {*name, *value};
  }
  return Parameters(list.first(count));
}

std::optional<std::string_view> Parameters::find(std::string_view name) const noexcept {
  const auto* found = std::find_if(begin(), end(), [name](const Parameter& parameter) { return parameter.name == name; });
  return found == end() ? std::nullopt : std::optional(found->value);
}

}  // namespace saki
