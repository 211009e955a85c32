// SPDX-License-Identifier: Apache-2.0
#include "tls/tls_session.h"

#include <openssl/err.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <stdexcept>
#include <utility>

#include "saki/base/check.h"
#include "tls/library_fault.h"
#include "tls/record_cutter.h"
#include "tls/tls_bio.h"
#include "tls/tls_call.h"
#include "tls/tls_context_parts.h"
#include "tls/tls_facts.h"

namespace saki {
void TlsSession::Deleter::operator()(ssl_st* ssl) const noexcept { SSL_free(ssl); }

TlsSession::TlsSession(ssl_st* ssl, bool is_server) : ssl_(ssl), is_server_(is_server) {
  if (ssl == nullptr) throw std::bad_alloc();
  BIO* const bio = TlsBio::make(*this);
  if (bio == nullptr) throw std::bad_alloc();
  SSL_set_bio(ssl, bio, bio);
  is_server ? SSL_set_accept_state(ssl) : SSL_set_connect_state(ssl);
}

TlsSession::TlsSession(const TlsContext& context) : TlsSession(SSL_new(TlsContextParts::server(context)), true) {}

TlsSession::TlsSession(const TlsClientContext& context, const std::string& host)
    : TlsSession(SSL_new(TlsContextParts::client(context)), false) {
  if (!TlsContextParts::expect_host(context, *ssl_, host)) throw std::invalid_argument("no host to prove itself: " + host);
}

TlsSession::~TlsSession() = default;

void TlsSession::let_kernel_send(int socket) {
  BIO* const bio = BIO_new_socket(socket, BIO_NOCLOSE);
  if (bio == nullptr) throw std::bad_alloc();
  SSL_set_options(ssl_.get(), SSL_OP_ENABLE_KTLS);
  SSL_set0_wbio(ssl_.get(), bio);
}

bool TlsSession::sends_by_kernel() const noexcept { return BIO_get_ktls_send(SSL_get_wbio(ssl_.get())); }

// --- the handshake

TlsSession::Count TlsSession::shake_hands(TlsCarrier& carrier) noexcept {
  if (end_ != End::None) return tell_end();
  if (established_) return 0;
  std::array<std::byte, Call::kBlockBytes> block;
  const Call call(*this, carrier, block);
  return go_on_shaking();
}

TlsSession::Count TlsSession::go_on_shaking() noexcept {
  blocked_ = false;
  if (SSL_do_handshake(ssl_.get()) != 1) return stopped();
  established_ = true;
  Call::forget_errors();  // A handshake that succeeds may have looked for much in vain.
  control_bytes_ = 0;
  return 0;
}

// --- content

TlsSession::Count TlsSession::read(TlsCarrier& carrier, MutableBytes into) noexcept {
  if (end_ != End::None) return tell_end();
  std::array<std::byte, Call::kBlockBytes> block;
  const Call call(*this, carrier, block);
  if (!established_) {
    if (const Count stop = go_on_shaking(); stop != 0 || !established_) return stop;
  }
  std::size_t placed = 0;
  while (placed < into.size()) {
    std::size_t count = 0;
    if (SSL_read_ex(ssl_.get(), into.data() + placed, into.size() - placed, &count) != 1) {
      const Count stop = stopped();
      return placed > 0 ? static_cast<Count>(placed) : stop;
    }
    placed += count;
    control_bytes_ = 0;
    if (ahead_.empty() && call.drained && SSL_pending(ssl_.get()) == 0) break;
  }
  return static_cast<Count>(placed);
}

bool TlsSession::holds_unread() const noexcept { return !ahead_.empty() || end_ != End::None || SSL_pending(ssl_.get()) > 0; }

TlsSession::Count TlsSession::write(TlsCarrier& carrier, std::span<const iovec> pieces) noexcept {
  SAKI_ASSERT(established_, "content goes behind the handshake");
  const Call call(*this, carrier, {});
  if (const Count outcome = finish_record(); outcome != 0) return outcome;
  RecordCutter cutter(pieces);
  Count sent = std::exchange(owes_byte_, false) ? static_cast<Count>(cutter.skip_one()) : 0;
  std::array<std::byte, RecordCutter::kRecordBytes> joined;
  for (ByteView record = cutter.next(joined); !record.empty(); record = cutter.next(joined)) {
    const Count count = write_record(record);
    if (count < 0) return sent > 0 ? sent : count;
    sent += count;
    if (stuck()) return hold_back(sent, cutter.at_end());
  }
  return sent;
}

TlsSession::Count TlsSession::send_file(TlsCarrier& carrier, int file, std::uint64_t& offset, std::size_t count_bytes) noexcept {
  const Call call(*this, carrier, {});
  if (const Count outcome = finish_record(); outcome != 0) return outcome;
  if (sends_by_kernel()) return send_file_by_kernel(file, offset, count_bytes);
  const std::uint64_t begin = offset;
  const std::uint64_t end = offset + count_bytes;
  std::uint64_t at = std::exchange(owes_byte_, false) ? begin + 1 : begin;
  std::array<std::byte, RecordCutter::kRecordBytes> block;
  while (at < end && !stuck()) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), end - at));
    const ssize_t count = ::pread64(file, block.data(), wanted, static_cast<off64_t>(at));  // 64 bits on every machine.
    if (count < 0 && errno == EINTR) continue;
    const Count outcome = count > 0 ? write_record({block.data(), static_cast<std::size_t>(count)}) : count < 0 ? -errno : 0;
    if (outcome <= 0 && at == begin) return outcome;
    if (outcome <= 0) break;
    at += static_cast<std::uint64_t>(outcome);
  }
  const Count sent = stuck() ? hold_back(static_cast<Count>(at - begin), at == end) : static_cast<Count>(at - begin);
  offset = begin + static_cast<std::uint64_t>(sent);
  return sent;
}

TlsSession::Count TlsSession::send_file_by_kernel(int file, std::uint64_t& offset, std::size_t count_bytes) noexcept {
  const Count owed = std::exchange(owes_byte_, false) ? 1 : 0;
  offset += static_cast<std::uint64_t>(owed);
  const std::size_t wanted = count_bytes - static_cast<std::size_t>(owed);
  BIO_clear_retry_flags(SSL_get_wbio(ssl_.get()));  // SSL_sendfile sets them alone.
  const Count count = wanted > 0 ? SSL_sendfile(ssl_.get(), file, static_cast<off_t>(offset), wanted, 0) : 0;
  if (count < 0) return owed > 0 ? owed : stopped();
  offset += static_cast<std::uint64_t>(count);
  return owed + count;
}

// A record that found no room is on its way all the same. But nobody is told of room who has written all: of that one byte is left, to be
// written once more.
TlsSession::Count TlsSession::hold_back(Count taken, bool all) noexcept {
  owes_byte_ = all;
  return all ? taken - 1 : taken;
}

// 0 where nothing waits for room any more.
TlsSession::Count TlsSession::finish_record() noexcept {
  if (!stuck()) [[likely]]
    return 0;
  if (unfinished_bytes_ > 0) {
    const std::array<std::byte, RecordCutter::kRecordBytes> anything{};  // The library has the record, and looks at the count alone.
    std::size_t count = 0;
    if (SSL_write_ex(ssl_.get(), anything.data(), unfinished_bytes_, &count) != 1) return stopped();
    unfinished_bytes_ = 0;
  }
  if (send_deferred()) return 0;
  return call_->error != 0 ? -call_->error : -EAGAIN;
}

TlsSession::Count TlsSession::write_record(ByteView record) noexcept {
  std::size_t count = 0;
  if (SSL_write_ex(ssl_.get(), record.data(), record.size(), &count) != 1) {
    if (const Count stop = stopped(); stop != -EAGAIN) return stop;
    unfinished_bytes_ = static_cast<std::uint32_t>(record.size());
  }
  return static_cast<Count>(record.size());
}

void TlsSession::say_end(TlsCarrier& carrier) noexcept {
  if (!established_ || end_ == End::Failed || fault_) return;
  const Call call(*this, carrier, {});
  SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

bool TlsSession::answers_for(std::string_view host) const noexcept { return TlsContextParts::answers_for(*ssl_, host); }

bool TlsSession::resumed() const noexcept { return SSL_session_reused(ssl_.get()) == 1; }

const TlsInfo& TlsSession::info() {
  if (info_ == nullptr) info_ = std::make_unique<const TlsInfo>(facts_of(*ssl_));
  return *info_;
}

// --- how a call ended

// Nothing was done. What the carrier has no bytes or no room for is no failure.
TlsSession::Count TlsSession::stopped() noexcept {
  const int system_error = errno;  // As a write of the library's own left it.
  const BIO* const sender = SSL_get_wbio(ssl_.get());
  blocked_ = SSL_want_write(ssl_.get()) && BIO_should_write(sender);
  if (call_->starved || blocked_) return -EAGAIN;
  if (SSL_want_write(ssl_.get()) && sender != SSL_get_rbio(ssl_.get())) call_->error = system_error;
  if (!call_->block.empty()) end_ = End::Failed;
  if (call_->error != 0 && !has_ended_) {  // Past the end an alert finds nobody: what counts is the end.
    carrier_error_ = call_->error;
    return -carrier_error_;
  }
  const bool said = (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0 && ERR_peek_error() == 0;  // A fatal alert leaves an error.
  if (said || (has_ended_ && is_first_)) {
    end_ = End::Said;
  } else if (!fault_) {
    fault_ = find_fault();
  }
  ERR_clear_error();
  return end_ == End::Said ? 0 : -EPROTO;
}

TlsSession::Count TlsSession::tell_end() const noexcept {
  if (end_ == End::Said) return 0;
  return fault_ ? -EPROTO : -carrier_error_;
}

Error TlsSession::find_fault() const noexcept {
  if (is_plain_) return TlsFault::PlainHttp;
  const bool within_record = SSL_has_pending(ssl_.get()) == 1 || std::strcmp(SSL_rstate_string(ssl_.get()), "RH") != 0;
  if (has_ended_ && !established_) return TlsFault::CutHandshake;
  if (has_ended_) return within_record ? TlsFault::CutRecord : TlsFault::CutOff;
  return fault_of(ERR_peek_last_error(), established_ ? TlsFault::BadRecord : TlsFault::Handshake, SSL_get_verify_result(ssl_.get()));
}

}  // namespace saki
