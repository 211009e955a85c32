// SPDX-License-Identifier: Apache-2.0
#include "saki/net/listener.h"

#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "net/socket_address.h"
#include "saki/base/check.h"

namespace saki {
namespace {

constexpr std::uint8_t kMaxAtOnce = 16;  // Connections accepted before other events have their turn.

// The listener is at fault, or the machine is out of something; everything else befell one connection (accept(2), "Error handling").
bool is_lasting(int error_number) noexcept {
  switch (error_number) {
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
    case EBADF:
    case EINVAL:
    case ENOTSOCK:
    case EOPNOTSUPP:
    case EFAULT: return true;
    default: return false;
  }
}

}  // namespace

Listener::Listener(Loop& loop, FileDescriptor socket) noexcept : DescriptorWatcher(loop, "listener"), socket_(std::move(socket)) {}

Listener::~Listener() {
  SAKI_CHECK(waiting_ == nullptr, "a listener outlives whoever waits for it");
  stop();
}

void Listener::close() noexcept {
  stop();
  socket_.close();
  if (waiting_ != nullptr) end_wait(fail(Error::Closed));
}

Address Listener::local_address() const noexcept { return local_address_of(socket_.get()); }

void Listener::on_ready(Readiness) {
  if (waiting_ == nullptr) return stop();
  if (auto accepted = accept_now()) end_wait(std::move(*accepted));
}

void Listener::on_refused(Error error) {
  if (waiting_ != nullptr) end_wait(fail(error));
}

void Listener::end_wait(Result<Accepted> outcome) noexcept {
  waiting_->outcome_ = std::move(outcome);
  std::exchange(waiting_, nullptr)->complete_soon(loop());
}

std::optional<Result<Accepted>> Listener::accept_now() noexcept {
  for (;;) {
    sockaddr_storage storage;
    socklen_t size_bytes = sizeof storage;
    auto* const address = reinterpret_cast<sockaddr*>(&storage);
    FileDescriptor socket(::accept4(socket_.get(), address, &size_bytes, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket) {
      return Accepted{std::move(socket), Address::from_kernel(address, size_bytes)};
    }
    if (errno == EAGAIN) return std::nullopt;
    if (is_lasting(errno)) return fail(Error::last_system());
  }
}

bool Listener::Accept::begin() {
  SAKI_CHECK(listener_.waiting_ == nullptr, "one task waits for a listener");
  auto accepted = listener_.is_open() ? listener_.accept_now() : fail(Error::Closed);
  if (accepted) {
    outcome_ = std::move(*accepted);
    if (++listener_.at_once_ < kMaxAtOnce) {
      detach();
      return false;
    }
    complete_soon(listener_.loop());
  } else {
    listener_.waiting_ = this;
    if (!listener_.watching()) listener_.start(listener_.socket_.get(), Readiness::Read);
    listener_.set_interest(Readiness::Read);
  }
  listener_.at_once_ = 0;
  return true;
}

void Listener::Accept::withdraw() noexcept {
  if (listener_.waiting_ == this) listener_.waiting_ = nullptr;
}

Result<Accepted> Listener::Accept::await_resume() noexcept {
  if (was_cancelled()) return fail(Error::Cancelled);
  return std::move(outcome_);
}

}  // namespace saki
