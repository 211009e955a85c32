// SPDX-License-Identifier: Apache-2.0
#include "process/fault_handlers.h"

#include <execinfo.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>

#include "base/sanitizer.h"
#include "process/control_channel.h"
#include "process/stack_message.h"

namespace saki {
namespace {

#ifdef SAKI_SANITIZED  // Sanitizers tell of faults by themselves, and better.
constexpr std::array kFaults{SIGABRT};
#else
constexpr std::array kFaults{SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
#endif

constexpr int kPatienceMilliseconds = 3000;

std::atomic<int> channel_descriptor{-1};

void tell(std::string_view message) noexcept {
  ::send(channel_descriptor.load(), message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

void tell_stack(const void* context) noexcept {
  const StackMessage message(context);
  tell(message.text());
}

// "c11 4711", without stdio.
void tell_fault(int signal) noexcept {
  std::array<char, 32> text{static_cast<char>(ControlKind::Crash)};
  char* const end = text.data() + text.size();
  char* at = std::to_chars(text.data() + 1, end - 1, signal).ptr;
  if (at < end) *at++ = ' ';
  at = std::to_chars(at, end, ::gettid()).ptr;
  tell({text.data(), static_cast<std::size_t>(at - text.data())});
}

void await_leave_to_die() noexcept {
  pollfd ready{channel_descriptor.load(), POLLIN, 0};
  ::poll(&ready, 1, kPatienceMilliseconds);
}

void on_request(int, siginfo_t*, void* context) noexcept {
  const int saved = errno;
  tell_stack(context);
  errno = saved;
}

// The handler was reset when it was called: a fault within it, or the same one after it, ends the process.
void on_fault(int signal, siginfo_t*, void* context) noexcept {
  tell_fault(signal);
  tell_stack(context);
  await_leave_to_die();
  ::raise(signal);
}

void install(int signal, void (*handler)(int, siginfo_t*, void*), unsigned flags) noexcept {
  struct sigaction action{};
  action.sa_sigaction = handler;
  action.sa_flags = static_cast<int>(flags | SA_SIGINFO | SA_ONSTACK);
  sigfillset(&action.sa_mask);
  for (const int fault : kFaults) sigdelset(&action.sa_mask, fault);
  sigdelset(&action.sa_mask, SIGQUIT);
  ::sigaction(signal, &action, nullptr);
}

// The first call of backtrace() loads a library, which no handler may.
void preload_backtrace() noexcept {
  void* frame;
  ::backtrace(&frame, 1);
}

}  // namespace

FaultHandlers::FaultHandlers(int channel) noexcept {
  channel_descriptor.store(channel);
  preload_backtrace();
  install(SIGQUIT, on_request, SA_RESTART);
  for (const int fault : kFaults) install(fault, on_fault, SA_RESETHAND);
}

FaultHandlers::~FaultHandlers() {
  std::signal(SIGQUIT, SIG_DFL);
  for (const int fault : kFaults) std::signal(fault, SIG_DFL);
  channel_descriptor.store(-1);
}

}  // namespace saki
