// SPDX-License-Identifier: Apache-2.0
#include "command_link.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "pool.h"
#include "saki/task/sleep.h"

namespace saki {
namespace {

constexpr std::size_t kKeptOutputBytes = 64 * 1024;

void clear(std::string& output) {
  output.clear();
  if (output.capacity() > kKeptOutputBytes) output = std::string();
}

}  // namespace

RedisLink::RedisLink(RedisPool& pool, RedisLinkUse use) : pool_(pool), use_(use), writer_(pool.loop(), "redis write") {}

RedisLink::~RedisLink() { writer_.drop(); }

// --- life

Task<> RedisLink::run(std::shared_ptr<RedisLink> self) {
  RedisLink& link = *self;
  RedisPool& pool = link.pool_;
  for (unsigned failed = 0; true;) {
    auto wire = co_await pool.dialer().dial();
    if (!wire) {
      ++failed;
      pool.on_failed(link, wire.error());
    } else {
      const MonotonicTime began = pool.loop().now();
      const RedisError reason = co_await link.serve(*std::move(wire));
      const bool lasted = pool.loop().now() - began >= pool.options().reconnect_longest;
      failed = lasted ? 1 : failed + 1;
      link.lose(reason);
    }
    if (link.use_ == RedisLinkUse::Exclusive) co_return;
    const Duration pause = pool.backoff(failed);
    co_await sleep(pause);
  }
}

Task<RedisError> RedisLink::serve(std::unique_ptr<RedisWire> wire) {
  wire_ = std::move(wire);
  up_ = true;
  broken_reason_.clear();
  heard_at_ = pool_.loop().now();
  unsent_ticket_ = first_ticket_;
  writer_.spawn(&RedisLink::write, std::ref(*this));
  pool_.on_up(*this);
  const RedisError reason = co_await read();
  up_ = false;
  writer_.drop();
  wire_.reset();
  co_return reason;
}

Task<RedisError> RedisLink::read() {
  while (true) {
    const auto received = co_await wire_->receive();
    heard_at_ = pool_.loop().now();
    auto answered = received ? answer_all() : std::unexpected(received.error());
    if (answered) {
      pool_.on_room();
    } else if (!broken_reason_.empty()) {
      co_return RedisError(RedisErrorKind::Lost, broken_reason_);
    } else {
      co_return std::move(answered.error());
    }
  }
}

Task<> RedisLink::write() {
  while (true) {
    while (output_.empty()) {
      const bool rung = co_await written_to_.wait();
      if (!rung) co_return;
    }
    if (!broken_reason_.empty()) co_return;  // What has not left may leave on another connection.
    sending_.swap(output_);
    unsent_ticket_ = first_ticket_ + flight_.size();
    const Result<> sent = co_await wire_->stream().send(as_bytes(sending_));
    clear(sending_);
    if (!sent) co_return;  // Whoever reads is told as well.
  }
}

void RedisLink::break_off(const std::string& reason) {
  if (!up_ || !broken_reason_.empty()) return;
  broken_reason_ = reason;
  wire_->stream().close();
}

// --- commands

bool RedisLink::has_room() const noexcept {
  const RedisOptions& options = pool_.options();
  return up_ && broken_reason_.empty() && flight_.size() < options.in_flight && output_.size() < options.command_bytes;
}

void RedisLink::send(RedisWait& call) {
  const bool first_of_turn = output_.empty();
  const std::size_t count = call.command_count();
  flight_.push_back({&call, count});
  pool_.note_in_flight(1);
  for (std::size_t index = 0; index < count; ++index) call.command(index).write_to(output_);
  call.link_ = this;
  call.ticket_ = first_ticket_ + flight_.size() - 1;
  call.sent_at_ = pool_.loop().now();
  if (first_of_turn) written_to_.ring(pool_.loop());
}

void RedisLink::abandon(RedisWait& call) noexcept {
  flight_[call.ticket_ - first_ticket_].call = nullptr;
  call.link_ = nullptr;
}

// --- replies

std::expected<void, RedisError> RedisLink::answer_all() {
  while (true) {
    RedisReply reply;
    const auto got = wire_->next(reply);
    if (!got) return std::unexpected(got.error());
    if (!*got) return {};
    if (reply.kind() == RedisReplyKind::Push) continue;  // Of what nobody subscribed to here.
    if (first_ticket_ == unsent_ticket_) {  // A command that has not left is not answered by it either.
      const std::string text = reply.is_error() ? ": " + reply.text() : std::string();
      return std::unexpected(RedisError(RedisErrorKind::Protocol, "a reply that nobody asked for" + text));
    }
    answer(std::move(reply));
  }
}

void RedisLink::answer(RedisReply&& reply) {
  Flight& front = flight_.front();
  RedisWait* const call = front.call;
  if (call != nullptr) call->take(std::move(reply));
  if (--front.replies > 0) return;
  flight_.pop_front();
  ++first_ticket_;
  pool_.note_in_flight(-1);
  if (call != nullptr) pool_.on_answered(*call);
}

// --- what goes wrong

MonotonicTime RedisLink::collect_late(MonotonicTime now, IntrusiveList<RedisWait>& late, bool& silent) {
  MonotonicTime next = MonotonicTime::max();
  for (Flight& flight : flight_) {
    if (flight.call == nullptr) continue;
    if (flight.call->deadline_ > now) {
      next = std::min(next, flight.call->deadline_);
      continue;
    }
    silent = silent || heard_at_ <= flight.call->sent_at_;
    late.push_back(*flight.call);
    flight.call->link_ = nullptr;
    flight.call = nullptr;
  }
  return next;
}

void RedisLink::take_flight(IntrusiveList<RedisWait>& calls, IntrusiveList<RedisWait>& unsent) noexcept {
  for (; !flight_.empty(); flight_.pop_front(), ++first_ticket_) {
    pool_.note_in_flight(-1);
    RedisWait* const call = flight_.front().call;
    if (call == nullptr) continue;
    call->link_ = nullptr;
    (call->ticket_ >= unsent_ticket_ ? unsent : calls).push_back(*call);
  }
  clear(output_);
  clear(sending_);
}

// A reply that was too large is that of the first in flight; the others are lost by it.
void RedisLink::lose(const RedisError& reason) {
  RedisWait* const guilty = reason.kind() == RedisErrorKind::TooLarge && !flight_.empty() ? flight_.front().call : nullptr;
  if (guilty != nullptr) abandon(*guilty);
  IntrusiveList<RedisWait> lost;
  IntrusiveList<RedisWait> unsent;
  take_flight(lost, unsent);
  if (guilty != nullptr) guilty->fail(reason);
  pool_.on_lost(*this, lost, unsent, reason);
}

void RedisLink::drop(IntrusiveList<RedisWait>& calls) noexcept {
  up_ = false;
  writer_.drop();
  wire_.reset();
  take_flight(calls, calls);
}

}  // namespace saki
