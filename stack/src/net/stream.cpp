// SPDX-License-Identifier: Apache-2.0
#include "saki/net/stream.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "net/socket_address.h"
#include "net/socket_io.h"
#include "net/transport.h"
#include "saki/base/check.h"

namespace saki {

Stream::Stream(Loop& loop, FileDescriptor socket, const char* name) noexcept
    : DescriptorWatcher(loop, name), Timer(loop, name), socket_(std::move(socket)) {}

Stream::Stream(DescriptorWatcher& predecessor, FileDescriptor socket, const char* name) noexcept
    : Stream(predecessor.loop(), std::move(socket), name) {
  predecessor.hand_over_to(*this);
}

FileDescriptor Stream::give_to(DescriptorWatcher& successor) noexcept {
  SAKI_CHECK(reading_.waiting == nullptr && writing_.waiting == nullptr, "a stream that is given away is waited for by nobody");
  hand_over_to(successor);
  return std::move(socket_);
}

Stream::~Stream() {
  SAKI_CHECK(reading_.waiting == nullptr && writing_.waiting == nullptr, "a stream outlives those who wait for it");
  forget();
  if (started_tls_) delete transport_;
}

void Stream::set_read_deadline(MonotonicTime when) {
  reading_.deadline = when;
  if (reading_.waiting != nullptr) arm(when);
}

void Stream::set_write_deadline(MonotonicTime when) {
  writing_.deadline = when;
  if (writing_.waiting != nullptr) arm(when);
}

void Stream::observe_peer(PeerObserver* observer) {
  observer_ = observer;
  if (observer == nullptr || !is_open()) return;
  want(Readiness::PeerDone);  // Told again, should it have been told before.
}

void Stream::shutdown_send() noexcept {
  if (!is_open()) return;
  SocketIo{socket_.get(), transport_}.say_end();
  ::shutdown(socket_.get(), SHUT_WR);
}

void Stream::close() noexcept {
  forget();
  Timer::cancel();
  socket_.close();
  end_waits(Error::Closed);
}

void Stream::reset() noexcept {
  if (is_open()) reset_when_closed(socket_.get());
  close();
}

bool Stream::is_quiet() noexcept {
  if (!is_open() || error_ != 0) return false;
  std::byte byte;  // An encrypting transport takes what is no content, and perhaps has some that the socket no longer holds.
  const MutableBytes into(&byte, 1);
  return SocketIo{socket_.get(), transport_}.read(into) == -EAGAIN;
}

Address Stream::peer_address() const noexcept { return peer_address_of(socket_.get()); }
Address Stream::local_address() const noexcept { return local_address_of(socket_.get()); }
std::uint64_t Stream::unsent_bytes() const noexcept { return unsent_bytes_of(socket_.get()); }

// What the kernel is asked for. Starts watching with PeerDone, which costs nothing more.
void Stream::want(Readiness more) {
  if (!watching()) return start(socket_.get(), more | Readiness::PeerDone);
  if (const Readiness wanted = interest() | more; wanted != interest()) set_interest(wanted);
}

void Stream::drop(Readiness less) {
  if (watching() && any(interest() & less)) set_interest(without(interest(), less));
}

void Stream::arm(MonotonicTime when) {
  if (when != MonotonicTime::max() && (!armed() || when < Timer::when())) start_at(when);
}

// What happens for nearly every request comes first: a reader waits, and there is something to read.
void Stream::on_ready(Readiness readiness) {
  if (readiness != Readiness::Read || reading_.waiting == nullptr || writing_.waiting != nullptr) return on_rarely_ready(readiness);
  reading_.ready = true;
  if (reading_.waiting->attempt()) std::exchange(reading_.waiting, nullptr)->complete();  // May destroy the stream.
}

void Stream::on_rarely_ready(Readiness readiness) {
  const bool somebody_reads = reading_.waiting != nullptr;
  if (any(readiness & Readiness::Broken)) note_broken();
  if (any(readiness & Readiness::Read)) reading_.ready = true;
  if (any(readiness & Readiness::Write)) writing_.ready = true;
  if (any(readiness & Readiness::PeerDone) && !somebody_reads) note_peer_done();

  Operation* const reader = take_ended(reading_);
  Operation* const writer = take_ended(writing_);
  if (writing_.waiting == nullptr) drop(Readiness::Write);
  if (!somebody_reads) drop(Readiness::Read);
  if (!watching()) watch_for_the_rest();

  // The last one resumes at once and may destroy the stream.
  if (writer != nullptr) writer->complete_soon(loop());
  if (reader != nullptr) return reader->complete();
  if (!somebody_reads) tell_observer(readiness);
}

void Stream::on_refused(Error error) { end_waits(error); }

// The kernel would go on telling it, and whatever is tried from here on answers at once.
void Stream::note_broken() noexcept {
  stop();
  if (const int error = take_socket_error(socket_.get())) error_ = error;
  reading_.ready = writing_.ready = true;
}

// An error that was asked for is gone from the socket, which may be as usable as before.
void Stream::watch_for_the_rest() {
  if (reading_.waiting != nullptr) want(Readiness::Read);
  if (writing_.waiting != nullptr) want(Readiness::Write);
}

void Stream::note_peer_done() {
  reading_.ready = true;
  drop(Readiness::PeerDone);
}

void Stream::tell_observer(Readiness readiness) {
  if (observer_ == nullptr) return;
  if (any(readiness & Readiness::Broken)) return observer_->on_peer_broken();
  if (any(readiness & Readiness::PeerDone)) observer_->on_peer_done();
}

Stream::Operation* Stream::take_ended(Side& side) noexcept {
  if (side.waiting == nullptr || !side.ready || !side.waiting->attempt()) return nullptr;
  return std::exchange(side.waiting, nullptr);
}

void Stream::expire() {
  Operation* const reader = take_late(reading_);
  Operation* const writer = take_late(writing_);
  if (reading_.waiting != nullptr) arm(reading_.deadline);
  if (writing_.waiting != nullptr) arm(writing_.deadline);
  if (writer != nullptr) writer->complete_soon(loop());
  if (reader != nullptr) reader->complete();
}

Stream::Operation* Stream::take_late(Side& side) noexcept {
  if (side.waiting == nullptr || loop().now() < side.deadline) return nullptr;
  side.waiting->outcome_ = fail(Error::Timeout);
  return std::exchange(side.waiting, nullptr);
}

void Stream::end_waits(Error error) noexcept {
  for (Side* side : {&reading_, &writing_}) {
    if (side->waiting == nullptr) continue;
    side->waiting->outcome_ = fail(error);
    std::exchange(side->waiting, nullptr)->complete_soon(loop());
  }
}

}  // namespace saki
