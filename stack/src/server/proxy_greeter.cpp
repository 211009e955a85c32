// SPDX-License-Identifier: Apache-2.0
#include "server/proxy_greeter.h"

#include "net/receive_proxy_header.h"
#include "net/socket_address.h"

namespace saki {

Task<bool> ProxyGreeter::greet(const FileDescriptor& socket, std::uint64_t connection_id) {
  const Address peer = peer_address_of(socket.get());
  if (!contains(worker_.proxies.networks, peer)) {
    refuse(peer, "its address is not among server.trusted_proxies");
    co_return false;
  }
  ProxyHeader header;
  const auto limit_bytes = static_cast<std::size_t>(worker_.limits.proxy_header_bytes);
  const Duration limit = worker_.draining() ? worker_.timeouts.linger : worker_.timeouts.head;
  const MonotonicTime deadline = http::deadline_after(worker_.loop, limit);
  const Result<> received = co_await receive_proxy_header(worker_.loop, socket.get(), limit_bytes, deadline, header);
  if (received) {
    worker_.proxied.add(connection_id, header);
  } else if (!(received.error() == Error::Cancelled)) {
    refuse(peer, received.error().text());
  }
  co_return received.has_value();
}

void ProxyGreeter::refuse(const Address& peer, std::string_view reason) {
  ++worker_.counters.proxy_refused;
  if (const auto untold = pace_.admit(worker_.loop.now())) {
    log_.warn("a connection came without a PROXY header that counts", {{"peer", peer.text()}, {"reason", reason}, {"untold", *untold}});
  }
}

}  // namespace saki
