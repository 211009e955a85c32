// SPDX-License-Identifier: Apache-2.0
#include "http/served_feed.h"

#include <algorithm>
#include <array>

#include "http/http_worker.h"

namespace saki::http {
namespace {

constexpr std::size_t kMostPieces = 64;  // Of one system call.

}  // namespace

void ServedFeed::begin(Handover handover) {
  worker_ = &handover.worker;
  connection_ = &handover.predecessor;
  transport_ = handover.transport;
  socket_ = std::move(handover.socket);
  if (handover.watcher.watching()) {
    handover.watcher.hand_over_to(*this);
    set_interest(Readiness::PeerDone);
  } else {
    DescriptorWatcher::start(socket_.get(), Readiness::PeerDone);
  }
  handler_->begin(*this);
  if (worker_->draining()) handler_->on_stop();
}

// --- sending

std::size_t ServedFeed::send(std::span<const ByteView> pieces) {
  std::size_t sent_bytes = 0;
  bool takes_all = true;
  while (!pieces.empty() && takes_all && !broken_) {
    const std::span<const ByteView> some = pieces.first(std::min(pieces.size(), kMostPieces));
    sent_bytes += send_some(some, takes_all);
    pieces = pieces.subspan(some.size());
  }
  return sent_bytes;
}

std::size_t ServedFeed::send_some(std::span<const ByteView> pieces, bool& takes_all) {
  std::array<iovec, kMostPieces> vectors;
  std::size_t asked_bytes = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    vectors[i] = {const_cast<std::byte*>(pieces[i].data()), pieces[i].size()};  // Only read.
    asked_bytes += pieces[i].size();
  }
  const IoCount sent = io().write(std::span(vectors).first(pieces.size()));
  if (sent < 0 && sent != -EAGAIN) {
    broken_ = true;
    in_next_turn();
    return 0;
  }
  const auto sent_bytes = static_cast<std::size_t>(std::max<IoCount>(sent, 0));
  takes_all = sent_bytes == asked_bytes;
  if (!takes_all) note_blocked();
  return sent_bytes;
}

void ServedFeed::note_blocked() {
  set_interest(interest() | Readiness::Write);
  write_deadline_ = deadline_after(worker_->loop, worker_->timeouts.write_idle);
  arm();
}

void ServedFeed::end() {
  ending_ = true;
  in_next_turn();
}

void ServedFeed::in_next_turn() { set(DescriptorWatcher::loop().now()); }

// --- what the kernel and the clock tell

void ServedFeed::on_ready(Readiness readiness) {
  if (any(readiness & Readiness::Broken)) {
    ++worker_->counters.clients_gone;
    return tell_gone();
  }
  if (any(readiness & Readiness::PeerDone)) {
    set_interest(without(interest(), Readiness::PeerDone));
    peer_deadline_ = deadline_after(worker_->loop, worker_->timeouts.half_close_grace);
    arm();
  }
  if (any(readiness & Readiness::Write)) {
    set_interest(without(interest(), Readiness::Write));
    write_deadline_ = MonotonicTime::max();
    handler_->on_room();
  }
}

void ServedFeed::on_deadline() {
  if (ending_) {
    if (!broken_) io().say_end();
    return connection_->end();
  }
  ++(write_deadline_ <= worker_->loop.now() ? worker_->counters.slow_readers : worker_->counters.clients_gone);
  tell_gone();
}

// Once; from a callback of the loop alone, since whoever is told may resume coroutines.
void ServedFeed::tell_gone() {
  if (std::exchange(told_gone_, true)) return;
  broken_ = true;
  DescriptorWatcher::stop();
  write_deadline_ = peer_deadline_ = MonotonicTime::max();
  handler_->on_gone();
}

bool open_feed(Exchange& exchange, const ResponseHead& head, std::unique_ptr<FeedHandler> handler) {
  return exchange.upgrade(head, std::make_unique<ServedFeed>(exchange.loop(), std::move(handler)));
}

}  // namespace saki::http
