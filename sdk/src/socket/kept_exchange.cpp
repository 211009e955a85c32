// SPDX-License-Identifier: Apache-2.0
#include "socket/kept_exchange.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

namespace saki {
namespace {

ByteView kernel_bytes(const Address& address) noexcept {
  return {reinterpret_cast<const std::byte*>(address.kernel()), static_cast<std::size_t>(address.kernel_bytes())};
}

Address unfold(ByteView kept) noexcept {
  sockaddr_storage storage{};
  std::memcpy(&storage, kept.data(), std::min(kept.size(), sizeof storage));
  return Address::from_kernel(reinterpret_cast<const sockaddr*>(&storage), static_cast<socklen_t>(kept.size()));
}

bool is_about_the_handshake(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 6> kNames = {
      "Connection", "Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Extensions", "Sec-WebSocket-Accept"};
  return std::ranges::any_of(kNames, [name](std::string_view each) { return http::same_field_name(name, each); });
}

}  // namespace

// Measures first, then copies.
class KeptExchange::Copier {
 public:
  Copier(http::Exchange& asked, KeptExchange& into) : asked_(asked), head_(asked.head()), info_(asked.connection()), into_(into) {
    for (const Field& field : head_.fields.all()) count(field);
    bytes_ += head_.method_token.size() + head_.target.size() + head_.scheme.size() + head_.host.size();
    bytes_ += head_.raw_path.size() + head_.path.size() + head_.query.size();
    for (const Address* each : {&info_.peer, &info_.local, &info_.client}) bytes_ += kernel_bytes(*each).size();
    if (const http::Forwarded* const told = asked.forwarded()) bytes_ += told->scheme.size() + told->host.size();
  }

  void copy() {
    into_.memory_ = std::make_unique_for_overwrite<std::byte[]>(fields_ * sizeof(Field) + bytes_);
    next_ = into_.memory_.get() + fields_ * sizeof(Field);
    copy_fields();
    copy_head();
    into_.peer_ = put(kernel_bytes(info_.peer));
    into_.local_ = put(kernel_bytes(info_.local));
    if (!(info_.client == info_.peer)) into_.client_ = put(kernel_bytes(info_.client));
    if (const http::Forwarded* const told = asked_.forwarded()) {
      into_.forwarded_ = std::make_unique<http::Forwarded>(told->client, put(told->scheme), put(told->host));
    }
  }

 private:
  void count(const Field& field) noexcept {
    if (is_about_the_handshake(field.name)) return;
    ++fields_;
    bytes_ += field.name.size() + field.value.size();
  }

  void copy_fields() {
    auto* const first = reinterpret_cast<Field*>(into_.memory_.get());
    for (std::size_t i = 0; i < fields_; ++i) new (first + i) Field;
    into_.KeptHead::head.fields = http::FieldTable({first, fields_});
    for (const Field& field : head_.fields.all()) {
      if (!is_about_the_handshake(field.name)) into_.KeptHead::head.fields.add(put(field.name), put(field.value));
    }
  }

  // Path and query mostly are parts of the target.
  void copy_head() {
    http::RequestHead& kept = into_.KeptHead::head;
    kept.method = head_.method;
    kept.version = head_.version;
    kept.form = head_.form;
    kept.method_token = put(head_.method_token);
    kept.target = put(head_.target);
    kept.scheme = put(head_.scheme);
    kept.host = put(head_.host);
    kept.raw_path = put_part(head_.raw_path);
    kept.path = head_.path == head_.raw_path ? kept.raw_path : put(head_.path);
    kept.query = put_part(head_.query);
  }

  ByteView put(ByteView bytes) noexcept {
    std::byte* const start = next_;
    next_ = std::ranges::copy(bytes, start).out;
    return {start, bytes.size()};
  }
  std::string_view put(std::string_view text) noexcept { return as_text(put(as_bytes(text))); }
  std::string_view put_part(std::string_view text) noexcept {
    const std::size_t at = into_.KeptHead::head.target.find(text);
    return at == std::string_view::npos ? put(text) : into_.KeptHead::head.target.substr(at, text.size());
  }

  http::Exchange& asked_;
  const http::RequestHead& head_;
  const http::ConnectionInfo& info_;
  KeptExchange& into_;
  std::size_t fields_ = 0;
  std::size_t bytes_ = 0;
  std::byte* next_ = nullptr;
};

KeptExchange::KeptExchange(http::Exchange& asked)
    : Exchange(KeptHead::head, KeptHead::arena),
      loop_(asked.loop()),
      connection_id_(asked.connection().id),
      secure_(asked.connection().secure) {
  if (const TlsInfo* const tls = asked.connection().tls) tls_ = std::make_unique<const TlsInfo>(*tls);
  Copier(asked, *this).copy();
}

const http::ConnectionInfo& KeptExchange::connection() const noexcept {
  if (connection_ == nullptr) {
    http::ConnectionInfo info;
    info.id = connection_id_;
    info.peer = unfold(peer_);
    info.local = unfold(local_);
    info.client = client_.empty() ? info.peer : unfold(client_);
    info.secure = secure_;
    info.tls = tls_.get();
    connection_ = std::make_unique<const http::ConnectionInfo>(info);
  }
  return *connection_;
}

Task<Result<std::size_t>> KeptExchange::read(MutableBytes /*into*/) { co_return std::size_t{0}; }
Task<Result<>> KeptExchange::hint(std::span<const Field> /*fields*/) { co_return fail(Error::Closed); }
Task<Result<>> KeptExchange::respond(const http::ResponseHead& /*head*/, ByteView /*content*/) { co_return fail(Error::Closed); }
Task<Result<>> KeptExchange::start(const http::ResponseHead& /*head*/, std::optional<std::uint64_t> /*length*/) {
  co_return fail(Error::Closed);
}
Task<Result<>> KeptExchange::write(ByteView /*content*/) { co_return fail(Error::Closed); }
Task<Result<>> KeptExchange::write_file(int /*file*/, std::uint64_t /*offset*/, std::uint64_t /*count_bytes*/) {
  co_return fail(Error::Closed);
}
Task<Result<>> KeptExchange::finish(std::span<const http::Field> /*trailers*/) { co_return fail(Error::Closed); }

}  // namespace saki
