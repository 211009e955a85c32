// SPDX-License-Identifier: Apache-2.0
//
// MemoryTable: one worker's keys and values: in the order of keys, of use, and of expiry. Nothing but data; time is an argument.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "saki/base/clock.h"
#include "saki/base/intrusive_list.h"

namespace saki {

class MemoryTable {  // Affinity: loop.
 public:
  static constexpr MonotonicTime kNever = MonotonicTime::max();
  static constexpr std::size_t kEntryBytes = 192;  // What an entry takes beside its key and value, generously.

  class Entry;
  using Map = std::map<std::string, Entry, std::less<>>;

  class Entry : public ListLink<> {
   public:
    std::string value;
    MonotonicTime expires = kNever;

   private:
    friend class MemoryTable;
    const std::string* key_ = nullptr;  // In the map.
  };

  // What an entry counts.
  [[nodiscard]] static std::size_t cost(std::size_t key_bytes, std::size_t value_bytes) noexcept {
    return key_bytes + value_bytes + kEntryBytes;
  }

  // The entry that has not expired, marked as just used; null where there is none.
  [[nodiscard]] Entry* find(std::string_view key, MonotonicTime now) noexcept;

  Entry& put(std::string key, std::string value, MonotonicTime expires);
  void replace(Entry& entry, std::string value);
  void expire_at(Entry& entry, MonotonicTime when);
  void erase(std::string_view key) noexcept;

  // Takes the entry that was used longest ago, other than `spared`, and gives its key.
  [[nodiscard]] std::optional<std::string> evict(std::string_view spared);

  // Takes an entry that has expired, and gives its key.
  [[nodiscard]] std::optional<std::string> take_expired(MonotonicTime now);
  [[nodiscard]] MonotonicTime next_expiry() const noexcept { return expiries_.empty() ? kNever : expiries_.begin()->first; }

  [[nodiscard]] const Map& entries() const noexcept { return entries_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

 private:
  [[nodiscard]] std::string take(Entry& entry);
  void note_expiry(Entry& entry);
  void forget_expiry(const Entry& entry) noexcept;

  Map entries_;
  std::set<std::pair<MonotonicTime, std::string_view>> expiries_;  // Views into the map's keys.
  IntrusiveList<Entry> used_;  // The one used longest ago first.
  std::size_t bytes_ = 0;
};

}  // namespace saki
