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

// The parts of the head that are no part of its target.
template <class Visit>
void visit_texts(const http::RequestHead& head, const Visit& visit) {
  for (const std::string_view text : {head.method_token, head.target, head.scheme, head.host}) visit(text);
  for (const std::string_view text : {head.raw_path, head.path, head.query}) {
    if (head.target.find(text) == std::string_view::npos) visit(text);
  }
}

std::array<ByteView, 3> addresses(const http::ConnectionInfo& info) noexcept {
  const bool is_peer = info.client == info.peer;
  return {kernel_bytes(info.peer), kernel_bytes(info.local), is_peer ? ByteView() : kernel_bytes(info.client)};
}

}  // namespace

std::size_t KeptExchange::memory_for(http::Exchange& asked) {
  std::size_t bytes = 0;
  const auto add = [&bytes](auto text) { bytes += text.size(); };
  for (const Field& field : asked.head().fields.all()) {
    if (!is_about_the_handshake(field.name)) bytes += sizeof(Field) + field.name.size() + field.value.size();
  }
  for (const ByteView address : addresses(asked.connection())) add(address);
  visit_texts(asked.head(), add);
  if (const http::Forwarded* const told = asked.forwarded()) bytes += told->scheme.size() + told->host.size();
  return bytes;
}

class KeptExchange::Copier {
 public:
  Copier(http::Exchange& asked, KeptExchange& into, std::byte* memory) noexcept : asked_(asked), into_(into), next_(memory) {}

  void copy() {
    make_fields();
    copy_addresses();
    copy_head();
    for (Field& field : fields_) field = {put(field.name), put(field.value)};
    into_.KeptHead::head.fields = http::FieldTable(fields_);
    for (const Field& field : fields_) into_.KeptHead::head.fields.add(field.name, field.value);
    if (const http::Forwarded* const told = asked_.forwarded()) {
      into_.forwarded_ = std::make_unique<http::Forwarded>(told->client, put(told->scheme), put(told->host));
    }
  }

 private:
  // Views of the old texts at first.
  void make_fields() noexcept {
    auto* const first = reinterpret_cast<Field*>(next_);
    Field* end = first;
    for (const Field& field : asked_.head().fields.all()) {
      if (!is_about_the_handshake(field.name)) new (end++) Field(field);
    }
    fields_ = {first, end};
    next_ = reinterpret_cast<std::byte*>(end);
  }

  void copy_addresses() noexcept {
    const std::array<ByteView, 3> all = addresses(asked_.connection());
    for (std::size_t i = 0; i < all.size(); ++i) into_.address_bytes_[i] = static_cast<std::uint8_t>(put(all[i]).size());
  }

  void copy_head() noexcept {
    const http::RequestHead& head = asked_.head();
    http::RequestHead& kept = into_.KeptHead::head;
    kept.method = head.method;
    kept.version = head.version;
    kept.form = head.form;
    kept.method_token = put(head.method_token);
    kept.target = put(head.target);
    kept.scheme = put(head.scheme);
    kept.host = put(head.host);
    kept.raw_path = put_part(head.raw_path);
    kept.path = put_part(head.path);
    kept.query = put_part(head.query);
  }

  ByteView put(ByteView bytes) noexcept {
    std::byte* const start = next_;
    next_ = std::ranges::copy(bytes, start).out;
    return {start, bytes.size()};
  }
  std::string_view put(std::string_view text) noexcept { return as_text(put(as_bytes(text))); }
  std::string_view put_part(std::string_view text) noexcept {
    const std::string_view target = into_.KeptHead::head.target;
    const std::size_t at = target.find(text);
    return at == std::string_view::npos ? put(text) : target.substr(at, text.size());
  }

  http::Exchange& asked_;
  KeptExchange& into_;
  std::byte* next_;
  std::span<Field> fields_;
};

KeptExchange::KeptExchange(http::Exchange& asked, std::byte* memory)
    : Exchange(KeptHead::head, KeptHead::arena),
      loop_(asked.loop()),
      connection_id_(asked.connection().id),
      secure_(asked.connection().secure) {
  if (const TlsInfo* const tls = asked.connection().tls) tls_ = std::make_unique<const TlsInfo>(*tls);
  Copier(asked, *this, memory).copy();
}

const http::ConnectionInfo& KeptExchange::connection() const noexcept {
  if (connection_ == nullptr) {
    const std::span<const Field> fields = head().fields.all();
    const auto* const memory = reinterpret_cast<const std::byte*>(fields.data() + fields.size());
    const auto [peer, local, client] = address_bytes_;
    http::ConnectionInfo info;
    info.id = connection_id_;
    info.peer = unfold({memory, peer});
    info.local = unfold({memory + peer, local});
    info.client = client == 0 ? info.peer : unfold({memory + peer + local, client});
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
