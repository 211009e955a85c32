// SPDX-License-Identifier: Apache-2.0
#include "server/connections.h"

namespace saki {

Connections::Connections(unsigned workers, const Limits& limits)
    : limit_(limits.connections), addresses_(limits.for_each_address, limits.ip6_prefix) {
  for (unsigned index = 0; index < workers; ++index) loads_.emplace_back(*this);
}

std::expected<Connections::Place, Connections::Denial> Connections::enter(unsigned worker, const Address& client) {
  if (!take_one()) return std::unexpected(Denial::Full);
  const std::optional<AddressCounts::Entry*> address = addresses_.enter(client);
  if (!address) {
    give_back_one();
    return std::unexpected(Denial::AddressFull);
  }
  loads_[worker].held.fetch_add(1, std::memory_order_relaxed);
  return Place(loads_[worker], *address);
}

Connections::Place Connections::enter_last(unsigned worker) {
  held_.fetch_add(1);
  loads_[worker].held.fetch_add(1, std::memory_order_relaxed);
  return Place(loads_[worker], nullptr);
}

bool Connections::take_one() noexcept {
  std::uint64_t held = held_.load();
  while (held < limit_) {
    if (held_.compare_exchange_weak(held, held + 1)) return true;
  }
  return false;
}

// Either whoever waits sees the place, or is seen waiting: both sides write before they read, in one order for all.
void Connections::give_back_one() noexcept {
  held_.fetch_sub(1);
  if (waiting_.load() != 0) freed_.broadcast({});
}

void Connections::leave(Load& load, AddressCounts::Entry* address) noexcept {
  addresses_.leave(address);
  load.held.fetch_sub(1, std::memory_order_relaxed);
  give_back_one();
}

unsigned Connections::least_busy() noexcept {
  const auto count = static_cast<unsigned>(loads_.size());
  unsigned best = turn_ % count;
  for (unsigned step = 1; step < count; ++step) {
    const unsigned next = (turn_ + step) % count;
    if (loads_[next].held.load(std::memory_order_relaxed) < loads_[best].held.load(std::memory_order_relaxed)) best = next;
  }
  turn_ = best + 1;
  return best;
}

ConnectionCounts Connections::counts() const noexcept {
  const auto denied = [this](Denial denial) { return denials_[static_cast<std::size_t>(denial)].load(std::memory_order_relaxed); };
  return {.held = held_.load(),
          .refused_at_limit = denied(Denial::Full),
          .refused_by_address = denied(Denial::AddressFull),
          .refused_for_want = denied(Denial::Want)};
}

}  // namespace saki
