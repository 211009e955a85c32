// SPDX-License-Identifier: Apache-2.0
//
// RoomHub: the rooms of a process: a desk for each worker. All desks are opened before the first request is served, and none comes later.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "hash/sip_hash.h"
#include "room/room_desk.h"
#include "room/room_settings.h"

namespace saki {

class LogStream;
class RoomBridge;

class RoomHub {  // Affinity: any.
 public:
  RoomHub(const RoomSettings& settings, LogStream& log);
  RoomHub(const RoomHub&) = delete;
  RoomHub& operator=(const RoomHub&) = delete;
  ~RoomHub();

  void open_desk(Loop& loop);   // On each worker's thread, before its first request,
  void close_desk(Loop& loop) noexcept;  // and after its last.

  // What is sent goes to all processes that `bridge` reaches. Before workers run.
  void set_bridge(RoomBridge& bridge) noexcept { bridge_ = &bridge; }
  [[nodiscard]] RoomBridge* bridge() const noexcept { return bridge_; }  // Null: rooms are of this process.
  void open_crossing(Loop& loop);  // On each worker's thread, after its packages have started,
  void close_crossing(Loop& loop) noexcept;  // and before they stop. One of them has it.

  [[nodiscard]] unsigned worker_count() const noexcept { return static_cast<unsigned>(desks_.size()); }
  [[nodiscard]] RoomDesk& desk(unsigned worker) const noexcept { return *desks_[worker]; }
  [[nodiscard]] RoomDesk& home_of(std::string_view room) const noexcept;
  [[nodiscard]] RoomDesk& door_of(std::string_view room) const noexcept;  // Where messages to it go first.
  [[nodiscard]] RoomDesk& desk_here() const noexcept;  // Of the worker whose thread this is.

  [[nodiscard]] const SipHash& hash() const noexcept { return hash_; }  // Of names: one for all workers.
  [[nodiscard]] const RoomSettings& settings() const noexcept { return settings_; }
  [[nodiscard]] std::uint64_t next_incarnation() noexcept { return incarnation_.fetch_add(1, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t next_seat() noexcept { return seat_.fetch_add(1, std::memory_order_relaxed); }

  void note_lost() noexcept;  // A message for which there was no room in a backlog.
  [[nodiscard]] std::uint64_t lost_count() const noexcept { return lost_.load(std::memory_order_relaxed); }

 private:
  const RoomSettings settings_;
  const SipHash hash_ = SipHash::with_random_key();
  LogStream& log_;
  RoomBridge* bridge_ = nullptr;
  std::mutex opening_;
  std::vector<std::unique_ptr<RoomDesk>> desks_;
  std::atomic<std::uint64_t> incarnation_;
  std::atomic<std::uint64_t> seat_ = 1;
  std::atomic<std::uint64_t> lost_ = 0;
};

}  // namespace saki
