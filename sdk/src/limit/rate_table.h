// SPDX-License-Identifier: Apache-2.0
//
// RateTable: the states of one rate for many keys, in memory that does not grow.
//
// A key's hash, which nobody can foresee, chooses a set of eight places. A place whose schedule is not ahead of now is as good as empty.
// Where all eight are ahead, the newcomer takes the place of whoever is least ahead, and inherits that state. So forgetting never favours
// anybody: the instants of a set only grow, and whoever was displaced comes back to at least what it had. A full table refuses more than
// it would with room for all, never less; it is full once more keys are ahead of now than it has places.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "hash/sip_hash.h"
#include "saki/gcra.h"

namespace saki {

class RateTable {  // Affinity: one thread.
 public:
  static constexpr std::size_t kWays = 8;

  // Room for `places` keys at least, 16 bytes each, taken with the first of them.
  RateTable(std::size_t places, const SipHash& hash) noexcept : hash_(hash), set_count_((places + kWays - 1) / kWays) {}

  [[nodiscard]] RateVerdict admit(const Rate& rate, std::string_view key, Gcra::Instant now);

 private:
  struct Place {
    std::uint64_t tag = 0;  // Of the key; 0 where there is none.
    Gcra state;
  };
  using Set = std::array<Place, kWays>;

  [[nodiscard]] static Place& place_of(Set& set, std::uint64_t tag, Gcra::Instant now) noexcept;

  const SipHash hash_;
  const std::size_t set_count_;
  std::vector<Set> sets_;
};

}  // namespace saki
