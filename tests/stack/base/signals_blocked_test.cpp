// SPDX-License-Identifier: Apache-2.0
#include "saki/base/signals_blocked.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <thread>

namespace saki {
namespace {

sigset_t mask_of_this_thread() {
  sigset_t mask;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  return mask;
}

TEST(SignalsBlocked, AThreadStartedWithinTakesNoSignalOfTheProcessButItsOwnFaults) {
  sigset_t inherited;
  {
    const SignalsBlocked blocked;
    std::thread([&] { inherited = mask_of_this_thread(); }).join();
  }
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGCHLD, SIGPIPE}) EXPECT_TRUE(sigismember(&inherited, signal)) << signal;
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT}) EXPECT_FALSE(sigismember(&inherited, signal)) << signal;
}

TEST(SignalsBlocked, TheFormerMaskComesBack) {
  const sigset_t before = mask_of_this_thread();
  {
    const SignalsBlocked blocked;
  }
  const sigset_t after = mask_of_this_thread();
  for (int signal = 1; signal < SIGRTMIN; ++signal) EXPECT_EQ(sigismember(&before, signal), sigismember(&after, signal)) << signal;
}

}  // namespace
}  // namespace saki
