// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/signal_watcher.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

#include "saki/base/check.h"
#include "saki/base/file_descriptor.h"
#include "saki/loop/descriptor_watcher.h"

namespace saki {

class SignalWatcher::Source final : public DescriptorWatcher {
 public:
  Source(SignalWatcher& owner, FileDescriptor descriptor, const sigset_t& former_mask)
      : DescriptorWatcher(owner.loop_, owner.name_), owner_(owner), signals_(std::move(descriptor)), former_mask_(former_mask) {
    start(signals_.get(), Readiness::Read);
  }
  ~Source() override {
    stop();
    while (next_signal() != 0) continue;  // What is pending would strike when it is let through again.
    ::pthread_sigmask(SIG_SETMASK, &former_mask_, nullptr);
  }

 private:
  // One at a time, level-triggered: the owner may destroy this in its callback.
  void on_ready(Readiness) override {
    if (const int signal = next_signal()) owner_.on_signal(signal);
  }

  int next_signal() noexcept {  // 0: none is pending.
    signalfd_siginfo info;
    return ::read(signals_.get(), &info, sizeof info) == sizeof info ? static_cast<int>(info.ssi_signo) : 0;
  }

  SignalWatcher& owner_;
  FileDescriptor signals_;
  sigset_t former_mask_;
};

SignalWatcher::SignalWatcher(Loop& loop, const char* name) noexcept : loop_(loop), name_(name) {}
SignalWatcher::~SignalWatcher() = default;

Result<> SignalWatcher::start(std::initializer_list<int> signals) {
  SAKI_CHECK(source_ == nullptr, "a signal watcher starts once");
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);

  FileDescriptor descriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!descriptor) return fail(Error::last_system());
  sigset_t former_mask;
  ::pthread_sigmask(SIG_BLOCK, &set, &former_mask);
  source_ = std::make_unique<Source>(*this, std::move(descriptor), former_mask);
  return {};
}

}  // namespace saki
