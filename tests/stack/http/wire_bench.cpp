// SPDX-License-Identifier: Apache-2.0
#include "stack/http/wire_bench.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>

namespace saki::http {
namespace {

constexpr int kTurnsToSettle = 6;  // More than any exchange here needs between two waits for the client.

std::unique_ptr<Loop> open_loop(const Clock& clock) {
  auto loop = Loop::open({.name = "wire", .clock = &clock});
  if (!loop) throw std::runtime_error(loop.error().text());
  return std::move(*loop);
}

}  // namespace

WireBench::WireBench(Handler& handler, const Limits& limits, const Timeouts& timeouts)
    : loop_(open_loop(clock_)),
      binding_(*loop_),
      limits_(limits),
      timeouts_(timeouts),
      worker_(*loop_, blocking_, handler, limits_, timeouts_) {}

WireBench::~WireBench() {
  worker_.connections.drop();
  blocking_.stop();
}

WireBench::Client WireBench::connect() {
  std::array<int, 2> ends;
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0) throw std::runtime_error("socketpair");
  worker_.connections.serve(worker_.next_connection_id(), FileDescriptor(ends[0]));
  settle();
  return {*this, FileDescriptor(ends[1])};
}

void WireBench::settle() {
  for (int turn = 0; turn < kTurnsToSettle; ++turn) loop_->run_once(Duration::zero());
}

void WireBench::advance(Duration step) {
  clock_.advance(step);
  settle();
}

void WireBench::Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN) return;  // The worker is gone: receive() shows it.
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    bench_.settle();
  }
}

std::string_view WireBench::Client::receive() {
  std::array<char, 16384> piece;
  for (;;) {
    const ssize_t count = ::recv(socket_.get(), piece.data(), piece.size(), 0);
    if (count > 0) {
      received_.append(piece.data(), static_cast<std::size_t>(count));
      bench_.settle();
      continue;
    }
    ended_ = ended_ || count == 0;
    reset_ = reset_ || (count < 0 && errno == ECONNRESET);
    return received_;
  }
}

void WireBench::Client::receive_some(std::size_t count) {
  const std::size_t before = received_.size();
  received_.resize(before + count);
  const ssize_t received = ::recv(socket_.get(), received_.data() + before, count, 0);
  received_.resize(before + static_cast<std::size_t>(received < 0 ? 0 : received));
  bench_.settle();
}

void WireBench::Client::shut_send() {
  ::shutdown(socket_.get(), SHUT_WR);
  bench_.settle();
}

void WireBench::Client::close() {
  socket_.close();
  bench_.settle();
}

}  // namespace saki::http
