// SPDX-License-Identifier: Apache-2.0
//
// TlsTicketKeys: the keys that session tickets are sealed with (RFC 5077 section 4), shared by all workers and all contexts that follow
// one another.
//
// A key seals for half a ticket's life, and opens for as long as a ticket that it sealed may live: after that it is wiped, and what was
// recorded of those sessions stays closed, whoever takes the machine. No clock ticks for it: keys change when one is asked for.
//
// They are asked for from within the library, which no exception may pass: nothing here throws.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <span>

#include "saki/base/clock.h"
#include "saki/base/file_descriptor.h"

namespace saki {

struct TlsTicketKey {
  std::array<unsigned char, 16> name{};    // In each ticket, so that its key is found.
  std::array<unsigned char, 32> cipher{};  // AES-256.
  std::array<unsigned char, 32> mac{};     // HMAC-SHA-256.

  TlsTicketKey() noexcept = default;
  TlsTicketKey(const TlsTicketKey&) noexcept = default;
  TlsTicketKey& operator=(const TlsTicketKey&) noexcept = default;
  ~TlsTicketKey();  // Wiped.
};

class TlsTicketKeys {  // Affinity: any.
 public:
  // `lifetime` is that of a ticket, at least a second. The clock outlives this.
  explicit TlsTicketKeys(std::chrono::seconds lifetime, const Clock& clock = Clock::system());

  struct Found {
    TlsTicketKey key;
    bool seals = false;  // Still; a ticket of a former one is better replaced.
  };

  [[nodiscard]] TlsTicketKey sealing() noexcept;  // The key for tickets to come.
  [[nodiscard]] std::optional<Found> find(const unsigned char* name) noexcept;

  // From now on the keys are shared with whoever has the same file in memory: the process that served before this one, or will after it.
  // They have one clock, which runs from the system's start. What the file holds is taken over, where it is newer.
  void share(FileDescriptor memory) noexcept;

  [[nodiscard]] std::chrono::seconds lifetime() const noexcept { return lifetime_; }

 private:
  // One seals, and two that did may still open: a third would have sealed longer ago than any ticket lives.
  static constexpr std::size_t kMost = 3;

  struct Aged {
    TlsTicketKey key;
    MonotonicTime made;
  };
  void rotate() noexcept;
  void drop_expired(MonotonicTime now) noexcept;
  void add(const TlsTicketKey& key, MonotonicTime made) noexcept;
  [[nodiscard]] bool needs_another(MonotonicTime now) const noexcept;
  [[nodiscard]] std::span<const Aged> keys() const noexcept { return std::span(keys_).first(count_); }
  void take_over() noexcept;
  void publish() const noexcept;

  const std::chrono::seconds lifetime_;
  const Clock& clock_;
  std::mutex mutex_;
  std::array<Aged, kMost> keys_;  // The newest first.
  std::size_t count_ = 0;         // Of those.
  FileDescriptor memory_;
};

}  // namespace saki
