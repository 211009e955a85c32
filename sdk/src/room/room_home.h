// SPDX-License-Identifier: Apache-2.0
//
// RoomHome: what a room is on its home worker: how many members each worker has, the number of the last message, and the last messages
// themselves for members that come back.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "room/room_order.h"
#include "room/room_settings.h"
#include "saki/base/intrusive_list.h"

namespace saki {

class RoomHome : public ListLink<> {  // Affinity: loop.
 public:
  struct WorkerCount {
    unsigned worker;
    std::uint32_t count;
  };

  // `incarnation` is another for each room that ever was: ids of one that was freed, or of a process before this, are told apart by it.
  RoomHome(std::string name, std::uint64_t incarnation, const RoomSettings& settings);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] std::size_t count() const noexcept;
  [[nodiscard]] std::span<const WorkerCount> workers() const noexcept { return workers_; }  // That have members.
  [[nodiscard]] bool keeps_messages() const noexcept { return kept_ != nullptr; }

  [[nodiscard]] room_order::Admit join(room_order::Join order);
  void leave(unsigned worker, MemberKind kind) noexcept;

  // Numbers a message, puts it into the forms that members need, and keeps it.
  [[nodiscard]] RoomMessagePointer make(room_order::Post order);

  MonotonicTime keep_until{};  // While nobody is in it.

 private:
  struct Kept {
    std::deque<RoomMessagePointer> messages;  // The oldest first.
    std::size_t bytes = 0;
  };

  [[nodiscard]] std::uint32_t& members(MemberKind kind) noexcept { return kinds_[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] EventFrame event_of(const room_order::Post& order, RoomMessage& message);
  [[nodiscard]] http::SharedFrame frame_of(const room_order::Post& order);
  [[nodiscard]] std::string next_id() const;
  void keep(RoomMessagePointer message);
  void find_missed(std::string_view seen, room_order::Admit& admit) const;

  const RoomSettings& settings_;
  std::string name_;
  std::uint64_t incarnation_;
  std::uint64_t number_ = 0;
  std::array<std::uint32_t, 3> kinds_{};  // Members by kind.
  std::vector<WorkerCount> workers_;
  std::unique_ptr<Kept> kept_;  // Once there is something.
  bool keeps_ = false;  // Streams of events have been here.
};

}  // namespace saki
