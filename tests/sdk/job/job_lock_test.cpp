// SPDX-License-Identifier: Apache-2.0
//
// Several machines with one schedule: two services in this process, each with a worker and time of its own, and a store that both see.
#include "job/job_lock.h"

#include <gtest/gtest.h>

#include "saki/jobs.h"
#include "saki/service.h"
#include "saki/task.h"
#include "saki/test_client.h"
#include "shelf.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> told;

// One machine. What its runs tell begins with its name.
class Machine {
 public:
  Machine(std::string name, Shelf& shelf, JobOptions options) : name_(std::move(name)) {
    service_.add_package(std::make_unique<ShelfPackage>(shelf));
    auto& jobs = service_.add_package(std::make_unique<Jobs>());
    service_.per_worker([name = name_](Surroundings&) { return name; });
    jobs.add("work", work, std::move(options));
    client_.emplace(service_, TestClientOptions{.time = TestTime::Virtual});
  }
  void advance(Duration time) { client_->advance(time); }
  void wait() { client_->wait(10ms); }
  void die() { client_.reset(); }
  bool was_logged(std::string_view text) {
    for (const std::string& line : client_->log_lines()) {
      if (line.find(text) != std::string::npos) return true;
    }
    return false;
  }

 private:
  static Task<> work(JobRun& run) {
    told.push_back(run.per_worker<std::string>() + " begins " + std::to_string(run.fence()));
    co_await sleep(20s);
    told.push_back(run.per_worker<std::string>() + " ends");
  }

  std::string name_;
  Service service_{"test"};
  std::optional<TestClient> client_;
};

class JobLockTest : public testing::Test {
 protected:
  JobLockTest() { told.clear(); }

  // A second at a time, on all machines.
  void pass(std::chrono::seconds time, std::initializer_list<Machine*> machines) {
    for (auto passed = 0s; passed < time; ++passed) {
      shelf_.now += 1s;
      for (Machine* const machine : machines) machine->advance(1s - 10ms);
      for (Machine* const machine : machines) machine->wait();
    }
  }

  Shelf shelf_;
};

using Told = std::vector<std::string>;

TEST_F(JobLockTest, OneOfTwoMachinesDoesARun) {
  Machine a("a", shelf_, {.every = 1h});
  Machine b("b", shelf_, {.every = 1h});
  pass(3600s + 90s, {&a, &b});
  EXPECT_EQ(told, (Told{"a begins 1", "a ends"}));
  pass(3600s, {&b, &a});
  EXPECT_EQ(told, (Told{"a begins 1", "a ends", "b begins 2", "b ends"}));
}

TEST_F(JobLockTest, AnotherTakesOverFromOneThatDied) {
  Machine a("a", shelf_, {.every = 1h});
  Machine b("b", shelf_, {.every = 1h});
  pass(3600s + 10s, {&a, &b});
  ASSERT_EQ(told, (Told{"a begins 1"}));
  a.die();
  pass(60s, {&b});
  EXPECT_EQ(told, (Told{"a begins 1", "b begins 2", "b ends"}));
}

TEST_F(JobLockTest, WhoLosesItsLockIsCancelled) {
  Machine a("a", shelf_, {.every = 1h});
  pass(3600s + 2s, {&a});
  ASSERT_EQ(told, (Told{"a begins 1"}));
  for (auto& [key, entry] : shelf_.entries) {
    if (key.ends_with(":lock")) entry.value = "another's";
  }
  pass(40s, {&a});
  EXPECT_EQ(told, (Told{"a begins 1"}));
  EXPECT_TRUE(a.was_logged("its lock was lost"));
}

TEST_F(JobLockTest, AlsoWhereTheStoreIsAwayForAWholeLease) {
  Machine a("a", shelf_, {.every = 1h});
  pass(3600s + 1s, {&a});
  ASSERT_EQ(told, (Told{"a begins 1"}));
  shelf_.reachable = false;
  pass(18s, {&a});
  EXPECT_TRUE(a.was_logged("its lock was lost"));
  EXPECT_EQ(told, (Told{"a begins 1"}));
}

TEST_F(JobLockTest, ARunWaitsForAStoreThatIsAway) {
  Machine a("a", shelf_, {.every = 1h});
  shelf_.reachable = false;
  pass(3600s + 60s, {&a});
  EXPECT_TRUE(told.empty());
  shelf_.reachable = true;
  pass(60s, {&a});
  EXPECT_EQ(told, (Told{"a begins 1", "a ends"}));
}

TEST_F(JobLockTest, AndForItsFence) {
  Machine a("a", shelf_, {.every = 1h});
  shelf_.silent = ":fence";
  pass(3600s + 60s, {&a});
  EXPECT_TRUE(told.empty());
  EXPECT_TRUE(a.was_logged("the store does not say its fence"));
  shelf_.silent = {};
  pass(60s, {&a});
  EXPECT_EQ(told, (Told{"a begins 1", "a ends"}));
}

TEST_F(JobLockTest, ARunIsGivenUpOnceTheNextIsDue) {
  Machine a("a", shelf_, {.every = 1min});
  shelf_.entries["jobs:test:work:lock"] = {"somebody's", WallTime::max()};
  pass(130s, {&a});
  EXPECT_TRUE(told.empty());
  EXPECT_TRUE(a.was_logged("another machine is at it"));
  shelf_.entries.clear();
  pass(60s, {&a});
  EXPECT_EQ(told.front(), "a begins 1");
}

}  // namespace
}  // namespace saki
