// SPDX-License-Identifier: Apache-2.0
#include "stack/http/wire_bench.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>

#include "net/socket_io.h"

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

void WireBench::encrypt(const TestTls& tls) {
  tls_ = &tls;
  worker_.tls = tls.server;
}

WireBench::Client WireBench::connect() {
  Client client = connect_raw();
  if (tls_ != nullptr && !client.start_tls(*tls_)) throw std::runtime_error("no handshake");
  return client;
}

WireBench::Client WireBench::connect_raw() {
  std::array<int, 2> ends;
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0) throw std::runtime_error("socketpair");
  const std::uint64_t id = worker_.next_connection_id();
  if (tls_ != nullptr) {
    worker_.connections.serve_tls(id, FileDescriptor(ends[0]));
  } else {
    worker_.connections.serve(id, FileDescriptor(ends[0]));
  }
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

bool WireBench::Client::start_tls(const TestTls& tls, const std::string& host) {
  greet(tls, host);
  return finish_tls();
}

void WireBench::Client::greet(const TestTls& tls, const std::string& host) {
  tls_ = std::make_unique<TlsTransport>(*tls.client, host);
  static_cast<void>(tls_->shake_hands(socket_.get()));
}

bool WireBench::Client::finish_tls() {
  IoCount outcome = -EAGAIN;
  for (int turn = 0; turn < kTurnsToSettle && outcome == -EAGAIN; ++turn) {
    bench_.settle();
    outcome = tls_->shake_hands(socket_.get());
  }
  bench_.settle();
  return outcome == 0;
}

IoCount WireBench::Client::send_some(std::string_view bytes) {
  if (tls_ != nullptr) return write_by(*tls_, socket_.get(), as_bytes(bytes));
  return write_socket(socket_.get(), as_bytes(bytes));
}

IoCount WireBench::Client::receive_some(MutableBytes into) {
  return tls_ != nullptr ? tls_->read(socket_.get(), into) : read_socket(socket_.get(), into);
}

void WireBench::Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const IoCount count = send_some(bytes);
    if (count < 0 && count != -EAGAIN) return;  // The worker is gone: receive() shows it.
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    bench_.settle();
  }
}

std::size_t WireBench::Client::try_send(std::string_view bytes) {
  const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  bench_.settle();
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

std::string_view WireBench::Client::receive() {
  std::array<std::byte, 16384> piece;
  for (;;) {
    const IoCount count = receive_some(piece);
    if (count > 0) {
      received_ += as_text(ByteView(piece).first(static_cast<std::size_t>(count)));
      bench_.settle();
      continue;
    }
    ended_ = ended_ || count == 0;
    reset_ = reset_ || count == -ECONNRESET;
    return received_;
  }
}

void WireBench::Client::receive_some(std::size_t count) {
  std::vector<std::byte> piece(count);
  const IoCount received = receive_some(MutableBytes(piece));
  if (received > 0) received_ += as_text(ByteView(piece).first(static_cast<std::size_t>(received)));
  bench_.settle();
}

void WireBench::Client::shut_send() {
  if (tls_ != nullptr) tls_->say_end(socket_.get());
  ::shutdown(socket_.get(), SHUT_WR);
  bench_.settle();
}

void WireBench::Client::close() {
  socket_.close();
  bench_.settle();
}

}  // namespace saki::http
