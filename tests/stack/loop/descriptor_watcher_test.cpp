// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/descriptor_watcher.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <functional>

#include "counting_backend.h"
#include "saki/base/check.h"
#include "saki/base/file_descriptor.h"

namespace saki {
namespace {

using testing::ElementsAre;

class Watcher final : public DescriptorWatcher {
 public:
  explicit Watcher(Loop& loop, const char* name = "watcher") : DescriptorWatcher(loop, name) {}
  std::vector<Readiness> told;
  std::vector<int> refused;
  std::function<void()> then = [] {};

 private:
  void on_ready(Readiness readiness) override {
    told.push_back(readiness);
    const auto action = then;  // May destroy this.
    action();
  }
  void on_refused(Error error) override { refused.push_back(error.detail()); }
};

struct SocketPair {
  FileDescriptor near, far;
  SocketPair() {
    int ends[2];
    SAKI_CHECK(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0, "a pair");
    near = FileDescriptor(ends[0]);
    far = FileDescriptor(ends[1]);
  }
  void send_to_near() const { SAKI_CHECK(::write(far.get(), "x", 1) == 1, "sent"); }
  void take_at_near() const {
    char byte;
    SAKI_CHECK(::read(near.get(), &byte, 1) == 1, "taken");
  }
};

class DescriptorWatcherTest : public testing::Test {
 protected:
  void turn() { loop_->run_once(Duration::zero()); }

  CountingBackend::Counts counts_;
  std::unique_ptr<Loop> loop_ = CountingBackend::make_loop(counts_);
  SocketPair pair_;
};

TEST_F(DescriptorWatcherTest, AnUnreadByteIsToldAgainEachTurn) {
  Watcher watcher(*loop_);
  watcher.start(pair_.near.get(), Readiness::Read);
  pair_.send_to_near();
  turn();
  turn();
  EXPECT_THAT(watcher.told, ElementsAre(Readiness::Read, Readiness::Read));
  pair_.take_at_near();
  turn();
  EXPECT_EQ(watcher.told.size(), 2U);
}

TEST_F(DescriptorWatcherTest, OnlyWhatWasAskedForIsTold) {
  Watcher watcher(*loop_);
  watcher.start(pair_.near.get(), Readiness::Write);
  pair_.send_to_near();
  turn();
  watcher.set_interest(Readiness::Read | Readiness::Write);
  turn();
  watcher.set_interest(Readiness::None);
  turn();
  EXPECT_THAT(watcher.told, ElementsAre(Readiness::Write, Readiness::Read | Readiness::Write));
}

TEST_F(DescriptorWatcherTest, TheEndOfThePeersSendingIsToldOnRequest) {
  Watcher watcher(*loop_);
  watcher.start(pair_.near.get(), Readiness::PeerDone);
  turn();
  EXPECT_TRUE(watcher.told.empty());
  ASSERT_EQ(::shutdown(pair_.far.get(), SHUT_WR), 0);
  turn();
  EXPECT_THAT(watcher.told, ElementsAre(Readiness::PeerDone));
}

TEST_F(DescriptorWatcherTest, ABrokenDescriptorIsToldWithoutAnyInterest) {
  Watcher watcher(*loop_);
  watcher.start(pair_.near.get(), Readiness::None);
  pair_.far.close();
  turn();
  EXPECT_THAT(watcher.told, ElementsAre(Readiness::Broken));
}

TEST_F(DescriptorWatcherTest, ManyChangesInOneTurnReachTheKernelOnce) {
  Watcher watcher(*loop_);
  watcher.start(pair_.near.get(), Readiness::Read);
  for (int flip = 0; flip < 10; ++flip) watcher.set_interest(flip % 2 == 0 ? Readiness::Write : Readiness::Read | Readiness::Write);
  turn();
  EXPECT_EQ(counts_.controls(), 1);

  for (int flip = 0; flip < 10; ++flip) watcher.set_interest(flip % 2 == 0 ? Readiness::None : Readiness::Read);
  turn();
  EXPECT_EQ(counts_.controls(), 2);
}

TEST_F(DescriptorWatcherTest, AChangeTakenBackInTheSameTurnNeverReachesTheKernel) {
  Watcher watcher(*loop_);
  watcher.start(pair_.near.get(), Readiness::Read);
  turn();
  watcher.set_interest(Readiness::Write);
  watcher.set_interest(Readiness::Read);
  turn();
  EXPECT_EQ(counts_.controls(), 1);
}

TEST_F(DescriptorWatcherTest, AWatcherStartedAndStoppedWithinATurnNeverReachesTheKernel) {
  Watcher watcher(*loop_);
  watcher.start(pair_.near.get(), Readiness::Read);
  watcher.stop();
  turn();
  EXPECT_EQ(counts_.controls(), 0);
}

TEST_F(DescriptorWatcherTest, AnEventAlreadyDeliveredIsNotToldOnceItsWatcherHasStopped) {
  SocketPair other;
  Watcher first(*loop_), second(*loop_);
  first.start(pair_.near.get(), Readiness::Read);
  second.start(other.near.get(), Readiness::Read);
  first.then = [&] { second.stop(); };
  second.then = [&] { first.stop(); };
  pair_.send_to_near();
  other.send_to_near();
  turn();
  EXPECT_EQ(first.told.size() + second.told.size(), 1U);
}

TEST_F(DescriptorWatcherTest, AnInterestDroppedWithinATurnIsNotToldInIt) {
  SocketPair other;
  Watcher first(*loop_), second(*loop_);
  first.start(pair_.near.get(), Readiness::Read);
  second.start(other.near.get(), Readiness::Read);
  first.then = [&] { second.set_interest(Readiness::None); };
  second.then = [&] { first.set_interest(Readiness::None); };
  pair_.send_to_near();
  other.send_to_near();
  turn();
  EXPECT_EQ(first.told.size() + second.told.size(), 1U);
}

// One of the two is called first; it closes the other's descriptor and opens a new one, which takes the same number.
TEST_F(DescriptorWatcherTest, ADescriptorReusedWithinATurnDoesNotGetTheOldEvent) {
  SocketPair other;
  Watcher first(*loop_), second(*loop_), successor(*loop_);
  SocketPair fresh;
  const auto replace = [&](Watcher& watcher, SocketPair& pair) {
    const int number = pair.near.get();
    watcher.forget();
    ASSERT_EQ(::dup3(fresh.near.get(), number, O_CLOEXEC), number);
    successor.start(number, Readiness::Read);
  };
  first.start(pair_.near.get(), Readiness::Read);
  second.start(other.near.get(), Readiness::Read);
  first.then = [&] { replace(second, other); };
  second.then = [&] { replace(first, pair_); };
  pair_.send_to_near();
  other.send_to_near();
  turn();
  EXPECT_EQ(first.told.size() + second.told.size(), 1U);
  first.then = second.then = [] {};
  turn();
  EXPECT_TRUE(successor.told.empty());
  fresh.send_to_near();
  turn();
  EXPECT_EQ(successor.told.size(), 1U);
}

TEST_F(DescriptorWatcherTest, AForgottenDescriptorThatStayedOpenCanBeWatchedAgain) {
  Watcher watcher(*loop_);
  watcher.start(pair_.near.get(), Readiness::Read);
  turn();
  watcher.forget();
  watcher.start(pair_.near.get(), Readiness::Read);
  pair_.send_to_near();
  turn();
  EXPECT_EQ(watcher.told.size(), 1U);
  EXPECT_TRUE(watcher.refused.empty());
}

TEST_F(DescriptorWatcherTest, AWatcherMayBeDestroyedInItsOwnCallback) {
  auto watcher = std::make_unique<Watcher>(*loop_);
  watcher->start(pair_.near.get(), Readiness::Read);
  watcher->then = [&] { watcher.reset(); };
  pair_.send_to_near();
  turn();
  EXPECT_EQ(watcher, nullptr);
  EXPECT_EQ(loop_->watcher_count(), 0U);
}

TEST_F(DescriptorWatcherTest, ARegularFileIsRefusedAndDoesNotKeepTheLoopBusy) {
  const FileDescriptor file(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
  Watcher watcher(*loop_);
  watcher.start(file.get(), Readiness::Read);
  turn();
  EXPECT_THAT(watcher.refused, ElementsAre(EPERM));
  EXPECT_FALSE(watcher.watching());
  EXPECT_TRUE(watcher.told.empty());
  turn();
  EXPECT_EQ(counts_.controls(), 1);
}

TEST_F(DescriptorWatcherTest, ARefusedWatcherMayStartOnSomethingElse) {
  class Fallback final : public DescriptorWatcher {
   public:
    Fallback(Loop& loop, int other) : DescriptorWatcher(loop, "fallback"), other_(other) {}
    int told = 0;

   private:
    void on_ready(Readiness) override { ++told; }
    void on_refused(Error) override { start(other_, Readiness::Read); }
    int other_;
  };
  const FileDescriptor file(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
  Fallback watcher(*loop_, pair_.near.get());
  watcher.start(file.get(), Readiness::Read);
  pair_.send_to_near();
  turn();
  turn();
  EXPECT_EQ(watcher.told, 1);
}

TEST_F(DescriptorWatcherTest, WhatIsWatchedIsListedByName) {
  SocketPair other;
  Watcher console(*loop_, "console"), peer(*loop_, "peer");
  console.start(pair_.near.get(), Readiness::Read);
  peer.start(other.near.get(), Readiness::Write);
  std::vector<std::pair<std::string, int>> listed;
  loop_->for_each_watcher([&](const DescriptorWatcher& watcher) { listed.emplace_back(watcher.name(), watcher.descriptor()); });
  EXPECT_THAT(listed, testing::UnorderedElementsAre(std::pair("console", pair_.near.get()), std::pair("peer", other.near.get())));
}

TEST_F(DescriptorWatcherTest, ManyDescriptorsAreEachToldOnce) {
  std::vector<SocketPair> pairs(300);  // More than one wait takes.
  std::vector<std::unique_ptr<Watcher>> watchers;
  for (SocketPair& pair : pairs) {
    watchers.push_back(std::make_unique<Watcher>(*loop_));
    watchers.back()->start(pair.near.get(), Readiness::Read);
    watchers.back()->then = [&pair] { pair.take_at_near(); };
    pair.send_to_near();
  }
  turn();
  turn();
  turn();
  for (const auto& watcher : watchers) EXPECT_THAT(watcher->told, ElementsAre(Readiness::Read));
}

using DescriptorWatcherDeathTest = DescriptorWatcherTest;

TEST_F(DescriptorWatcherDeathTest, ADescriptorHasOneWatcher) {
  Watcher first(*loop_), second(*loop_);
  first.start(pair_.near.get(), Readiness::Read);
  EXPECT_DEATH(second.start(pair_.near.get(), Readiness::Read), "one watcher");
}

}  // namespace
}  // namespace saki
