// SPDX-License-Identifier: Apache-2.0
//
// Entity tags (RFC 9110 section 8.8.3) and the lists of them that a client sends.
//
//   entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE        If-Match = "*" / 1#entity-tag
//
// A tag may hold commas, so a list is read tag by tag; what follows the first one outside the grammar is not believed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace saki::http {

struct EntityTag {
  std::string_view opaque;  // Between the quotes.
  bool weak = false;
};

enum class TagComparison : std::uint8_t {
  Strong,  // Equal, and neither is weak: the bytes are the same.
  Weak,    // Equal: one may stand for the other.
};

// Nothing where `text` is not one entity tag and no more.
[[nodiscard]] std::optional<EntityTag> parse_entity_tag(std::string_view text) noexcept;

// Whether `current` is in the list `value`, or the list is `*`.
[[nodiscard]] bool lists_entity_tag(std::string_view value, const EntityTag& current, TagComparison comparison) noexcept;

[[nodiscard]] constexpr bool same_entity_tag(const EntityTag& a, const EntityTag& b, TagComparison comparison) noexcept {
  return a.opaque == b.opaque && (comparison == TagComparison::Weak || (!a.weak && !b.weak));
}

}  // namespace saki::http
