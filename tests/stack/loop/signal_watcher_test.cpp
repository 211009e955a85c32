// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/signal_watcher.h"

#include <gmock/gmock.h>

#include <unistd.h>

#include <csignal>
#include <thread>
#include <vector>

#include "saki/loop/loop.h"

namespace saki {
namespace {

using testing::ElementsAre;

class Signals final : public SignalWatcher {
 public:
  explicit Signals(Loop& loop) : SignalWatcher(loop, "signals") {}
  std::vector<int> told;
  std::thread::id thread;

 private:
  void on_signal(int signal) override {
    told.push_back(signal);
    thread = std::this_thread::get_id();
  }
};

bool is_blocked(int signal) {
  sigset_t mask;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  return sigismember(&mask, signal) == 1;
}

TEST(SignalWatcher, TellsSignalsOnTheLoopsThread) {
  const auto loop = Loop::open().value();
  Signals signals(*loop);
  ASSERT_TRUE(signals.start({SIGUSR1, SIGUSR2}));
  ::kill(::getpid(), SIGUSR1);
  ::kill(::getpid(), SIGUSR2);
  while (signals.told.size() < 2) loop->run_once();
  EXPECT_THAT(signals.told, testing::UnorderedElementsAre(SIGUSR1, SIGUSR2));
  EXPECT_EQ(signals.thread, std::this_thread::get_id());
}

TEST(SignalWatcher, PutsTheMaskBackAndSwallowsWhatIsStillPending) {
  const auto loop = Loop::open().value();
  ASSERT_FALSE(is_blocked(SIGUSR1));
  {
    Signals signals(*loop);
    ASSERT_TRUE(signals.start({SIGUSR1}));
    EXPECT_TRUE(is_blocked(SIGUSR1));
    ::kill(::getpid(), SIGUSR1);  // Would end the process once let through.
  }
  EXPECT_FALSE(is_blocked(SIGUSR1));
}

}  // namespace
}  // namespace saki
