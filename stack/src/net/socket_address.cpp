// SPDX-License-Identifier: Apache-2.0
#include "net/socket_address.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

#include "saki/base/check.h"

namespace saki {
namespace {

template <class Call>
Address ask(Call call, int socket) noexcept {
  sockaddr_storage storage;
  socklen_t size_bytes = sizeof storage;
  auto* const address = reinterpret_cast<sockaddr*>(&storage);
  return call(socket, address, &size_bytes) == 0 ? Address::from_kernel(address, size_bytes) : Address();
}

}  // namespace

Address local_address_of(int socket) noexcept { return ask(::getsockname, socket); }
Address peer_address_of(int socket) noexcept { return ask(::getpeername, socket); }

Address with_port(const Address& address, std::uint16_t port) noexcept {
  static_assert(offsetof(sockaddr_in, sin_port) == offsetof(sockaddr_in6, sin6_port), "the port lies at one place");
  SAKI_CHECK(!address.is_unix(), "a Unix path has no port");
  sockaddr_storage storage;
  std::memcpy(&storage, address.kernel(), address.kernel_bytes());
  reinterpret_cast<sockaddr_in*>(&storage)->sin_port = htons(port);
  return Address::from_kernel(reinterpret_cast<const sockaddr*>(&storage), address.kernel_bytes());
}

}  // namespace saki
