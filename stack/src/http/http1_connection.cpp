// SPDX-License-Identifier: Apache-2.0
#include "http/http1_connection.h"

#include <new>

#include "http/handover.h"
#include "http/http_worker.h"
#include "net/socket_address.h"

namespace saki::http {

Http1Connection::Http1Connection(HttpWorker& worker, std::uint64_t id, FileDescriptor socket, ConnectionPlace place,
                                 std::unique_ptr<ServedTls> tls)
    : DescriptorWatcher(worker.loop, "http"),
      socket_(std::move(socket)),
      worker_(worker),
      id_(id),
      place_(std::move(place)),
      tls_(std::move(tls)) {
  ++worker_.counters.connections;
  if (tls_ != nullptr) tls_->connection = this;
  if (worker_.access_log != nullptr || worker_.names_clients) static_cast<void>(client());  // Later it may be gone.
}

Http1Connection::~Http1Connection() {
  successor_.reset();
  if (tls_ != nullptr) leave_tls();
  if (session_ != nullptr) {
    session_->abandon();
    worker_.sessions.take_back(session_);
  }
  worker_.proxied.remove(id_);
  forget();
  ListLink<>::unlink();
  worker_.connections.left();
}

void Http1Connection::on_ready(Readiness) {
  if (tls_ == nullptr || takes_turn()) [[likely]]
    serve_here();
}

void Http1Connection::serve() noexcept { serve_here(); }

inline void Http1Connection::serve_here() noexcept {
  try {
    worker_.sessions.lend(session_, worker_);
    const Http1Session::Rest rest = session_->serve_now(*this);
    if (rest == Http1Session::Rest::Idle) [[likely]]
      return await_next();
    settle(rest);
  } catch (...) {
    worker_.connections.failed(std::current_exception());
    delete this;
  }
}

void Http1Connection::settle(Http1Session::Rest rest) {
  switch (rest) {
    case Http1Session::Rest::Ended: delete this; return;
    case Http1Session::Rest::Waits: worker_.connections.serve_on(*this, *session_); return;
    case Http1Session::Rest::Unready: give_session_back(); return watch();
    case Http1Session::Rest::Idle: return await_next();
    case Http1Session::Rest::Switched: return hand_on();
  }
}

void Http1Connection::hand_on() {
  successor_ = session_->take_successor();
  Buffer unread = session_->take_unread();
  give_session_back();
  worker_.connections.switched(*this);
  Handover handover(worker_, *this, *this, std::move(socket_), transport(), std::move(unread));
  successor_->begin(std::move(handover));
}

inline void Http1Connection::await_next() {
  give_session_back();
  watch();
  worker_.connections.await_next(*this, deadline_after(worker_.loop, worker_.timeouts.keep_alive_idle));
  if (worker_.draining() && !has_unread()) delete this;
}

inline void Http1Connection::give_session_back() noexcept {
  session_->leave();
  worker_.sessions.take_back(session_);
}

const Address& Http1Connection::client() {
  if (client_ == nullptr) {
    const ProxyHeader* const header = worker_.proxied.find(id_);
    const bool is_proxied = header != nullptr && header->client.family() != AF_UNSPEC;
    client_ =
        std::make_unique<const Address>(is_proxied ? header->client : peer_address_of(session_ ? session_->descriptor() : descriptor()));
  }
  return *client_;
}

inline void Http1Connection::watch() {
  const Readiness wanted = tls_ == nullptr ? Stream::kUsualInterest : wanted_encrypted();
  if (watching() && interest() == wanted) [[likely]]
    return;
  if (!watching()) return start(socket_.get(), wanted);
  set_interest(wanted);
}

bool Http1Connection::has_unread() const noexcept { return (tls_ != nullptr && tls_->holds_unread()) || socket_has_unread(socket_.get()); }

// --- with TLS

// What waits the kernel need not tell of again and again.
bool Http1Connection::takes_turn() noexcept {
  if (tls_->established() || worker_.connections.take_turn(*tls_)) return true;
  stop();
  return false;
}

// What is held already, no socket tells of. But a socket that can be written to, as all but full ones can, tells so in the next turn.
Readiness Http1Connection::wanted_encrypted() const noexcept {
  return tls_->holds_unread() || tls_->wants_to_send() ? Stream::kUsualInterest | Readiness::Write : Stream::kUsualInterest;
}

const TlsInfo* Http1Connection::tls() noexcept {
  try {
    return tls_ == nullptr ? nullptr : &tls_->session().info();
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

IoCount Http1Connection::receive_encrypted(MutableBytes into) noexcept {
  const bool was_established = tls_->established();
  const IoCount count = tls_->read(socket_.get(), into);
  if (!was_established && tls_->established()) worker_.connections.established(*this, *tls_);
  return count;
}

std::size_t Http1Connection::fall_back_to_plain(MutableBytes into) noexcept {
  if (tls_ == nullptr) return 0;
  const std::size_t count = tls_->session().take_plain_text(into);
  if (count == 0) return 0;
  worker_.connections.handshake_ended();
  tls_.reset();
  return count;
}

// An answer that is not whole ends without a word, so that nobody takes it for one.
void Http1Connection::leave_tls() noexcept {
  if (!tls_->established()) worker_.connections.handshake_ended();
  if (const auto fault = tls_->session().fault()) worker_.counters.count_fault(*fault);
  const int socket = session_ == nullptr ? descriptor() : session_->descriptor();
  if (socket >= 0 && (session_ == nullptr || session_->in_order())) tls_->say_end(socket);
}

}  // namespace saki::http
