// SPDX-License-Identifier: Apache-2.0
#include "http/http1_connections.h"

#include "http/http_worker.h"
#include "saki/base/check.h"

namespace saki::http {
namespace {

Task<> go_on(Task<> task) { return task; }

}  // namespace

Http1Connections::Http1Connections(HttpWorker& worker) noexcept
    : worker_(worker),
      tasks_(worker.loop, "connections"),
      turns_(worker.loop, *this),
      for_handshake_(worker.loop, "tls_handshake", worker.counters.tls_handshake_timeouts),
      for_first_(worker.loop, "head", worker.counters.idle_timeouts),
      for_next_(worker.loop, "keep_alive_idle", worker.counters.idle_timeouts) {}

void Http1Connections::serve(std::uint64_t id, FileDescriptor socket, ConnectionPlace place) {
  auto* const connection = new Http1Connection(worker_, id, std::move(socket), std::move(place));
  ++count_;
  for_first_.add(*connection, worker_.first_request_deadline());
  connection->serve();
}

void Http1Connections::serve_tls(std::uint64_t id, FileDescriptor socket, ConnectionPlace place) {
  SAKI_CHECK(worker_.tls != nullptr, "whoever listens for TLS has a certificate");
  Stranger stranger{id, std::move(socket), std::move(place)};
  if (turns_.take()) return begin_handshake(std::move(stranger));
  turns_.await_beginning(std::move(stranger));
  ++count_;
}

void Http1Connections::begin_handshake(Stranger&& stranger) {
  auto tls = std::make_unique<ServedTls>(stranger.socket.get(), *worker_.tls);
  auto* const connection = new Http1Connection(worker_, stranger.id, std::move(stranger.socket), std::move(stranger.place), std::move(tls));
  ++count_;
  if (handshakes_++ >= worker_.limits.tls_handshakes) {
    ++worker_.counters.tls_handshakes_displaced;
    for_handshake_.close_front();
  }
  const Duration limit = worker_.draining() ? worker_.timeouts.linger : worker_.timeouts.tls_handshake;
  for_handshake_.add(*connection, deadline_after(worker_.loop, limit));
  connection->serve();
}

// Who waited was counted, and is no more; who has begun is.
void Http1Connections::begin_next(Stranger&& stranger) noexcept {
  try {
    begin_handshake(std::move(stranger));
  } catch (...) {
    failed(std::current_exception());
  }
  left();
}

void Http1Connections::drop_strangers() noexcept {
  for (std::size_t count = turns_.drop_strangers(); count > 0; --count) left();
}

bool Http1Connections::take_turn(ServedTls& tls) noexcept {
  if (turns_.take()) return true;
  turns_.await_step(tls);
  return false;
}

void Http1Connections::established(Http1Connection& connection, const TlsTransport& tls) {
  --handshakes_;
  ++worker_.counters.tls_handshakes;
  if (tls.session().resumed()) ++worker_.counters.tls_resumptions;
  for_first_.add(connection, worker_.first_request_deadline());
}

void Http1Connections::serve_on(Http1Connection& connection, Http1Session& session) {
  session.open_stream();
  Task<> serving = session.serve_on();  // Made here: where memory is short the caller ends the connection.
  connection.unlink();
  at_work_.push_back(connection);
  tasks_.spawn(go_on, std::move(serving));
}

void Http1Connections::switched(Http1Connection& connection) noexcept {
  connection.unlink();
  switched_.push_back(connection);
}

// What is done to one may end it, and others.
template <class Visit>
void Http1Connections::for_each_switched(Visit visit) {
  IntrusiveList<Http1Connection> all;
  switched_.move_all_to(all);
  while (!all.empty()) {
    Http1Connection& connection = all.pop_front();
    switched_.push_back(connection);
    visit(connection.successor());
  }
}

void Http1Connections::drain() {
  for_next_.close(IdleList::Which::Silent);
  for_handshake_.hasten(worker_.first_request_deadline());
  for_first_.hasten(worker_.first_request_deadline());
  for_each_switched([](Successor& successor) { successor.drain(); });
}

void Http1Connections::cancel() {
  drop_strangers();
  for_handshake_.close(IdleList::Which::All);
  for_first_.close(IdleList::Which::All);
  for_next_.close(IdleList::Which::All);
  for_each_switched([](Successor& successor) { successor.cancel(); });
  tasks_.cancel();
}

void Http1Connections::drop() {
  tasks_.drop();
  drop_strangers();
  for_handshake_.close(IdleList::Which::All);
  for_first_.close(IdleList::Which::All);
  for_next_.close(IdleList::Which::All);
  while (!at_work_.empty()) delete &at_work_.front();
  while (!switched_.empty()) delete &switched_.front();
}

void Http1Connections::left() noexcept {
  if (--count_ == 0 && joiner_ != nullptr) std::exchange(joiner_, nullptr)->complete_soon(worker_.loop);
}

}  // namespace saki::http
