// SPDX-License-Identifier: Apache-2.0
#include "net/socket_address.h"

#include <sys/socket.h>

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

}  // namespace saki
