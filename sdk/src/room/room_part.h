// SPDX-License-Identifier: Apache-2.0
//
// RoomPart: the members of a room that are on one worker.
//
// What comes gathers until a pass hands it out: each member takes all of it and is flushed once, so that ten messages of one turn leave in
// one write. A pass goes in steps, and who leaves or joins meanwhile disturbs nobody.
#pragma once

#include <string>
#include <vector>

#include "room/seating.h"

namespace saki {

class RoomPart : public ListLink<> {  // Affinity: loop.
 public:
  explicit RoomPart(std::string name) : name_(std::move(name)) {}

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] bool empty() const noexcept { return seat_count_ == 0; }

  void reserve_seat(Seating& seating) noexcept;  // It is given nothing before it is admitted.
  void admit(Seating& seating) noexcept;
  void leave(Seating& seating) noexcept;

  void add(RoomMessagePointer message);

  // Serves at most `budget` members, and takes them off it; returns the bytes of messages that are done with.
  std::size_t step(std::size_t& budget) noexcept;
  [[nodiscard]] bool busy() const noexcept { return !now_.empty() || !next_.empty(); }
  [[nodiscard]] std::size_t waiting_bytes() const noexcept { return waiting_bytes_; }  // Of messages that are not done with.

 private:
  void serve(Seating& seating) noexcept;

  std::string name_;
  std::size_t seat_count_ = 0;
  IntrusiveList<Seating> seated_;
  IntrusiveList<Seating> waiting_;        // For their turn in the pass.
  std::vector<RoomMessagePointer> now_;   // Of the pass.
  std::vector<RoomMessagePointer> next_;  // Of the next.
  std::size_t waiting_bytes_ = 0;         // Of both.
};

}  // namespace saki
