// SPDX-License-Identifier: Apache-2.0
//
// Several machines with one schedule: two services in this process, each with a worker and time of its own, and a store that both see.
#include "job/job_lock.h"

#include <gtest/gtest.h>

#include <map>

#include "saki/gcra.h"
#include "saki/jobs.h"
#include "saki/offers.h"
#include "saki/service.h"
#include "saki/store_rule.h"
#include "saki/task.h"
#include "saki/test_client.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

// What a server would hold.
struct Shelf {
  struct Entry {
    std::string value;
    WallTime ends;
  };
  std::map<std::string, Entry, std::less<>> entries;
  WallTime now{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
  bool reachable = true;
};

class ShelfEngine final : public StoreEngine {
 public:
  explicit ShelfEngine(Shelf& shelf) : StoreEngine(StoreOptions()), shelf_(shelf) {}
  [[nodiscard]] bool shared() const noexcept override { return true; }

 private:
  Task<StoreResult<StoreAnswer>> carry_out(StoreOperation operation) override {
    co_await sleep(0s);
    if (!shelf_.reachable) co_return std::unexpected(StoreError(StoreErrorKind::Unavailable, "nobody answers"));
    const auto found = shelf_.entries.find(operation.key);
    std::optional<std::string_view> stored;
    if (found != shelf_.entries.end() && found->second.ends > shelf_.now) stored = found->second.value;
    StoreResult<StoreDecision> decision = decide(operation, stored, Gcra::Instant(shelf_.now.time_since_epoch()), 1000);
    if (!decision) co_return std::unexpected(decision.error());
    const WallTime ends = decision->ttl == StoreOperation::kForever
                              ? WallTime::max()
                              : shelf_.now + std::chrono::duration_cast<std::chrono::microseconds>(decision->ttl);
    if (decision->effect == StoreEffect::Put) shelf_.entries.insert_or_assign(operation.key, Shelf::Entry{decision->value, ends});
    if (decision->effect == StoreEffect::Replace) shelf_.entries[operation.key].value = decision->value;
    if (decision->effect == StoreEffect::Remove) shelf_.entries.erase(operation.key);
    co_return std::move(decision->answer);
  }
  Task<StoreResult<StoreAnswers>> carry_out_all(std::vector<StoreOperation>) override { co_return StoreAnswers(); }
  Task<StoreResult<StorePage>> read_page(StoreScan) override { co_return StorePage(); }
  Task<StoreResult<StoreWatch>> begin_watch(StoreTopic) override {
    co_return std::unexpected(StoreError(StoreErrorKind::Other, "not here"));
  }

  Shelf& shelf_;
};

class ShelfPackage final : public Package {
 public:
  explicit ShelfPackage(Shelf& shelf) : engine_(shelf) {}
  [[nodiscard]] std::string_view name() const noexcept override { return "shelf"; }
  void start(const PackageContext& context, Diagnostics&) override { context.offers().add<StoreEngine>("store", engine_); }

 private:
  ShelfEngine engine_;
};

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
