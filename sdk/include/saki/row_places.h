// SPDX-License-Identifier: Apache-2.0
//
// RowPlaces: where the columns of each type of row lie in one statement's result, found once. For data packages.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "saki/row_reader.h"

namespace saki {

class RowPlaces {  // Affinity: its connection's thread.
 public:
  // The place of each of `names` in `row`, -1 where it has none. The names are constants of the type they belong to.
  [[nodiscard]] std::span<const int> of(std::span<const std::string_view> names, const RowReader& row) {
    if (names.empty()) return {};
    for (const Places& places : places_) {
      if (places.type == names.data()) return places.columns;
    }
    Places& places = places_.emplace_back(Places{names.data(), {}});
    for (const std::string_view name : names) places.columns.push_back(row.column(name));
    return places.columns;
  }

  void clear() noexcept { places_.clear(); }  // The result has other columns now.

 private:
  struct Places {
    const void* type;  // Where its names are: one array per type.
    std::vector<int> columns;
  };

  std::vector<Places> places_;
};

}  // namespace saki
