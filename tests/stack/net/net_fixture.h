// SPDX-License-Identifier: Apache-2.0
//
// NetFixture: a loop with chosen time and counted system calls, a scope for tasks, and connected sockets on loopback.
#pragma once

#include <gmock/gmock.h>
#include <sys/socket.h>

#include <memory>
#include <string>

#include "../loop/counting_backend.h"
#include "saki/base/check.h"
#include "saki/net/listener.h"
#include "saki/net/stream.h"
#include "saki/task/task_scope.h"

namespace saki {

struct ConnectedPair {
  FileDescriptor near, far;

  [[nodiscard]] static ConnectedPair local() {
    int ends[2];
    SAKI_CHECK(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0, "a pair of sockets");
    return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
  }

  [[nodiscard]] static ConnectedPair tcp() {
    const auto any_port = Address::parse("127.0.0.1:0").value();
    const FileDescriptor listening = open_listening_socket(any_port, {}).value();
    sockaddr_storage address;
    socklen_t size_bytes = sizeof address;
    SAKI_CHECK(::getsockname(listening.get(), reinterpret_cast<sockaddr*>(&address), &size_bytes) == 0, "a bound socket");
    FileDescriptor far(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    SAKI_CHECK(::connect(far.get(), reinterpret_cast<const sockaddr*>(&address), size_bytes) == 0, "connected");
    FileDescriptor near(::accept4(listening.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    SAKI_CHECK(near, "accepted");
    return {std::move(near), std::move(far)};
  }

  void far_sends(std::string_view text) const {
    SAKI_CHECK(::send(far.get(), text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()), "sent");
  }
  [[nodiscard]] std::string far_reads() const {  // What is there now.
    std::string text(1 << 20, '\0');
    const ssize_t count = ::recv(far.get(), text.data(), text.size(), MSG_DONTWAIT);
    text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    return text;
  }
  void far_finishes() const { ::shutdown(far.get(), SHUT_WR); }
  void far_resets() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(far.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    far.close();
  }
};

class NetFixture : public testing::Test {
 protected:
  void TearDown() override { scope_.drop(); }

  void turn() { loop_->run_once(Duration::zero()); }
  void pass(Duration time) {
    clock_.advance(time);
    turn();
    turn();  // What became ready last time.
  }
  void finish() {
    while (scope_.running() > 0) loop_->run_once(std::chrono::milliseconds(100));
  }

  ManualClock clock_;
  CountingBackend::Counts counts_;
  std::unique_ptr<Loop> loop_ = CountingBackend::make_loop(counts_, {.name = "test", .clock = &clock_});
  LoopBinding binding_{*loop_};
  BufferPool pool_;
  TaskScope scope_{*loop_, "test"};
};

inline Task<> receive_once(Stream& stream, BufferPool& pool, std::string& into, Result<std::size_t>& outcome) {
  Buffer buffer;
  outcome = co_await stream.receive(buffer, pool);
  into += as_text(std::as_const(buffer).bytes());
}
inline Task<> send_once(Stream& stream, std::string text, Result<>& outcome) { outcome = co_await stream.send(as_bytes(text)); }

// Everything until the end or an error.
inline Task<> receive_all(Stream& stream, BufferPool& pool, std::string& into, Result<std::size_t>& outcome) {
  do {
    Buffer buffer;
    outcome = co_await stream.receive(buffer, pool);
    into += as_text(std::as_const(buffer).bytes());
  } while (outcome && *outcome > 0);
}

// Bytes that differ from their neighbours, so that a lost or doubled one is seen.
inline std::string pattern(std::size_t size_bytes) {
  std::string text(size_bytes, '\0');
  for (std::size_t index = 0; index < size_bytes; ++index) text[index] = static_cast<char>((index * 2654435761U) >> 13);
  return text;
}

}  // namespace saki
