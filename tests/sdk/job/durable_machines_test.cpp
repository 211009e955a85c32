// SPDX-License-Identifier: Apache-2.0
//
// Durable jobs of several machines: two services in this process, each with time of its own, and a store that both see.
#include <gtest/gtest.h>

#include "job/job_lease.h"
#include "job/kept_entry.h"
#include "saki/jobs.h"
#include "saki/log/log.h"
#include "saki/service.h"
#include "saki/task.h"
#include "saki/test_client.h"
#include "shelf.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> told;

Task<> work(JobRun& run) {
  const std::string who = run.per_worker<std::string>() + " " + std::to_string(run.fence());
  told.push_back(who + " begins");
  co_await sleep(40s);
  told.push_back(who + " ends");
}

Task<Response> ask(Request& request) {
  std::string id = co_await request.use<Jobs>().enqueue_durable("work");
  co_return Response::text(std::move(id));
}

class Machine {
 public:
  Machine(std::string name, Shelf& shelf, std::string config = {}) {
    service_.add_package(std::make_unique<ShelfPackage>(shelf));
    service_.per_worker([name = std::move(name)](Surroundings&) { return name; });
    service_.add_package(std::make_unique<Jobs>()).add("work", work, {.durable = true});
    service_.post("/", ask);
    client_.emplace(service_, TestClientOptions{.config = std::move(config), .time = TestTime::Virtual});
  }
  void pass(Duration time) {
    client_->advance(time);
    client_->wait(10ms);
  }
  int ask_for_work() { return client_->post("/", "").status(); }
  void die() { client_.reset(); }
  bool was_logged(std::string_view text) {
    for (const std::string& line : client_->log_lines()) {
      if (line.find(text) != std::string::npos) return true;
    }
    return false;
  }

 private:
  Service service_{"test"};
  std::optional<TestClient> client_;
};

class DurableMachinesTest : public testing::Test {
 protected:
  DurableMachinesTest() { told.clear(); }

  void pass(std::chrono::seconds time, std::initializer_list<Machine*> machines) {
    for (auto passed = 0s; passed < time; ++passed) {
      shelf_.now += 1s;
      for (Machine* const machine : machines) machine->pass(1s - 10ms);
    }
  }

  Shelf shelf_;
};

using Told = std::vector<std::string>;

TEST_F(DurableMachinesTest, OneThatIsHeldIsNobodyElses) {
  Machine a("a", shelf_);
  Machine b("b", shelf_);
  EXPECT_EQ(a.ask_for_work(), 200);
  pass(90s, {&a, &b});
  EXPECT_EQ(told, (Told{"a 1 begins", "a 1 ends"}));
  EXPECT_EQ(shelf_.entries.size(), 1U) << "the fence alone";
}

TEST_F(DurableMachinesTest, ThatOfAMachineThatDiedIsDoneByAnother) {
  Machine a("a", shelf_);
  Machine b("b", shelf_);
  EXPECT_EQ(a.ask_for_work(), 200);
  pass(5s, {&a, &b});
  a.die();
  pass(90s, {&b});
  EXPECT_EQ(told, (Told{"a 1 begins", "b 2 begins", "b 2 ends"}));
  EXPECT_EQ(shelf_.entries.size(), 1U);
}

TEST_F(DurableMachinesTest, WhoIsCutOffFromTheStoreForAWholeLeaseIsCancelled) {
  Machine a("a", shelf_);
  EXPECT_EQ(a.ask_for_work(), 200);
  pass(2s, {&a});
  shelf_.reachable = false;
  pass(18s, {&a});
  EXPECT_TRUE(a.was_logged("its lock was lost"));
  shelf_.reachable = true;
  pass(80s, {&a});
  EXPECT_EQ(told, (Told{"a 1 begins", "a 2 begins", "a 2 ends"}));
}

TEST_F(DurableMachinesTest, NotLaterBecauseTheStoreIsSlowToFail) {
  Machine a("a", shelf_);
  EXPECT_EQ(a.ask_for_work(), 200);
  pass(2s, {&a});
  shelf_.reachable = false;
  shelf_.takes = 5s;
  pass(14s, {&a});
  EXPECT_TRUE(a.was_logged("its lock was lost"));
}

TEST_F(DurableMachinesTest, WhereTheStoreTookALeaseToAnswerNothingIsBegun) {
  shelf_.entries["jobs:test:work:kept:7"] = {"1 0 0 0 0\n", WallTime::max()};
  shelf_.takes = 4s;
  Machine a("a", shelf_);
  pass(20s, {&a});
  EXPECT_TRUE(told.empty());
  EXPECT_TRUE(a.was_logged("its lock was lost"));
}

TEST_F(DurableMachinesTest, WhatTheStoreDidNotTakeWasNotAskedFor) {
  Machine a("a", shelf_);
  shelf_.reachable = false;
  EXPECT_EQ(a.ask_for_work(), 503);
  shelf_.reachable = true;
  pass(60s, {&a});
  EXPECT_TRUE(told.empty());
}

TEST_F(DurableMachinesTest, WithoutAFenceNothingIsBegun) {
  Machine a("a", shelf_);
  shelf_.silent = ":fence";
  EXPECT_EQ(a.ask_for_work(), 200);
  pass(300s, {&a});
  EXPECT_TRUE(told.empty());
  EXPECT_TRUE(a.was_logged("the store does not say its fence"));
  shelf_.silent = {};
  pass(60s, {&a});
  EXPECT_EQ(told, (Told{"a 1 begins", "a 1 ends"}));
}

TEST_F(DurableMachinesTest, AndIsNotCounted) {
  Machine a("a", shelf_, "jobs: {durable: 1}");
  shelf_.reachable = false;
  EXPECT_EQ(a.ask_for_work(), 503);
  shelf_.reachable = true;
  EXPECT_EQ(a.ask_for_work(), 200);
}

TEST_F(DurableMachinesTest, NoMoreAreSetAsideThanMayBeKept) {
  const Shelf::Entry unreadable{"of another version", WallTime::max()};
  shelf_.entries["jobs:test:work:aside:1"] = unreadable;
  shelf_.entries["jobs:test:work:kept:2"] = unreadable;
  Machine a("a", shelf_, "jobs: {durable: 1}");
  pass(20s, {&a});
  EXPECT_TRUE(a.was_logged("a job is dropped: too many are set aside already"));
  EXPECT_EQ(shelf_.entries.size(), 1U);
  shelf_.entries.clear();
  pass(20s, {&a});
  shelf_.entries["jobs:test:work:kept:3"] = unreadable;
  pass(20s, {&a});
  EXPECT_TRUE(shelf_.entries.contains("jobs:test:work:aside:3"));
}

// Two that believe both that a run is theirs.
Task<> change_twice(StoreEngine& engine, Log& log, std::vector<bool>& done) {
  const StoreAccess store(engine, "");
  KeptRuns runs;
  KeptEntry first(store, "7", runs, log.root());
  KeptEntry second(store, "7", runs, log.root());
  co_await first.create(KeptRun(WallTime(1s), "{}"));
  const bool read = co_await second.read();
  ++second.run().begun;
  const bool written = co_await second.write();
  ++first.run().begun;
  ++first.run().failed;
  const bool late = co_await first.write();
  const bool removed_late = co_await first.remove();
  const bool removed = co_await second.remove();
  done = {read, written, late, removed_late, removed};
}

TEST_F(DurableMachinesTest, AChangeThatComesLateIsRefused) {
  ShelfEngine engine(shelf_);
  Log log;
  const auto loop = *Loop::open({.name = "test"});
  const LoopBinding binding(*loop);
  TaskScope scope(*loop, "test");
  std::vector<bool> done;
  scope.spawn(change_twice, std::ref(static_cast<StoreEngine&>(engine)), std::ref(log), std::ref(done));
  while (scope.running() > 0) loop->run_once();
  EXPECT_EQ(done, (std::vector<bool>{true, true, false, false, true}));
}

}  // namespace
}  // namespace saki
