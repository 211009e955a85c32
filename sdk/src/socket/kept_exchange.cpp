// SPDX-License-Identifier: Apache-2.0
#include "socket/kept_exchange.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>

#include "saki/request.h"

namespace saki {
namespace {

bool is_about_the_handshake(const Field& field) noexcept {
  constexpr std::array<std::string_view, 6> kNames = {
      "Connection", "Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Extensions", "Sec-WebSocket-Accept"};
  return std::ranges::any_of(kNames, [&field](std::string_view each) { return http::same_field_name(field.name, each); });
}

// --- packing, each as it is unpacked below

void pack(TextPacker& out, const http::RequestHead& head) {
  out.put(static_cast<std::uint64_t>(head.method));
  out.put(static_cast<std::uint64_t>(head.version));
  out.put(static_cast<std::uint64_t>(head.form));
  out.share(head.target);
  out.share(head.host);
  for (const std::string_view text : {head.method_token, head.scheme, head.raw_path, head.path, head.query}) out.put(text);
  const auto fields = head.fields.all();
  out.put(static_cast<std::uint64_t>(std::ranges::count_if(fields, std::not_fn(is_about_the_handshake))));
  for (const Field& field : fields) {
    if (is_about_the_handshake(field)) continue;
    out.put(field.name);
    out.put(field.value);
  }
}

void pack(TextPacker& out, const RouteMatch& match) {
  out.put(std::uint64_t{match.parameter_count});
  for (std::size_t i = 0; i < match.parameter_count; ++i) out.put(std::string_view(match.parameters[i]));
}

void pack(TextPacker& out, const Address& address) {
  const std::string_view bytes(reinterpret_cast<const char*>(address.kernel()), address.kernel_bytes());
  out.put(std::uint64_t{bytes.size()});
  out.put(bytes.substr(0, bytes.find_last_not_of('\0') + 1));
}

void pack(TextPacker& out, const http::Forwarded* told) {
  out.put(std::uint64_t{told != nullptr});
  if (told == nullptr) return;
  pack(out, told->client);
  out.put(told->scheme);
  out.put(told->host);
}

void pack(TextPacker& out, const TlsInfo* tls) {
  out.put(std::uint64_t{tls != nullptr});
  if (tls == nullptr) return;
  for (const std::string_view text : {tls->version, tls->cipher, std::string_view(tls->server_name), std::string_view(tls->protocol)})
    out.put(text);
  out.put(std::uint64_t{tls->resumed});
  out.put(std::uint64_t{tls->peer.has_value()});
  if (!tls->peer) return;
  out.put(std::string_view(tls->peer->subject));
  out.put(std::string_view(tls->peer->fingerprint));
}

void pack(TextPacker& out, const http::ConnectionInfo& info) {
  out.put(info.id);
  out.put(std::uint64_t{info.secure});
  pack(out, info.peer);
  pack(out, info.local);
  pack(out, info.client == info.peer ? Address() : info.client);
  pack(out, info.tls);
}

// --- unpacking

Address unpack_address(TextUnpacker& in) noexcept {
  const auto size_bytes = static_cast<socklen_t>(in.number());
  const std::string_view bytes = in.text();
  sockaddr_storage storage{};
  std::memcpy(&storage, bytes.data(), std::min(bytes.size(), sizeof storage));
  return size_bytes == 0 ? Address() : Address::from_kernel(reinterpret_cast<const sockaddr*>(&storage), size_bytes);
}

std::optional<TlsInfo> unpack_tls(TextUnpacker& in) {
  if (in.number() == 0) return std::nullopt;
  TlsInfo tls;
  tls.version = in.text();
  tls.cipher = in.text();
  tls.server_name = in.text();
  tls.protocol = in.text();
  tls.resumed = in.number() != 0;
  if (in.number() == 0) return tls;
  TlsPeer& peer = tls.peer.emplace();
  peer.subject = in.text();
  peer.fingerprint = in.text();
  return tls;
}

}  // namespace

struct KeptExchange::Connection {
  explicit Connection(TextUnpacker in) {
    info.id = in.number();
    info.secure = in.number() != 0;
    info.peer = unpack_address(in);
    info.local = unpack_address(in);
    info.client = unpack_address(in);
    if (info.client.family() == AF_UNSPEC) info.client = info.peer;
    tls = unpack_tls(in);
    if (tls) info.tls = &*tls;
  }

  http::ConnectionInfo info;
  std::optional<TlsInfo> tls;  // Nothing where the connection is not encrypted.
};

std::string KeptExchange::pack(const Request& asked) {
  http::Exchange& exchange = asked.exchange();
  TextPacker out;
  saki::pack(out, exchange.head());
  saki::pack(out, asked.match());
  saki::pack(out, exchange.forwarded());
  saki::pack(out, exchange.connection());
  return out.packed();
}

KeptExchange::KeptExchange(TextUnpacker packed, Loop& loop)
    : Exchange(KeptHead::head, KeptHead::arena), loop_(loop), packed_connection_(packed) {
  unpack_head(packed);
  unpack_match(packed);
  unpack_forwarded(packed);
  packed_connection_ = packed;
}

KeptExchange::~KeptExchange() { Exchange::arena().end_objects(); }  // Here: they may look at it.

void KeptExchange::unpack_head(TextUnpacker& in) {
  http::RequestHead& head = KeptHead::head;
  head.method = static_cast<Method>(in.number());
  head.version = static_cast<http::HttpVersion>(in.number());
  head.form = static_cast<http::TargetForm>(in.number());
  for (std::string_view* const text : {&head.target, &head.host, &head.method_token, &head.scheme, &head.raw_path, &head.path, &head.query})
    *text = in.text();
  const auto field_count = static_cast<std::size_t>(in.number());
  fields_ = std::make_unique<Field[]>(field_count);
  head.fields = http::FieldTable({fields_.get(), field_count});
  for (std::size_t i = 0; i < field_count; ++i) {
    const std::string_view name = in.text();
    head.fields.add(name, in.text());
  }
}

void KeptExchange::unpack_match(TextUnpacker& in) {
  const auto count = static_cast<std::size_t>(in.number());
  if (count == 0) return;
  match_ = std::make_unique<RouteMatch>();
  match_->parameter_count = count;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view text = in.text();
    match_->parameters[i] = {text.data(), text.size()};
  }
}

void KeptExchange::unpack_forwarded(TextUnpacker& in) {
  if (in.number() == 0) return;
  auto told = std::make_unique<http::Forwarded>();
  told->client = unpack_address(in);
  told->scheme = in.text();
  told->host = in.text();
  forwarded_ = std::move(told);
}

const RouteMatch& KeptExchange::match() const noexcept {
  static const RouteMatch without_parameters{};
  return match_ != nullptr ? *match_ : without_parameters;
}

const http::ConnectionInfo& KeptExchange::connection() const noexcept {
  if (connection_ == nullptr) connection_ = std::make_unique<const Connection>(packed_connection_);
  return connection_->info;
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
