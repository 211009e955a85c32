// SPDX-License-Identifier: Apache-2.0
#include "server/listening_sockets.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>

#include "saki/base/check.h"
#include "saki/net/listening_socket.h"

namespace saki {
namespace {

Address local_address_of(const FileDescriptor& socket) {
  sockaddr_storage storage;
  socklen_t size_bytes = sizeof storage;
  auto* const address = reinterpret_cast<sockaddr*>(&storage);
  if (::getsockname(socket.get(), address, &size_bytes) != 0) return {};
  return Address::from_kernel(address, size_bytes);
}

std::string hint_for(int error_number, const Address& address) {
  switch (error_number) {
    case EADDRINUSE:
      if (address.is_unix()) return "another program listens there; stop it, or give another path with --listen or server.listen";
      return "another program listens there, `ss -ltnp 'sport = :" + std::to_string(address.port()) +
             "'` names it; stop it, or give another address with --listen or server.listen";
    case EACCES:
      if (address.is_unix()) return "this user may not create the socket in that folder";
      return "ports below 1024 are for the superuser or for programs with CAP_NET_BIND_SERVICE; take a higher one";
    case EADDRNOTAVAIL: return "no network interface of this machine has that address; 0.0.0.0 or [::] is all of them";
    case ENOENT: return "the folder of the socket does not exist";
    default: return {};
  }
}

void report(const ListenPlace& listen, Error error, Diagnostics& diagnostics) {
  diagnostics.add(listen.place, "cannot-listen", "cannot listen on " + listen.address.text() + ": " + error.text(),
                  hint_for(error.detail(), listen.address));
}

// With SO_REUSEPORT a second server of the same user would quietly share the port: a socket without it finds out first.
Result<> check_free(const Address& address, const ListenOptions& options) {
  if (address.is_unix() || address.port() == 0) return {};
  ListenOptions alone = options;
  alone.reuse_port = false;
  SAKI_TRY(open_listening_socket(address, alone));
  return {};
}

using Sockets = std::vector<FileDescriptor>;

// Adds what is missing to the sockets that were kept.
Result<Sockets> open_shared(const Address& address, Sockets sockets, unsigned workers, const ListenOptions& options) {
  if (sockets.empty()) {
    auto first = open_listening_socket(address, options);
    if (!first) return fail(first.error());
    sockets.push_back(std::move(*first));
  }
  while (sockets.size() < workers) {
    sockets.emplace_back(::fcntl(sockets.front().get(), F_DUPFD_CLOEXEC, 0));
    if (!sockets.back()) return fail(Error::last_system());
  }
  return sockets;
}

Result<Sockets> open_for_each(Address address, Sockets sockets, unsigned workers, const ListenOptions& options) {
  if (sockets.empty()) SAKI_TRY(check_free(address, options));
  if (!sockets.empty()) address = local_address_of(sockets.front());
  while (sockets.size() < workers) {
    auto socket = open_listening_socket(address, options);
    if (!socket) return fail(socket.error());
    sockets.push_back(std::move(*socket));
    if (address.port() == 0) address = local_address_of(sockets.front());  // The others take the port that the kernel chose.
  }
  return sockets;
}

Result<Sockets> open_sockets(const Address& address, Keeper* keeper, unsigned workers, const ListenOptions& options) {
  Sockets kept = keeper != nullptr ? keeper->take(address) : Sockets();
  auto sockets = address.is_unix() ? open_shared(address, std::move(kept), workers, options)
                                   : open_for_each(address, std::move(kept), workers, options);
  if (sockets && keeper != nullptr) keeper->keep(address, std::span(*sockets).first(address.is_unix() ? 1 : sockets->size()));
  return sockets;
}

bool is_every_ip6(const Address& address) noexcept {
  return address.family() == AF_INET6 && IN6_IS_ADDR_UNSPECIFIED(&reinterpret_cast<const sockaddr_in6*>(address.kernel())->sin6_addr);
}

// Whoever lists `0.0.0.0:80` beside `[::]:80` means one family with each: the second could not be had otherwise.
bool takes_ip6_alone(const Address& address, const ServerOptions& options) {
  if (!is_every_ip6(address)) return false;
  return options.accept.ipv6_only || std::ranges::any_of(options.listen, [&](const ListenPlace& other) {
           return other.address.family() == AF_INET && other.address.port() == address.port() && address.port() != 0;
         });
}

// A socket that was kept stays as it was bound.
void check_family(const FileDescriptor& socket, bool ip6_alone, const Address& address, std::vector<std::string>& remarks) {
  int alone = 0;
  socklen_t size_bytes = sizeof alone;
  if (!is_every_ip6(address) || ::getsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &alone, &size_bytes) != 0) return;
  if ((alone != 0) != ip6_alone)
    remarks.push_back("whether " + address.text() + " takes IPv4 as well changes with a restart, not while it runs");
}

void tune(const Sockets& sockets, const ListenTuning& tuning, std::vector<std::string>& remarks) {
  for (const FileDescriptor& socket : sockets) {
    for (std::string& remark : tune_listening_socket(socket, tuning)) {
      if (std::ranges::find(remarks, remark) == remarks.end()) remarks.push_back(std::move(remark));
    }
  }
}

}  // namespace

ListeningSockets open_listening_sockets(const ServerOptions& options, unsigned workers, Diagnostics& diagnostics) {
  ListeningSockets all;
  all.of_worker.resize(workers);
  const unsigned for_each_address = options.accept.mode == AcceptMode::Shared ? 1 : workers;
  for (const ListenPlace& listen : options.listen) {
    const bool ip6_alone = takes_ip6_alone(listen.address, options);
    auto sockets =
        open_sockets(listen.address, options.keeper, for_each_address, {.backlog = options.accept.tuning.backlog, .ipv6_only = ip6_alone});
    if (!sockets) {
      report(listen, sockets.error(), diagnostics);
      continue;
    }
    check_family(sockets->front(), ip6_alone, listen.address, all.remarks);
    tune(*sockets, options.accept.tuning, all.remarks);
    const Address local = local_address_of(sockets->front());
    if (local.family() == AF_UNSPEC) {
      report(listen, Error::last_system(), diagnostics);
      continue;
    }
    all.addresses.push_back(local);
    all.prefaces.push_back({.proxy_header = options.proxy.wants_header(listen.address), .tls = listen.tls});
    // There may be more than workers: none of them is closed, for connections wait there.
    for (std::size_t index = 0; index < sockets->size(); ++index) all.of_worker[index % workers].push_back(std::move((*sockets)[index]));
  }
  return all;
}

Preface ListeningSockets::preface_of(const Address& address) const noexcept {
  const auto found = std::ranges::find(addresses, address);
  SAKI_CHECK(found != addresses.end(), "who listens knows where, and whether it is for TLS");
  return prefaces[static_cast<std::size_t>(found - addresses.begin())];
}

std::string url_of(const Address& address, const Preface& preface) {
  if (address.is_unix()) return (preface.tls ? "tls://" : "") + address.text();
  return (preface.tls ? "https://" : "http://") + address.text();
}

}  // namespace saki
