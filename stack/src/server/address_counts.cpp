// SPDX-License-Identifier: Apache-2.0
#include "server/address_counts.h"

#include <netinet/in.h>

#include <bit>
#include <cstring>
#include <random>

namespace saki {
namespace {

std::uint64_t random_seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

// The first `bits` of 64, the others zero.
constexpr std::uint64_t leading(std::uint64_t word, unsigned bits) noexcept {
  return bits == 0 ? 0 : bits >= 64 ? word : word & ~std::uint64_t{0} << (64 - bits);
}

std::uint64_t big_endian(const std::uint8_t* bytes) noexcept {
  std::uint64_t word = 0;
  for (int index = 0; index < 8; ++index) word = word << 8 | bytes[index];
  return word;
}

// The second round of SplitMix64.
constexpr std::uint64_t mixed(std::uint64_t word) noexcept {
  word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9;
  word = (word ^ word >> 27) * 0x94D049BB133111EB;
  return word ^ word >> 31;
}

constexpr std::uint64_t kIp4InIp6 = 0xFFFF;  // ::ffff:0:0/96 (RFC 4291 section 2.5.5.2).

}  // namespace

AddressCounts::AddressCounts(std::uint64_t limit, unsigned ip6_prefix)
    : limit_(limit), ip6_prefix_(ip6_prefix), counts_(0, Hash{random_seed()}) {}

std::size_t AddressCounts::Hash::operator()(const Key& key) const noexcept {
  return static_cast<std::size_t>(mixed(mixed(key[0] ^ seed) + key[1]));
}

std::optional<AddressCounts::Key> AddressCounts::key_of(const Address& client) const noexcept {
  if (client.family() == AF_INET) {
    const auto* const address = reinterpret_cast<const sockaddr_in*>(client.kernel());
    return Key{0, kIp4InIp6 << 32 | ntohl(address->sin_addr.s_addr)};
  }
  if (client.family() != AF_INET6) return std::nullopt;
  const auto* const address = reinterpret_cast<const sockaddr_in6*>(client.kernel());
  const Key whole{big_endian(address->sin6_addr.s6_addr), big_endian(address->sin6_addr.s6_addr + 8)};
  if (IN6_IS_ADDR_V4MAPPED(&address->sin6_addr)) return whole;
  return Key{leading(whole[0], ip6_prefix_), leading(whole[1], ip6_prefix_ > 64 ? ip6_prefix_ - 64 : 0)};
}

std::optional<AddressCounts::Entry*> AddressCounts::enter(const Address& client) {
  const std::optional<Key> key = limit_ == 0 ? std::nullopt : key_of(client);
  if (!key) return nullptr;
  const std::lock_guard lock(mutex_);
  Entry& entry = *counts_.try_emplace(*key, 0).first;
  if (entry.second >= limit_) return std::nullopt;
  ++entry.second;
  return &entry;
}

void AddressCounts::leave(Entry* entry) noexcept {
  if (entry == nullptr) return;
  const std::lock_guard lock(mutex_);
  if (--entry->second == 0) counts_.erase(counts_.find(entry->first));
}

std::size_t AddressCounts::addresses() const {
  const std::lock_guard lock(mutex_);
  return counts_.size();
}

}  // namespace saki
