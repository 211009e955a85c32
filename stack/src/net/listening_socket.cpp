// SPDX-License-Identifier: Apache-2.0
#include "saki/net/listening_socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace saki {
namespace {

FileDescriptor make_socket(int family) noexcept { return FileDescriptor(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)); }

Result<> set_option(const FileDescriptor& socket, int level, int option, int value) noexcept {
  if (::setsockopt(socket.get(), level, option, &value, sizeof value) != 0) return fail(Error::last_system());
  return {};
}

Result<> set_options(const FileDescriptor& socket, const Address& address, const ListenOptions& options) noexcept {
  if (address.is_unix()) return {};
  SAKI_TRY(set_option(socket, SOL_SOCKET, SO_REUSEADDR, 1));
  SAKI_TRY(set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1));  // Inherited by every connection: one call less for each.
  if (options.reuse_port) SAKI_TRY(set_option(socket, SOL_SOCKET, SO_REUSEPORT, 1));
  if (address.family() == AF_INET6) SAKI_TRY(set_option(socket, IPPROTO_IPV6, IPV6_V6ONLY, options.ipv6_only ? 1 : 0));
  return {};
}

Result<> bind_to(const FileDescriptor& socket, const Address& address) noexcept {
  if (::bind(socket.get(), address.kernel(), address.kernel_bytes()) != 0) return fail(Error::last_system());
  return {};
}

// A socket that its listener left behind: it is there, but refuses connections.
bool is_stale(const Address& address) {
  struct stat status;
  if (::lstat(address.host().c_str(), &status) != 0 || !S_ISSOCK(status.st_mode)) return false;
  const FileDescriptor probe = make_socket(AF_UNIX);
  return probe && ::connect(probe.get(), address.kernel(), address.kernel_bytes()) != 0 && errno == ECONNREFUSED;
}

Result<> bind_replacing_stale(const FileDescriptor& socket, const Address& address) {
  const Result<> bound = bind_to(socket, address);
  const bool in_use = !bound && bound.error().detail() == EADDRINUSE;
  if (!in_use || !address.is_unix() || !is_stale(address)) return bound;
  ::unlink(address.host().c_str());
  return bind_to(socket, address);
}

// What `[::]` means without IPv6; nothing for other addresses.
Address without_ip6(const Address& address) noexcept {
  if (address.family() != AF_INET6) return {};
  const auto* const from = reinterpret_cast<const sockaddr_in6*>(address.kernel());
  if (!IN6_IS_ADDR_UNSPECIFIED(&from->sin6_addr)) return {};
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = from->sin6_port;
  return Address::from_kernel(reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

}  // namespace

Result<FileDescriptor> open_listening_socket(const Address& address, const ListenOptions& options) {
  FileDescriptor socket = make_socket(address.family());
  if (!socket) {
    const Error error = Error::last_system();
    const Address ip4 = error.detail() == EAFNOSUPPORT && !options.ipv6_only ? without_ip6(address) : Address();
    if (ip4.family() == AF_UNSPEC) return fail(error);
    return open_listening_socket(ip4, options);
  }
  SAKI_TRY(set_options(socket, address, options));
  SAKI_TRY(bind_replacing_stale(socket, address));
  if (::listen(socket.get(), options.backlog) != 0) return fail(Error::last_system());
  return socket;
}

}  // namespace saki
