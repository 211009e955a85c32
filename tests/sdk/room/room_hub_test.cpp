// SPDX-License-Identifier: Apache-2.0
//
// Rooms over several workers, each with a thread of its own.
#include "room/room_hub.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <latch>
#include <thread>

#include "saki/log/log.h"
#include "saki/room.h"

namespace saki {
namespace {

// Keeps what it is given. Written on its worker's thread, read once that has ended or on it.
class Member final : public RoomMember {
 public:
  using Sent = Text;
  [[nodiscard]] MemberKind member_kind() const noexcept override { return MemberKind::EventStream; }
  [[nodiscard]] std::string_view seen_before() const noexcept override { return seen; }
  bool take(const RoomMessage& message) noexcept override {
    numbers.push_back(message.number);
    last_id = message.id;
    if (on_take) on_take();
    return true;
  }
  void flush() noexcept override { ++flushes; }

  std::function<void()> on_take;
  std::string seen;
  std::string last_id;
  std::vector<std::uint64_t> numbers;
  std::size_t flushes = 0;
};

// Threads with loops, and a desk on each.
class Workers {
 public:
  explicit Workers(unsigned count, const RoomSettings& settings = {}) : hub(settings, log.stream("rooms")) {
    std::latch open(count);
    for (unsigned i = 0; i < count; ++i) loops_.push_back(*Loop::open({.name = "worker"}));
    for (const auto& loop : loops_) {
      threads_.emplace_back([this, &open, &loop = *loop] {
        hub.open_desk(loop);
        open.count_down();
        loop.run();
        hub.close_desk(loop);
      });
    }
    open.wait();
    for (unsigned i = 0; i < count; ++i) on(i, [this] { desk_of_.push_back(hub.desk_here().index()); });
  }
  ~Workers() { end(); }

  void end() {
    for (const auto& loop : loops_) loop->stop();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  // Runs `action` on a worker's thread and waits for it.
  void on(unsigned worker, std::function<void()> action) {
    std::latch done(1);
    loops_[worker]->post("test", [&] {
      action();
      done.count_down();
    });
    done.wait();
  }

  // Waits until nothing is on its way: an order leads to a home, from there to members, so that each desk is asked several times.
  void settle() {
    for (std::size_t step = 0; step < 4 * loops_.size(); ++step) {
      const auto worker = static_cast<unsigned>(step % loops_.size());
      while (!idle(worker)) std::this_thread::yield();
    }
  }

  [[nodiscard]] RoomDesk& desk(unsigned worker) { return hub.desk(desk_of_[worker]); }

  Log log;
  RoomHub hub;

 private:
  bool idle(unsigned worker) {
    bool idle = false;
    on(worker, [&] { idle = desk(worker).idle(); });
    return idle;
  }

  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::thread> threads_;
  std::vector<unsigned> desk_of_;
};

using Seats = std::vector<RoomSeat<Text>>;

TEST(RoomHub, AllMembersOnAllWorkersSeeTheSameMessagesInTheSameOrder) {
  constexpr unsigned kWorkers = 3;
  constexpr std::size_t kMessages = 200;  // From each thread.
  Workers workers(kWorkers);
  const Room<> room(workers.hub, "all");
  std::vector<std::vector<Member>> members(kWorkers);
  std::vector<Seats> seats(kWorkers);
  for (unsigned w = 0; w < kWorkers; ++w) {
    members[w] = std::vector<Member>(40);
    workers.on(w, [&] {
      for (Member& member : members[w]) seats[w].push_back(room.join(member));
    });
  }
  workers.settle();

  std::vector<std::thread> outside;
  for (int thread = 0; thread < 2; ++thread) {
    outside.emplace_back([&room] {
      for (std::size_t i = 0; i < kMessages; ++i) room.send("from outside");
    });
  }
  workers.on(1, [&room] {
    for (std::size_t i = 0; i < kMessages; ++i) room.send("from a worker");
  });
  for (std::thread& thread : outside) thread.join();
  workers.settle();
  for (unsigned w = 0; w < kWorkers; ++w) workers.on(w, [&] { seats[w].clear(); });
  workers.end();

  std::vector<std::uint64_t> expected(3 * kMessages);
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = i + 1;
  for (const auto& of_worker : members) {
    for (const Member& member : of_worker) EXPECT_EQ(member.numbers, expected);
  }
  EXPECT_EQ(workers.hub.lost_count(), 0U);
}

TEST(RoomHub, MembersComeAndGoWhileMessagesAreHandedOut) {
  constexpr unsigned kWorkers = 2;
  Workers workers(kWorkers);
  const Room<> room(workers.hub, "busy");
  std::atomic<bool> over = false;
  std::thread sender([&] {
    while (!over) {
      room.send("again");
      std::this_thread::yield();
    }
  });
  std::vector<std::vector<Member>> members(kWorkers);
  for (auto& of_worker : members) of_worker = std::vector<Member>(400);
  std::vector<Seats> seats(kWorkers);
  for (int round = 0; round < 20; ++round) {
    for (unsigned w = 0; w < kWorkers; ++w) {
      workers.on(w, [&] {
        for (Member& member : members[w]) seats[w].push_back(room.join(member));
      });
      workers.on(w, [&] { seats[w].clear(); });
    }
  }
  over = true;
  sender.join();
  workers.settle();
  for (unsigned w = 0; w < kWorkers; ++w) workers.on(w, [&] { EXPECT_EQ(workers.desk(w).part_count(), 0U); });
  workers.end();
  for (const auto& of_worker : members) {
    for (const Member& member : of_worker) EXPECT_TRUE(std::ranges::is_sorted(member.numbers));
  }
}

TEST(RoomHub, ARoomIsFreedWhenItIsEmpty) {
  Workers workers(2, {.replay_count = 0});
  const Room<> room(workers.hub, "brief");
  Member member;
  Seats seats;
  const auto homes_and_parts = [&] {
    std::size_t count = 0;
    for (unsigned w = 0; w < 2; ++w) workers.on(w, [&] { count += workers.desk(w).home_count() + workers.desk(w).part_count(); });
    return count;
  };
  workers.on(0, [&] { seats.push_back(room.join(member)); });
  workers.settle();
  room.send("hello");
  workers.settle();
  EXPECT_EQ(homes_and_parts(), 2U);
  workers.on(0, [&] { seats.clear(); });
  workers.settle();
  EXPECT_EQ(homes_and_parts(), 0U);
  EXPECT_EQ(member.numbers.size(), 1U);
}

TEST(RoomHub, ManyMessagesOfOneTurnAreFlushedTogether) {
  Workers workers(1);
  const Room<> room(workers.hub, "batch");
  Member member;
  Seats seats;
  workers.on(0, [&] { seats.push_back(room.join(member)); });
  workers.settle();
  workers.on(0, [&] {
    for (int i = 0; i < 10; ++i) room.send("x");
  });
  workers.settle();
  workers.on(0, [&] { seats.clear(); });
  EXPECT_EQ(member.numbers.size(), 10U);
  EXPECT_EQ(member.flushes, 1U);
}

TEST(RoomHub, TooManyMessagesOnTheirWayAreLostAndCounted) {
  Workers workers(1, {.backlog_bytes = 3900});
  const Room<> room(workers.hub, "flood");
  Member member;
  Seats seats;
  workers.on(0, [&] { seats.push_back(room.join(member)); });
  workers.settle();
  const std::string text(100, 'x');
  workers.on(0, [&] {
    for (int i = 0; i < 100; ++i) room.send(text);
  });
  workers.settle();
  workers.on(0, [&] { room.send(text); });  // There is room again.
  workers.settle();
  workers.on(0, [&] { seats.clear(); });
  EXPECT_LT(member.numbers.size(), 12U);
  EXPECT_GT(member.numbers.size(), 3U);
  EXPECT_EQ(workers.hub.lost_count() + member.numbers.size(), 101U);
}

// Others of the loop have their turns while very many messages go to many members: it takes at least as many turns as there are slices.
TEST(RoomHub, ManyMessagesForManyMembersTakeManyTurns) {
  constexpr std::size_t kMembers = 50;
  constexpr std::size_t kMessages = 3000;
  Workers workers(1);
  const Room<> room(workers.hub, "many");
  std::vector<Member> members(kMembers);
  Seats seats;
  workers.on(0, [&] {
    for (Member& member : members) seats.push_back(room.join(member));
  });
  workers.settle();
  std::size_t most_in_a_turn = 0;
  std::size_t in_this_turn = 0;
  std::function<void()> in_each_turn = [&] {
    most_in_a_turn = std::max(most_in_a_turn, std::exchange(in_this_turn, 0));
    if (members.back().numbers.size() < kMessages) workers.desk(0).loop().post("test", [&] { in_each_turn(); });
  };
  for (Member& member : members) member.on_take = [&] { ++in_this_turn; };
  workers.on(0, [&] {
    for (std::size_t i = 0; i < kMessages; ++i) room.send("x");
    in_each_turn();
  });
  workers.settle();
  workers.on(0, [&] { seats.clear(); });
  workers.end();
  for (const Member& member : members) {
    EXPECT_EQ(member.numbers.size(), kMessages);
    EXPECT_TRUE(std::ranges::is_sorted(member.numbers));
  }
  EXPECT_GT(most_in_a_turn, 0U);
  EXPECT_LE(most_in_a_turn, 2U * 4096 + 512);  // A turn or two of the desk between two of the loop's.
}

TEST(RoomHub, EmptyMessagesHaveTheirWeightInTheBacklog) {
  Workers workers(1, {.backlog_bytes = 64 * 1024});
  const Room<> room(workers.hub, "empty");
  Member member;
  Seats seats;
  workers.on(0, [&] { seats.push_back(room.join(member)); });
  workers.settle();
  workers.on(0, [&] {
    for (int i = 0; i < 2000; ++i) room.send("");
    EXPECT_LE(workers.desk(0).backlog_bytes(), 64U * 1024);
  });
  workers.settle();
  workers.on(0, [&] {
    seats.clear();
    EXPECT_EQ(workers.desk(0).backlog_bytes(), 0U);
  });
  EXPECT_GT(member.numbers.size(), 100U);
  EXPECT_LT(member.numbers.size(), 257U);
  EXPECT_EQ(workers.hub.lost_count() + member.numbers.size(), 2000U);
}

TEST(RoomHub, WhatWasOnItsWayToMembersThatHaveLeftIsOnItNoMore) {
  Workers workers(1);
  const Room<> room(workers.hub, "left");
  std::vector<Member> members(3000);
  Seats seats;
  workers.on(0, [&] {
    for (Member& member : members) seats.push_back(room.join(member));
  });
  workers.settle();
  members.front().on_take = [&] { workers.desk(0).loop().post("test", [&] { seats.clear(); }); };  // Long before the last is served.
  workers.on(0, [&] { room.send("x"); });
  workers.settle();
  workers.on(0, [&] {
    EXPECT_EQ(workers.desk(0).part_count(), 0U);
    EXPECT_EQ(workers.desk(0).backlog_bytes(), 0U);
  });
  EXPECT_EQ(members.front().numbers.size(), 1U);
  EXPECT_TRUE(members.back().numbers.empty());
}

TEST(RoomHub, WhatAMemberMissedComesInSlicesAndBeforeWhatIsNew) {
  constexpr std::size_t kMissed = 20'000;
  Workers workers(1, {.replay_count = kMissed, .replay_bytes = 64 * 1024 * 1024});
  const Room<> room(workers.hub, "long");
  Member first;
  Member again;
  Seats seats;
  workers.on(0, [&] { seats.push_back(room.join(first)); });
  workers.settle();
  workers.on(0, [&] { room.send("seen"); });
  workers.settle();
  again.seen = first.last_id;
  workers.on(0, [&] {
    for (std::size_t i = 0; i < kMissed; ++i) room.send("x");
  });
  workers.settle();
  again.on_take = [&] {
    if (again.numbers.size() == 1) room.send("new");
  };
  workers.on(0, [&] { seats.push_back(room.join(again)); });
  workers.settle();
  workers.on(0, [&] { seats.clear(); });
  ASSERT_EQ(again.numbers.size(), kMissed + 1);
  EXPECT_EQ(again.numbers, std::vector(first.numbers.begin() + 1, first.numbers.end()));
  EXPECT_GE(again.flushes, kMissed / 4096);
}

// A client that knows where the rooms of one process live knows nothing of another's.
TEST(RoomHub, NobodyCanChooseNamesThatHaveOneHome) {
  Workers one(2);
  Workers other(2);
  std::vector<std::string> names;
  for (int i = 0; names.size() < 200; ++i) {
    std::string name = "room" + std::to_string(i);
    if (one.hub.home_of(name).index() == 0) names.push_back(std::move(name));
  }
  const auto is_at_first = [&other](const std::string& name) { return other.hub.home_of(name).index() == 0; };
  EXPECT_GT(std::ranges::count_if(names, is_at_first), 20);
  EXPECT_LT(std::ranges::count_if(names, is_at_first), 180);
}

TEST(RoomHub, EmptyRoomsThatAreKeptAreBounded) {
  Workers workers(1, {.kept_rooms = 2});
  Member member;
  for (const char* name : {"a", "b", "c", "d"}) {
    const Room<> room(workers.hub, name);
    Seats seats;
    workers.on(0, [&] { seats.push_back(room.join(member)); });
    workers.settle();
    room.send("x");
    workers.settle();
    workers.on(0, [&] { seats.clear(); });
    workers.settle();
  }
  workers.on(0, [&] { EXPECT_EQ(workers.desk(0).home_count(), 2U); });
}

}  // namespace
}  // namespace saki
