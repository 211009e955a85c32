// SPDX-License-Identifier: Apache-2.0
//
// NumberedRecords: what a process writes that is going to be killed, and what must be there afterwards: record `i` sets key `i % kKeys` to
// `i`, one after the other, so that what is there tells how far it came.
#pragma once

#include <algorithm>
#include <string>

#include "store/store_state.h"

namespace saki {

class NumberedRecords {
 public:
  static constexpr int kKeys = 500;

  [[nodiscard]] static std::string key(int record) { return "key-" + std::to_string(record % kKeys); }
  [[nodiscard]] static std::string value(int record) { return std::to_string(record); }

  // How many records were written; -1 where what is there is not what some number of them leaves.
  [[nodiscard]] static int count(StoreState& state) {
    int count = 0;
    for (const auto& [key, entry] : state.entries()) count = std::max(count, std::stoi(entry.value) + 1);
    if (state.entries().size() != static_cast<std::size_t>(std::min(count, kKeys))) return -1;
    for (int record = std::max(0, count - kKeys); record < count; ++record) {
      if (state.entries()[key(record)].value != value(record)) return -1;
    }
    return count;
  }
};

}  // namespace saki
