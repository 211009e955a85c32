// SPDX-License-Identifier: Apache-2.0
#include "server/refused_connections.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

#include "http/problem_text.h"
#include "net/socket_io.h"
#include "saki/http/refusal.h"
#include "saki/loop/loop.h"

namespace saki {
namespace {

constexpr Duration kLookAgain = std::chrono::milliseconds(20);
constexpr int kReadsAtOnce = 16;

// Before a handshake nothing else can be said: fatal, "internal error" (RFC 8446 section 6.2), in a record of its own.
constexpr std::string_view kAlert("\x15\x03\x03\x00\x02\x02\x50", 7);

std::string make_answer(std::chrono::seconds retry_after) {
  constexpr auto kReason = http::Refusal::TooManyConnections;
  const http::ProblemText problem(http::refusal_status(kReason), http::refusal_text(kReason));
  std::string answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: ";
  answer.append(http::kProblemType.value).append("\r\nContent-Length: ").append(std::to_string(problem.text().size()));
  answer.append("\r\nRetry-After: ").append(std::to_string(retry_after.count()));
  answer.append("\r\nConnection: close\r\n\r\n").append(problem.text());
  return answer;
}

// Reads past what has come. True once the client has closed its side, or the connection is broken.
bool read_past(int socket) noexcept {
  std::array<char, 4096> scratch;
  for (int count = 0; count < kReadsAtOnce; ++count) {
    const ssize_t got = ::recv(socket, scratch.data(), scratch.size(), MSG_DONTWAIT);
    if (got == 0) return true;
    if (got < 0) return errno != EAGAIN && errno != EINTR;
  }
  return false;
}

}  // namespace

RefusedConnections::RefusedConnections(Loop& loop, const AcceptOptions& options, Duration linger)
    : Timer(loop, "refused connections"),
      answers_(options.over_capacity != OverCapacity::Refuse),
      answer_(make_answer(options.retry_after)),
      linger_(linger) {}

void RefusedConnections::reserve() noexcept {
  if (!of_no_use_) of_no_use_ = FileDescriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  for (Slot& slot : slots_) {
    if (!slot.descriptor) empty(slot);
  }
}

void RefusedConnections::refuse(FileDescriptor socket, const Preface& preface) noexcept {
  if (!answers_ || !send_answer(socket.get(), preface)) return reset_when_closed(socket.get());
  put(next_slot(), std::move(socket));
}

bool RefusedConnections::refuse_from(int listener, const Preface& preface) noexcept {
  Slot& slot = next_slot();
  slot.descriptor.close();
  slot.descriptor = FileDescriptor(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!slot.descriptor) {
    empty(slot);
    return false;
  }
  if (answers_ && send_answer(slot.descriptor.get(), preface)) {
    linger_in(slot);
  } else {
    reset_when_closed(slot.descriptor.get());
    empty(slot);  // In one step, for another thread would be quick to take the number.
  }
  return true;
}

// A new connection's buffer takes it whole.
bool RefusedConnections::send_answer(int socket, const Preface& preface) const noexcept {
  const std::string_view answer = preface.tls ? kAlert : answer_;
  const ssize_t sent = ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent == static_cast<ssize_t>(answer.size()) && ::shutdown(socket, SHUT_WR) == 0;
}

// The slot's descriptor is replaced in one step, so that no other thread can take its number meanwhile.
void RefusedConnections::put(Slot& slot, FileDescriptor socket) noexcept {
  if (!slot.descriptor || ::dup3(socket.get(), slot.descriptor.get(), O_CLOEXEC) < 0) slot.descriptor = std::move(socket);
  linger_in(slot);
}

void RefusedConnections::linger_in(Slot& slot) noexcept {
  slot.until = loop().now() + linger_;
  if (!armed()) start_after(kLookAgain);
}

void RefusedConnections::empty(Slot& slot) noexcept {
  slot.until.reset();
  if (!of_no_use_) return slot.descriptor.close();
  if (slot.descriptor && ::dup3(of_no_use_.get(), slot.descriptor.get(), O_CLOEXEC) >= 0) return;
  slot.descriptor = FileDescriptor(::fcntl(of_no_use_.get(), F_DUPFD_CLOEXEC, 0));
}

// Each in its turn, so that a connection has lingered longest when it has to go. A slot whose descriptor another thread was quick to
// take is passed over.
RefusedConnections::Slot& RefusedConnections::next_slot() noexcept {
  for (std::size_t passed = 0; passed < kSlots && !slots_[next_].descriptor; ++passed) next_ = (next_ + 1) % kSlots;
  Slot& slot = slots_[std::exchange(next_, (next_ + 1) % kSlots)];
  if (slot.until) {
    static_cast<void>(read_past(slot.descriptor.get()));
    slot.until.reset();
  }
  return slot;
}

void RefusedConnections::expire() {
  for (Slot& slot : slots_) {
    if (slot.until && (read_past(slot.descriptor.get()) || loop().now() >= *slot.until)) empty(slot);
  }
  if (std::ranges::any_of(slots_, [](const Slot& slot) { return slot.until.has_value(); })) start_after(kLookAgain);
}

}  // namespace saki
