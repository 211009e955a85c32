// SPDX-License-Identifier: Apache-2.0
#include "limit/rate_table.h"

#include <algorithm>

namespace saki {

RateVerdict RateTable::admit(const Rate& rate, std::string_view key, Gcra::Instant now) {
  if (sets_.empty()) sets_.resize(set_count_);
  const std::uint64_t hash = hash_(key);
  return place_of(sets_[static_cast<std::size_t>(hash % set_count_)], hash | 1, now).state.admit(rate, now);
}

RateTable::Place& RateTable::place_of(Set& set, std::uint64_t tag, Gcra::Instant now) noexcept {
  const auto known = std::ranges::find(set, tag, &Place::tag);
  if (known != set.end()) return *known;
  Place& place = *std::ranges::min_element(set, {}, [](const Place& each) { return each.state.next(); });
  place.tag = tag;
  if (place.state.next() <= now) place.state = Gcra();
  return place;
}

}  // namespace saki
