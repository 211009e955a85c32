// SPDX-License-Identifier: Apache-2.0
#include "saki/base/signals_blocked.h"

#include <pthread.h>

#include <initializer_list>

namespace saki {

SignalsBlocked::SignalsBlocked() noexcept {
  sigset_t blocked;
  sigfillset(&blocked);
  for (const int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGQUIT}) sigdelset(&blocked, own);
  ::pthread_sigmask(SIG_BLOCK, &blocked, &former_);
}

SignalsBlocked::~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &former_, nullptr); }

}  // namespace saki
