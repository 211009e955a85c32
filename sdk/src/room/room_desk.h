// SPDX-License-Identifier: Apache-2.0
//
// RoomDesk: one worker's share in all rooms: those that have their home here, and the parts of all whose members are here.
//
// Orders come through an inbox without a lock; an eventfd wakes the loop for the first of them. They are carried out, and messages handed
// out, in slices, so that the worker's other clients have their turns.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "room/room_admission.h"
#include "room/room_home.h"
#include "room/room_inbox.h"
#include "room/room_part.h"
#include "room/room_table.h"
#include "saki/base/file_descriptor.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/loop/timer.h"

namespace saki {

class RoomBridge;
class RoomCrossing;
class RoomHub;

class RoomDesk {  // Affinity: loop, save where "any" is said.
 public:
  RoomDesk(RoomHub& hub, unsigned index, Loop& loop);  // Throws std::system_error where there is no descriptor left.
  RoomDesk(const RoomDesk&) = delete;
  RoomDesk& operator=(const RoomDesk&) = delete;
  ~RoomDesk();

  [[nodiscard]] Loop& loop() const noexcept { return loop_; }
  [[nodiscard]] unsigned index() const noexcept { return index_; }
  [[nodiscard]] bool is_here() const noexcept { return std::this_thread::get_id() == owner_; }  // Affinity: any.

  // Affinity: any. A message for which there is no room in the backlog is refused.
  void put(RoomOrder order);
  [[nodiscard]] bool put_message(RoomOrder order, std::size_t bytes);

  // From here on what is sent to rooms goes by `bridge`; until the end of that.
  void open_crossing(RoomBridge& bridge);
  void close_crossing() noexcept;

  void close() noexcept;  // After the worker's last request: everybody has left. What is put from here on is not carried out.

  [[nodiscard]] std::shared_ptr<Seating> sit_down(RoomMember& member, const std::string& room);
  void leave(Seating& seating) noexcept;

  [[nodiscard]] std::size_t home_count() const noexcept { return homes_.size(); }
  [[nodiscard]] std::size_t part_count() const noexcept { return parts_.size(); }
  [[nodiscard]] std::size_t backlog_bytes() const noexcept { return backlog_bytes_.load(std::memory_order_relaxed); }
  [[nodiscard]] bool idle() const noexcept { return inbox_.empty() && busy_.empty() && !admission_; }  // Nothing is on its way here.

 private:
  class Waker;
  class Alarm;

  void work() noexcept;
  void carry_out_orders();
  void hand_out() noexcept;
  void forget_homes() noexcept;
  void forget(RoomHome& home) noexcept;

  void carry_out(room_order::Post order);
  void send_across(room_order::Post order);
  void carry_out(room_order::Join order);
  void carry_out(const room_order::Leave& order);
  void carry_out(const room_order::Count& order);
  void carry_out(const room_order::Deliver& order);
  void carry_out(room_order::Admit order);
  void carry_out(const room_order::Counted& order);

  [[nodiscard]] RoomHome& home(const std::string& name);
  void note_empty(RoomHome& home);

  RoomHub& hub_;
  const unsigned index_;
  Loop& loop_;
  RoomInbox inbox_;
  std::atomic<std::size_t> backlog_bytes_ = 0;
  FileDescriptor wake_;
  const std::thread::id owner_ = std::this_thread::get_id();
  std::unique_ptr<Waker> waker_;  // These three until it is closed.
  std::unique_ptr<Alarm> turn_;
  std::unique_ptr<Alarm> tidying_;
  std::unique_ptr<RoomCrossing> crossing_;  // Of one desk, while it is open.
  RoomTable<RoomHome> homes_;
  RoomTable<RoomPart> parts_;
  IntrusiveList<RoomHome> empty_homes_;  // Those that are kept for a while, the first to be forgotten first.
  std::size_t empty_home_count_ = 0;
  IntrusiveList<RoomPart> busy_;
  std::optional<RoomAdmission> admission_;  // That is not done with; orders wait for it.
};

}  // namespace saki
