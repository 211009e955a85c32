// SPDX-License-Identifier: Apache-2.0
#include "loop/epoll_backend.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "loop/kernel_time.h"
#include "saki/base/check.h"

namespace saki {
namespace {

constexpr std::uint64_t kWakeToken = UINT64_MAX;
constexpr std::uint64_t kAlarmToken = UINT64_MAX - 1;  // Of the descriptors none has such a token.
constexpr Duration kLong = std::chrono::milliseconds(50);  // So long a wait is worth an alarm, which rings in vain this seldom then.

std::uint32_t to_kernel(Readiness interest) noexcept {
  std::uint32_t bits = 0;
  if (any(interest & Readiness::Read)) bits |= EPOLLIN;
  if (any(interest & Readiness::Write)) bits |= EPOLLOUT;
  if (any(interest & Readiness::PeerDone)) bits |= EPOLLRDHUP;
  return bits;
}

Readiness from_kernel(std::uint32_t bits) noexcept {
  if (bits == EPOLLIN) [[likely]]
    return Readiness::Read;
  Readiness readiness = Readiness::None;
  if (bits & EPOLLIN) readiness = readiness | Readiness::Read;
  if (bits & EPOLLOUT) readiness = readiness | Readiness::Write;
  if (bits & EPOLLRDHUP) readiness = readiness | Readiness::PeerDone;
  if (bits & (EPOLLERR | EPOLLHUP)) readiness = readiness | Readiness::Broken;
  return readiness;
}

// Rounded up, so that a timer is never found a fraction of a millisecond early and waited for by turning.
int to_milliseconds(Duration duration) noexcept {
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(duration).count();
  return static_cast<int>(std::min<std::int64_t>(milliseconds, INT_MAX));
}

}  // namespace

Result<std::unique_ptr<Backend>> EpollBackend::open() {
  FileDescriptor epoll(::epoll_create1(EPOLL_CLOEXEC));
  if (!epoll) return fail(Error::last_system());
  FileDescriptor wake_up(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake_up) return fail(Error::last_system());
  auto alarm = Alarm::open();
  if (!alarm) return fail(alarm.error());

  // Edge-triggered: every write and every ring is told once, and the counters, 64 bits wide, are never read.
  epoll_event event{.events = EPOLLIN | EPOLLET, .data = {.u64 = kWakeToken}};
  if (::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, wake_up.get(), &event) != 0) return fail(Error::last_system());
  event.data.u64 = kAlarmToken;
  if (::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, alarm->descriptor(), &event) != 0) return fail(Error::last_system());
  return std::unique_ptr<Backend>(new EpollBackend(std::move(epoll), std::move(wake_up), *std::move(alarm)));
}

Result<> EpollBackend::add(int descriptor, Readiness interest, std::uint64_t token) noexcept {
  const Result<> added = control(EPOLL_CTL_ADD, descriptor, interest, token);
  if (added || added.error().detail() != EEXIST) return added;
  return control(EPOLL_CTL_MOD, descriptor, interest, token);  // Forgotten rather than stopped, and not closed after all.
}

Result<> EpollBackend::modify(int descriptor, Readiness interest, std::uint64_t token) noexcept {
  return control(EPOLL_CTL_MOD, descriptor, interest, token);
}

void EpollBackend::remove(int descriptor) noexcept {
  epoll_event unused{};  // Linux before 2.6.9 insisted on one.
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, descriptor, &unused);
}

Result<> EpollBackend::control(int operation, int descriptor, Readiness interest, std::uint64_t token) noexcept {
  epoll_event event{.events = to_kernel(interest), .data = {.u64 = token}};
  if (::epoll_ctl(epoll_.get(), operation, descriptor, &event) != 0) return fail(Error::last_system());
  return {};
}

std::span<const BackendEvent> EpollBackend::wait(std::optional<Duration> max_wait) noexcept {
  const int count = wait_kernel(max_wait);
  if (count < 0) {
    SAKI_CHECK(errno == EINTR, "epoll_wait fails on a signal only");
    return {};
  }
  std::size_t told = 0;
  for (std::size_t index = 0; index < static_cast<std::size_t>(count); ++index) {
    const epoll_event& event = kernel_events_[index];
    if (event.data.u64 == kAlarmToken) alarm_.rang();
    if (event.data.u64 >= kAlarmToken) continue;
    events_[told++] = {event.data.u64, from_kernel(event.events)};
  }
  return {events_.data(), told};
}

int EpollBackend::wait_kernel(std::optional<Duration> max_wait) noexcept {
  if (!max_wait) return wait_until(MonotonicTime::max());
  if (*max_wait < kLong) return wait_shortly(*max_wait);
  const MonotonicTime now = Clock::system().monotonic();
  return wait_until(*max_wait < MonotonicTime::max() - now ? now + *max_wait : MonotonicTime::max());
}

// A ring for an earlier end is nobody's event.
int EpollBackend::wait_until(MonotonicTime end) noexcept {
  for (;;) {
    alarm_.ring_by(end);
    const int count = ::epoll_wait(epoll_.get(), kernel_events_.data(), kBatch, -1);
    if (count != 1 || kernel_events_[0].data.u64 != kAlarmToken || Clock::system().monotonic() >= end) return count;
    alarm_.rang();
  }
}

int EpollBackend::wait_shortly(Duration max_wait) noexcept {
  if (max_wait > Duration::zero() && precise_) {
    const timespec timeout = to_timespec(max_wait);
    const int count = ::epoll_pwait2(epoll_.get(), kernel_events_.data(), kBatch, &timeout, nullptr);
    if (count >= 0 || errno != ENOSYS) return count;
    precise_ = false;
  }
  return ::epoll_wait(epoll_.get(), kernel_events_.data(), kBatch, to_milliseconds(max_wait));
}

void EpollBackend::wake() noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_up_.get(), &one, sizeof one);
}

}  // namespace saki
