// SPDX-License-Identifier: Apache-2.0
//
// RoomTable: what a worker has of rooms, found by their names. Those are often chosen by clients, so they are hashed under a key.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "hash/sip_hash.h"

namespace saki {

template <class Room>
class RoomTable {  // Affinity: loop. Room has a name(), which stays.
 public:
  explicit RoomTable(const SipHash& hash) : rooms_(0, Hash{&hash}) {}  // Which outlives it.

  [[nodiscard]] std::size_t size() const noexcept { return rooms_.size(); }

  [[nodiscard]] Room* find(std::string_view name) const {  // Or null.
    const auto found = rooms_.find(name);
    return found != rooms_.end() ? found->get() : nullptr;
  }
  Room& add(std::unique_ptr<Room> room) { return **rooms_.insert(std::move(room)).first; }
  void erase(const Room& room) noexcept { rooms_.erase(rooms_.find(std::string_view(room.name()))); }

 private:
  using Owned = std::unique_ptr<Room>;
  struct Hash {
    using is_transparent = void;
    const SipHash* hash;
    std::size_t operator()(std::string_view name) const noexcept { return static_cast<std::size_t>((*hash)(name)); }
    std::size_t operator()(const Owned& room) const noexcept { return (*this)(std::string_view(room->name())); }
  };
  struct Same {
    using is_transparent = void;
    static std::string_view name(std::string_view name) noexcept { return name; }
    static std::string_view name(const Owned& room) noexcept { return room->name(); }
    bool operator()(const auto& one, const auto& other) const noexcept { return name(one) == name(other); }
  };

  std::unordered_set<Owned, Hash, Same> rooms_;
};

}  // namespace saki
