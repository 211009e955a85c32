// SPDX-License-Identifier: Apache-2.0
//
// Connections: how many connections the workers of a server hold, together, each, and for each client's address; who may come in, and
// who waits for there to be fewer.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <expected>

#include "http/connection_place.h"
#include "saki/server/connection_counts.h"
#include "saki/task/mail_queue.h"
#include "server/address_counts.h"

namespace saki {

class Connections {  // Affinity: any. Outlives every place.
  struct alignas(64) Load final : http::ConnectionPlaces {  // Of one worker, in a cache line of its own.
    explicit Load(Connections& connections) noexcept : all(connections) {}
    void on_place_left(void* address) noexcept override { all.leave(*this, static_cast<AddressCounts::Entry*>(address)); }

    Connections& all;
    std::atomic<std::uint64_t> held = 0;
  };

 public:
  struct Limits {
    std::uint64_t connections;
    std::uint64_t for_each_address;  // 0: none.
    unsigned ip6_prefix;
  };
  Connections(unsigned workers, const Limits& limits);

  // Why there is no place. Descriptors and memory are wanted where the kernel says so, not here.
  enum class Denial : std::uint8_t { Full, AddressFull, Want };

  using Place = http::ConnectionPlace;  // With a worker.

  [[nodiscard]] std::expected<Place, Denial> enter(unsigned worker, const Address& client);
  // Whatever the limits say: for connections that the kernel has completed when the server drains.
  [[nodiscard]] Place enter_last(unsigned worker);

  // The worker with the fewest connections; among equals each has its turn. Affinity: one thread.
  [[nodiscard]] unsigned least_busy() noexcept;

  [[nodiscard]] std::uint64_t held_by(unsigned worker) const noexcept { return loads_[worker].held.load(std::memory_order_relaxed); }
  [[nodiscard]] bool full() const noexcept { return held_.load() >= limit_; }
  void count(Denial denial) noexcept { denials_[static_cast<std::size_t>(denial)].fetch_add(1, std::memory_order_relaxed); }
  [[nodiscard]] ConnectionCounts counts() const noexcept;
  [[nodiscard]] const AddressCounts& addresses() const noexcept { return addresses_; }

  // While one lives, its mailbox gets a letter whenever a place is given back.
  struct Freed {};
  class Waiting {
   public:
    Waiting(Connections& connections, Mailbox<Freed>& mailbox) : connections_(connections), mailbox_(mailbox) {
      connections_.freed_.subscribe(mailbox_);
      connections_.waiting_.fetch_add(1);
    }
    ~Waiting() {
      connections_.waiting_.fetch_sub(1);
      connections_.freed_.unsubscribe(mailbox_);
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

   private:
    Connections& connections_;
    Mailbox<Freed>& mailbox_;
  };

 private:
  [[nodiscard]] bool take_one() noexcept;
  void give_back_one() noexcept;
  void leave(Load& load, AddressCounts::Entry* address) noexcept;

  const std::uint64_t limit_;
  AddressCounts addresses_;
  std::atomic<std::uint64_t> held_ = 0;
  std::atomic<unsigned> waiting_ = 0;
  MailQueue<Freed> freed_{"freed places"};
  std::array<std::atomic<std::uint64_t>, 3> denials_{};
  std::deque<Load> loads_;
  unsigned turn_ = 0;  // The worker that the next search begins with.
};

}  // namespace saki
