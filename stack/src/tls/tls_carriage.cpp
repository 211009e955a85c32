// SPDX-License-Identifier: Apache-2.0
//
// What a session does where the library asks for bytes, or hands some over.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include "tls/tls_call.h"

namespace saki {
namespace {

constexpr std::size_t kDirectBytes = 4096;         // Where the library wants so much at once, it goes where it is wanted.

// Bounds that nobody needs to set: what a peer may send in order stays far below them. docs/security.md has the same.
constexpr std::size_t kMostDeferredBytes = 24 * 1024;  // A record of 16.6 KiB at most, and a hundred answers to changes of keys.
// A greeting and a chain of certificates, of which the library takes 100 KiB. Later there are tickets and changes of keys, of some hundred
// bytes each: so many of them that a client would have changed its keys a thousand times between two requests.
constexpr std::uint32_t kMostHandshakeBytes = 256 * 1024;
constexpr std::uint32_t kMostControlBytes = 32 * 1024;

}  // namespace

TlsSession::Count TlsSession::pull(MutableBytes into) noexcept {
  if (ahead_.empty()) {
    if (into.size() >= kDirectBytes) return receive(into);
    const Count count = receive(call_->block);
    if (count <= 0) return count;
    ahead_ = call_->block.first(static_cast<std::size_t>(count));
    call_->block_used = true;
  }
  if (is_first_) is_plain_ = looks_like_http();
  is_first_ = false;
  if (is_plain_) return -EPROTO;
  const std::size_t count = std::min(into.size(), ahead_.size());
  std::memcpy(into.data(), ahead_.data(), count);
  ahead_ = ahead_.subspan(count);
  return static_cast<Count>(count);
}

TlsSession::Count TlsSession::receive(MutableBytes into) noexcept {
  Call& call = *call_;
  if (control_bytes_ > (established_ ? kMostControlBytes : kMostHandshakeBytes)) {
    fault_ = TlsFault::TooMuchControl;
    return -EPROTO;
  }
  if (into.empty() || call.drained || call.receives_left == 0) return starve();
  --call.receives_left;
  const Count count = call.carrier.receive(into);
  if (count == -EAGAIN) return starve();
  if (count < 0) call.error = static_cast<int>(-count);
  if (count == 0) has_ended_ = true;
  if (count <= 0) return count;
  call.drained = static_cast<std::size_t>(count) < into.size();
  control_bytes_ += static_cast<std::uint32_t>(count);
  return count;
}

TlsSession::Count TlsSession::starve() noexcept {
  call_->starved = true;
  return -EAGAIN;
}

// A record begins with its type, of which none is a letter (RFC 8446 section 5.1), and a request with its method.
bool TlsSession::looks_like_http() const noexcept {
  const auto first = static_cast<char>(ahead_.front());
  return is_server_ && first >= 'A' && first <= 'Z';
}

// What lies in the call's block does not outlive it.
void TlsSession::keep_ahead() noexcept {
  if (ahead_.empty()) return kept_.reset();
  if (!call_->block_used) return;
  std::unique_ptr<std::byte[]> kept(new (std::nothrow) std::byte[ahead_.size()]);
  if (kept == nullptr) {
    end_ = End::Failed;
    carrier_error_ = ENOMEM;
    ahead_ = {};
    return;
  }
  std::memcpy(kept.get(), ahead_.data(), ahead_.size());
  kept_ = std::move(kept);
  ahead_ = {kept_.get(), ahead_.size()};
}

std::size_t TlsSession::take_plain_text(MutableBytes into) noexcept {
  const std::size_t count = is_plain_ ? std::min(into.size(), ahead_.size()) : 0;
  std::ranges::copy(ahead_.first(count), into.begin());
  ahead_ = ahead_.subspan(count);
  return count;
}

// Behind the handshake the library is never told that the carrier is full: it would insist on the very same record, and have no answer to
// a change of keys until then.
TlsSession::Count TlsSession::push(ByteView bytes) noexcept {
  const Count count = call_->full || !send_deferred() ? -EAGAIN : send(bytes);
  if (count < 0 && count != -EAGAIN) return count;
  if (count == static_cast<Count>(bytes.size()) || !established_) return count;
  if (!defer(bytes.subspan(count > 0 ? static_cast<std::size_t>(count) : 0))) {
    fault_ = TlsFault::TooMuchControl;
    return -EPROTO;
  }
  return static_cast<Count>(bytes.size());
}

TlsSession::Count TlsSession::send(ByteView bytes) noexcept {
  const Count count = call_->carrier.send(bytes);
  if (count < 0 && count != -EAGAIN) call_->error = static_cast<int>(-count);
  call_->full = count < static_cast<Count>(bytes.size());
  return count;
}

bool TlsSession::send_deferred() noexcept {
  if (deferred_ == nullptr) return true;
  const Count count = send(*deferred_);
  if (count > 0) deferred_->erase(deferred_->begin(), deferred_->begin() + count);
  if (deferred_->empty()) deferred_.reset();
  return deferred_ == nullptr;
}

bool TlsSession::defer(ByteView bytes) noexcept {
  try {
    if (deferred_ == nullptr) deferred_ = std::make_unique<std::vector<std::byte>>();
    if (deferred_->size() + bytes.size() > kMostDeferredBytes) return false;
    deferred_->insert(deferred_->end(), bytes.begin(), bytes.end());
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

}  // namespace saki
