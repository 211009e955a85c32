// SPDX-License-Identifier: Apache-2.0
#include "saki/http/entity_tag.h"

#include <algorithm>

namespace saki::http {
namespace {

// etagc = %x21 / %x23-7E / obs-text
constexpr bool is_tag_byte(char byte) noexcept {
  const auto value = static_cast<unsigned char>(byte);
  return value == 0x21 || (value >= 0x23 && value != 0x7f);
}

// Takes one tag from the front of `text`; nothing where there is none.
std::optional<EntityTag> take_tag(std::string_view& text) noexcept {
  EntityTag tag;
  tag.weak = text.starts_with("W/");
  if (tag.weak) text.remove_prefix(2);
  if (!text.starts_with('"')) return std::nullopt;
  const auto end = std::find_if_not(text.begin() + 1, text.end(), is_tag_byte);
  if (end == text.end() || *end != '"') return std::nullopt;
  tag.opaque = {text.begin() + 1, end};
  text.remove_prefix(tag.opaque.size() + 2);
  return tag;
}

void skip(std::string_view& text, std::string_view what) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(what), text.size()));
}

}  // namespace

std::optional<EntityTag> parse_entity_tag(std::string_view text) noexcept {
  const std::optional<EntityTag> tag = take_tag(text);
  return text.empty() ? tag : std::nullopt;
}

bool lists_entity_tag(std::string_view value, const EntityTag& current, TagComparison comparison) noexcept {
  if (value == "*") return true;
  for (skip(value, " \t,"); !value.empty(); skip(value, " \t,")) {
    const std::optional<EntityTag> tag = take_tag(value);
    if (!tag) return false;
    skip(value, " \t");
    if (!value.empty() && value.front() != ',') return false;
    if (same_entity_tag(*tag, current, comparison)) return true;
  }
  return false;
}

}  // namespace saki::http
