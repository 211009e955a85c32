// SPDX-License-Identifier: Apache-2.0
#include "saki/offers.h"

#include "saki/base/check.h"

namespace saki {

void Offers::add(TypeKey type, std::string_view name, void* offer) {
  SAKI_CHECK(find(type, name) == nullptr, "two packages offer the same thing under one name");
  entries_.push_back({type, std::string(name), offer});
}

void* Offers::find(TypeKey type, std::string_view name) const noexcept {
  for (const Entry& entry : entries_) {
    if (entry.type == type && entry.name == name) return entry.offer;
  }
  return nullptr;
}

std::vector<std::string> Offers::names(TypeKey type) const {
  std::vector<std::string> names;
  for (const Entry& entry : entries_) {
    if (entry.type == type) names.push_back(entry.name);
  }
  return names;
}

}  // namespace saki
