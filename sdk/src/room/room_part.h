// SPDX-License-Identifier: Apache-2.0
//
// RoomPart: the members of a room that are on one worker.
//
// What comes gathers until a pass hands it out: each member takes all of it and is flushed once, so that ten messages of one turn leave in
// one write; very many take several passes. A pass goes in steps, and who leaves or joins meanwhile disturbs nobody.
#pragma once

#include <memory>
#include <span>
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

  // Goes on with the pass until it or the budget is spent: some for each member, and one for each message that it may take. Returns the
  // bytes of messages that are done with. Only while it is busy.
  std::size_t step(std::size_t& budget) noexcept;
  [[nodiscard]] bool busy() const noexcept { return round_ != nullptr; }
  [[nodiscard]] std::size_t waiting_bytes() const noexcept { return busy() ? round_->waiting_bytes : 0; }  // Of messages not done with.

 private:
  struct Round {
    IntrusiveList<Seating> waiting;        // For their turn in the pass.
    std::vector<RoomMessagePointer> now;   // Of the pass, and of those right behind it.
    std::vector<RoomMessagePointer> next;  // Of later ones.
    std::span<RoomMessagePointer> pass;    // In `now`; empty between passes.
    std::size_t done_count = 0;            // Of `now`, before the pass.
    std::size_t waiting_bytes = 0;         // Of both.
  };

  void begin_pass() noexcept;
  std::size_t end_pass() noexcept;
  void serve(Seating& seating) noexcept;

  std::string name_;
  std::size_t seat_count_ = 0;
  IntrusiveList<Seating> seated_;
  std::unique_ptr<Round> round_;  // While there is something to hand out: most rooms are quiet at most times.
};

}  // namespace saki
