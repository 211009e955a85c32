// SPDX-License-Identifier: Apache-2.0
//
// StoreState: what records add up to: the last value and end of each key.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "saki/base/result.h"
#include "store/store_record.h"

namespace saki {

class StoreState {  // Affinity: one thread.
 public:
  struct Entry {
    std::string value;
    std::int64_t end = 0;  // As of a record.
  };
  using Map = std::unordered_map<std::string, Entry>;

  void apply(StoreRecord record);
  void drop_expired(std::int64_t now);  // Microseconds from 1970.

  [[nodiscard]] Map& entries() noexcept { return entries_; }

 private:
  Map entries_;
};

}  // namespace saki
