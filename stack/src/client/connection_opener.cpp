// SPDX-License-Identifier: Apache-2.0
#include "client/connection_opener.h"

#include "client/head_reader.h"
#include "client/request_head.h"
#include "saki/client/client_fault.h"
#include "saki/net/connect_any.h"
#include "saki/task/with_timeout.h"

namespace saki::client {

Task<Outcome<std::unique_ptr<Stream>>> ConnectionOpener::open() {
  if (request_.url.is_secure() && parts_.options.tls == nullptr) co_return failed(Phase::Preparing, ClientFault::NotSecured);
  Result<HostAddresses> addresses = co_await resolve();
  if (!addresses) co_return failed(Phase::Resolving, addresses.error());
  Result<std::unique_ptr<Stream>> stream = co_await connect(std::move(*addresses));
  if (!stream) co_return failed(Phase::Connecting, stream.error());
  if (route_.kind == RouteKind::Tunnel) {
    const Result<> tunnel = co_await ask_for_tunnel(**stream);
    if (!tunnel) co_return failed(Phase::Tunnelling, tunnel.error());
  }
  if (request_.url.is_secure()) {
    const Result<> secured = co_await secure(**stream);
    if (!secured) co_return failed(Phase::Securing, secured.error());
  }
  ++parts_.counts.connections_opened;
  co_return std::move(*stream);
}

Task<Result<HostAddresses>> ConnectionOpener::resolve() {
  if (request_.connect_to) co_return HostAddresses{*request_.connect_to};
  const Origin& next = route_.proxy != nullptr ? route_.proxy->origin() : request_.url.origin();
  const Duration limit = deadlines_.limit(&ClientTimeouts::resolving, parts_.loop.now());
  co_return co_await with_timeout(limit, parts_.resolver.resolve(next.host, next.port));
}

Task<Result<std::unique_ptr<Stream>>> ConnectionOpener::connect(HostAddresses addresses) {
  const Duration limit = deadlines_.limit(&ClientTimeouts::connecting, parts_.loop.now());
  co_return co_await connect_any(parts_.loop, std::move(addresses), limit);
}

Task<Result<>> ConnectionOpener::ask_for_tunnel(Stream& stream) {
  const std::string head =
      tunnel_head(request_.url.origin(), {.user_agent = parts_.options.user_agent, .proxy_userinfo = route_.proxy->userinfo()});
  const MonotonicTime deadline = deadlines_.of(&ClientTimeouts::tunnelling, parts_.loop.now());
  stream.set_write_deadline(deadline);
  SAKI_CO_TRY(co_await stream.send(as_bytes(head)));

  HeadReader reader(parts_, "CONNECT");
  stream.set_read_deadline(deadline);
  SAKI_CO_TRY(co_await reader.read_answer(stream));
  const std::uint16_t status = http::status_code(reader.head().status);
  if (status / 100 != 2) co_return fail(ClientFault::ProxyRefused, status);
  // Nobody on the other side has been spoken to yet.
  if (!reader.unread().empty()) co_return fail(ClientFault::UnexpectedUpgrade);
  co_return Result<>();
}

Task<Result<>> ConnectionOpener::secure(Stream& stream) {
  const Duration limit = deadlines_.limit(&ClientTimeouts::securing, parts_.loop.now());
  co_return co_await with_timeout(limit, stream.start_tls(parts_.options.tls, request_.url.host()));
}

}  // namespace saki::client
