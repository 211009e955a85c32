// SPDX-License-Identifier: Apache-2.0
#include "client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <tuple>
#include <utility>

#include "echo_reader.h"
#include "processor_time.h"

namespace load {
namespace {

constexpr std::size_t kBufferBytes = 1 << 18;
constexpr std::size_t kOpenedAtOnce = 512;  // More would overflow the queue of a listener, and wait for TCP's second try.
constexpr std::chrono::milliseconds kTurn{50};

void set(int socket, int level, int name) {
  const int on = 1;
  static_cast<void>(::setsockopt(socket, level, name, &on, sizeof on));
}

void bind_source(int socket, unsigned number) {
  sockaddr_in source{};
  source.sin_family = AF_INET;
  source.sin_addr.s_addr = htonl(INADDR_LOOPBACK + number);
  set(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
  static_cast<void>(::bind(socket, reinterpret_cast<const sockaddr*>(&source), sizeof source));
}

}  // namespace

Client::Client(const Options& options, const Tape& tape, const Tape* echoes, const Share& share)
    : options_(options), tape_(tape), echoes_(echoes), share_(share), epoll_(::epoll_create1(EPOLL_CLOEXEC)), buffer_(kBufferBytes) {
  expectation_.body_bytes = options.expected_bytes;
  if (options.secure) tls_.emplace(options.resume ? TlsDialler::Sessions::Resumed : TlsDialler::Sessions::New);
  connections_.resize(share.connections);
  for (unsigned i = 0; i < share.connections; ++i) connections_[i].place = (share.number * share.connections + i) * std::size_t{7919};
}

Outcome Client::run() {
  std::array<epoll_event, 512> events;
  now_ = Clock::now();
  auto last_answer = now_;
  const auto started = now_;
  bool counting = options_.warm_up.count() == 0;
  begin_counting();
  while (opened_ < std::min(connections_.size(), kOpenedAtOnce)) open_next();
  while (!finished()) {
    const auto done = tally_.done();
    const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), static_cast<int>(kTurn.count()));
    now_ = Clock::now();
    for (int i = 0; i < count; ++i)
      serve(*static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr), events[static_cast<std::size_t>(i)].events);
    if (tally_.done() != done) last_answer = now_;
    if (now_ - last_answer > options_.patience) {
      abandon();
      break;
    }
    if (!counting && now_ - started >= options_.warm_up) {
      counting = true;
      begin_counting();
    }
    if (counting && share_.requests == 0 && now_ - began_ >= options_.duration) break;
  }
  return outcome();
}

// What warmed up is forgotten, except for what was wrong.
void Client::begin_counting() {
  const auto wrong = std::pair(tally_.failed, tally_.errored);
  tally_ = {};
  std::tie(tally_.failed, tally_.errored) = wrong;
  tally_.started = tally_.done();
  began_ = now_ = Clock::now();
  watched_at_begin_ = processor_time(options_.watched);
  own_at_begin_ = own_processor_time();
}

// Nothing comes any more: what is out is lost, and so is a connection that the server should have closed.
void Client::abandon() {
  for (const Connection& connection : connections_) {
    const unsigned unclosed = !options_.keep_alive && connection.wire ? 1 : 0;
    tally_.errored += std::max(connection.outstanding, unclosed);
  }
}

Outcome Client::outcome() const {
  Outcome outcome{tally_, Clock::now() - began_, processor_time(options_.watched) - watched_at_begin_,
                  own_processor_time() - own_at_begin_};
  if (share_.requests == 0) outcome.tally.started = tally_.done();  // What is still on its way when time is up does not count.
  return outcome;
}

void Client::open_next() {
  if (opened_ < connections_.size() && next_batch() > 0) dial(connections_[opened_++]);
}

void Client::dial(Connection& connection) {
  saki::FileDescriptor socket = connect_socket();
  UniqueSsl ssl = tls_ ? tls_->dial(socket.get()) : nullptr;
  connection.wire = Wire(std::move(socket), std::move(ssl));
  connection.reader = make_reader();
  connection.waits_to_send = false;
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = &connection;
  static_cast<void>(::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, connection.wire.descriptor(), &event));
  claim_batch(connection);
  if (!options_.opening.empty()) connection.behind = std::exchange(connection.unsent, options_.opening);
  send_rest(connection);
}

std::unique_ptr<Reader> Client::make_reader() {
  if (echoes_ != nullptr) return std::make_unique<EchoReader>(tally_);
  return std::make_unique<AnswerReader>(expectation_, tally_);
}

saki::FileDescriptor Client::connect_socket() {
  const saki::Address& target = options_.target;
  saki::FileDescriptor socket(::socket(target.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (target.family() != AF_UNIX) set(socket.get(), IPPROTO_TCP, TCP_NODELAY);
  if (options_.sources > 1) bind_source(socket.get(), dialled_++ % options_.sources);
  static_cast<void>(::connect(socket.get(), target.kernel(), target.kernel_bytes()));  // What is wrong shows when sending.
  return socket;
}

void Client::redial(Connection& connection) {
  connection.wire.close();
  if (next_batch() > 0) dial(connection);
}

unsigned Client::next_batch() const noexcept {
  if (share_.requests == 0) return options_.pipeline;
  return static_cast<unsigned>(std::min<std::uint64_t>(options_.pipeline, share_.requests - tally_.started));
}

void Client::claim_batch(Connection& connection) {
  const unsigned count = next_batch();
  tally_.started += count;
  connection.outstanding = count;
  std::size_t place = connection.place;
  connection.unsent = tape_.next(connection.place, count);
  if (echoes_ != nullptr) connection.reader->expect(echoes_->next(place, count), count);
  connection.sent_at = now_;
}

void Client::send_batch(Connection& connection) {
  if (next_batch() == 0) return;
  claim_batch(connection);
  send_rest(connection);
}

void Client::send_rest(Connection& connection) {
  const Moved moved = connection.wire.send(connection.unsent);
  connection.unsent.remove_prefix(moved.bytes);
  if (moved.next == Moved::Next::End) return;  // The connection is broken: receiving tells.
  watch_sending(connection, !connection.unsent.empty() && moved.next != Moved::Next::Receive);
}

void Client::watch_sending(Connection& connection, bool wanted) {
  if (connection.waits_to_send == wanted) return;
  connection.waits_to_send = wanted;
  epoll_event event{};
  event.events = wanted ? EPOLLIN | EPOLLOUT : EPOLLIN;
  event.data.ptr = &connection;
  static_cast<void>(::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, connection.wire.descriptor(), &event));
}

void Client::serve(Connection& connection, std::uint32_t events) {
  if (events & (EPOLLERR | EPOLLHUP | EPOLLIN)) return receive(connection);
  if (connection.waits_to_send) send_rest(connection);
}

void Client::receive(Connection& connection) {
  do {
    const Moved moved = connection.wire.receive(buffer_);
    if (moved.next == Moved::Next::End) return settle(connection, connection.reader->take_end(), true);
    if (moved.bytes == 0) break;
    settle(connection, connection.reader->take({buffer_.data(), moved.bytes}), false);
  } while (connection.wire.holds_more());
  if (!connection.unsent.empty() && !connection.waits_to_send) send_rest(connection);  // The handshake let it wait.
}

// Decides what follows: the next requests, a new connection, or waiting for more.
void Client::settle(Connection& connection, unsigned answered, bool ended) {
  if (answered > connection.outstanding) return give_up(connection);
  connection.outstanding -= answered;
  if (connection.reader->broken() || (ended && connection.outstanding > 0)) return give_up(connection);
  if (!connection.behind.empty() && connection.reader->open()) {
    connection.unsent = std::exchange(connection.behind, {});
    return send_rest(connection);
  }
  if (answered > 0 && connection.outstanding == 0) {
    if (connection.wire.resumed()) tally_.resumed += answered;
    tally_.nanoseconds.record(static_cast<std::uint64_t>((now_ - connection.sent_at).count()));
    if (!std::exchange(connection.has_answered, true)) open_next();
  }
  if (ended) return redial(connection);
  if (connection.outstanding > 0 || !options_.keep_alive) return;  // Without keep-alive, the server's closing belongs to the work.
  if (!connection.reader->between_answers()) return give_up(connection);
  if (connection.reader->closes()) return redial(connection);
  if (answered > 0 && !options_.hold) send_batch(connection);
}

void Client::give_up(Connection& connection) {
  tally_.errored += std::exchange(connection.outstanding, 0);
  if (!std::exchange(connection.has_answered, true)) open_next();
  redial(connection);
}

}  // namespace load
