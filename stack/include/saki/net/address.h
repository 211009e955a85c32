// SPDX-License-Identifier: Apache-2.0
//
// Address: where a socket listens or connects: IPv4, IPv6 or a Unix path.
//
// Text form: `127.0.0.1:8080`, `[::1]:8080`, `localhost:80` only through the resolver, `unix:/run/notes.sock`.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "saki/base/bytes.h"
#include "saki/base/result.h"

namespace saki {

class Address {  // Affinity: any; a value.
 public:
  Address() noexcept = default;  // No address: family() is AF_UNSPEC.

  // Reads the text form. Names are not resolved: the host is a literal, and `*` stands for every IPv4 and IPv6 address (`[::]`).
  //
  // Errors: Invalid for anything outside the grammar, a port above 65535, or a Unix path longer than the kernel takes (107 bytes).
  [[nodiscard]] static Result<Address> parse(std::string_view text);
  [[nodiscard]] static Address from_kernel(const sockaddr* address, socklen_t size_bytes) noexcept;

  // From a literal host alone, IPv4 or IPv6 without brackets. Errors: Invalid.
  [[nodiscard]] static Result<Address> from_host(std::string_view host, std::uint16_t port) noexcept;
  // From the 4 or 16 bytes of a host, in network order.
  [[nodiscard]] static Address from_host_bytes(ByteView host, std::uint16_t port) noexcept;

  [[nodiscard]] int family() const noexcept { return storage_.any.sa_family; }
  [[nodiscard]] bool is_unix() const noexcept { return family() == AF_UNIX; }
  [[nodiscard]] std::uint16_t port() const noexcept;        // 0 for Unix.
  [[nodiscard]] std::string host() const;                   // Without brackets; the path for Unix.
  [[nodiscard]] std::string text() const;                   // The text form.

  // What tells a host from others, in network order: 16 bytes of an IPv6 address, 4 of an IPv4 one, also where it is mapped into IPv6
  // (`::ffff:127.0.0.1`) as it is on a socket for both; none for Unix. Lives as long as this.
  [[nodiscard]] ByteView host_bytes() const noexcept;

  [[nodiscard]] const sockaddr* kernel() const noexcept { return &storage_.any; }
  [[nodiscard]] socklen_t kernel_bytes() const noexcept { return size_bytes_; }

  friend bool operator==(const Address& left, const Address& right) noexcept;

 private:
  union Storage {
    sockaddr any;
    std::uint8_t ip6[28];  // sockaddr_in6; sockaddr_in is smaller.
    sockaddr_un local;
  };
  Storage storage_{};
  socklen_t size_bytes_ = 0;
};

}  // namespace saki
