// SPDX-License-Identifier: Apache-2.0
//
// AddressCounts: how many connections each client's address holds: an IPv4 address, or a prefix of an IPv6 one.
//
// There is an entry for an address as long as it holds a connection, so there are never more of them than connections. Clients choose
// their addresses: the hash has a seed of its own in each process.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "saki/net/address.h"

namespace saki {

class AddressCounts {  // Affinity: any.
 public:
  // A limit of 0 is none, and nothing is counted. `ip6_prefix`: 1 to 128 bits.
  AddressCounts(std::uint64_t limit, unsigned ip6_prefix);

  using Key = std::array<std::uint64_t, 2>;
  using Entry = std::pair<const Key, std::uint64_t>;

  // What leave() is given when the connection ends: null where it is not counted. Nothing where the address holds its limit.
  [[nodiscard]] std::optional<Entry*> enter(const Address& client);
  void leave(Entry* entry) noexcept;

  [[nodiscard]] std::size_t addresses() const;

 private:
  struct Hash {
    std::uint64_t seed;
    [[nodiscard]] std::size_t operator()(const Key& key) const noexcept;
  };
  [[nodiscard]] std::optional<Key> key_of(const Address& client) const noexcept;

  const std::uint64_t limit_;
  const unsigned ip6_prefix_;
  mutable std::mutex mutex_;
  std::unordered_map<Key, std::uint64_t, Hash> counts_;
};

}  // namespace saki
