// SPDX-License-Identifier: Apache-2.0
#include "saki/net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <optional>

#include "net/port.h"
#include "saki/base/check.h"

namespace saki {
namespace {

constexpr std::string_view kUnixPrefix = "unix:";
constexpr std::array<std::byte, 12> kMapped{{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, std::byte{0xff}, std::byte{0xff}}};

// inet_pton takes what ends with a NUL only.
bool parse_host(int family, std::string_view host, void* into) noexcept {
  std::array<char, INET6_ADDRSTRLEN> terminated{};
  if (host.size() >= terminated.size() || host.find('\0') != host.npos) return false;
  std::ranges::copy(host, terminated.begin());
  return ::inet_pton(family, terminated.data(), into) == 1;
}

template <class Kernel>
Address make_address(const Kernel& address) noexcept {
  return Address::from_kernel(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

Result<Address> parse_ip4(std::string_view host, std::uint16_t port) noexcept {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (!parse_host(AF_INET, host, &address.sin_addr)) return fail(Error::Invalid);
  return make_address(address);
}

Result<Address> parse_ip6(std::string_view host, std::uint16_t port) noexcept {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  if (!parse_host(AF_INET6, host, &address.sin6_addr)) return fail(Error::Invalid);
  return make_address(address);
}

Result<Address> parse_unix(std::string_view path) noexcept {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const bool sound = path.starts_with('/') && path.size() < sizeof address.sun_path && path.find('\0') == path.npos;
  if (!sound) return fail(Error::Invalid);
  path.copy(address.sun_path, path.size());
  return make_address(address);
}

}  // namespace

Result<Address> Address::parse(std::string_view text) {
  if (text.starts_with(kUnixPrefix)) return parse_unix(text.substr(kUnixPrefix.size()));
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos) return fail(Error::Invalid);
  const std::optional<std::uint16_t> port = read_port(text.substr(colon + 1));
  if (!port) return fail(Error::Invalid);

  const std::string_view host = text.substr(0, colon);
  if (host == "*") return parse_ip6("::", *port);
  if (host.starts_with('[') && host.ends_with(']')) return parse_ip6(host.substr(1, host.size() - 2), *port);
  return parse_ip4(host, *port);
}

Address Address::from_kernel(const sockaddr* address, socklen_t size_bytes) noexcept {
  Address result;
  result.size_bytes_ = std::min(size_bytes, static_cast<socklen_t>(sizeof result.storage_));
  std::memcpy(&result.storage_, address, result.size_bytes_);
  return result;
}

Result<Address> Address::from_host(std::string_view host, std::uint16_t port) noexcept {
  return host.find(':') == host.npos ? parse_ip4(host, port) : parse_ip6(host, port);
}

Address Address::from_host_bytes(ByteView host, std::uint16_t port) noexcept {
  SAKI_CHECK(host.size() == sizeof(in_addr) || host.size() == sizeof(in6_addr), "a host has 4 or 16 bytes");
  if (host.size() == sizeof(in_addr)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    std::memcpy(&address.sin_addr, host.data(), host.size());
    return make_address(address);
  }
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  std::memcpy(&address.sin6_addr, host.data(), host.size());
  return make_address(address);
}

std::uint16_t Address::port() const noexcept {
  switch (family()) {
    case AF_INET: return ntohs(reinterpret_cast<const sockaddr_in*>(kernel())->sin_port);
    case AF_INET6: return ntohs(reinterpret_cast<const sockaddr_in6*>(kernel())->sin6_port);
    default: return 0;
  }
}

std::string Address::host() const {
  char text[INET6_ADDRSTRLEN] = "";
  switch (family()) {
    case AF_INET: return ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(kernel())->sin_addr, text, sizeof text);
    case AF_INET6: return ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(kernel())->sin6_addr, text, sizeof text);
    case AF_UNIX: {  // Empty for a socket without a name; the terminating NUL may or may not be counted.
      const std::size_t path_bytes = size_bytes_ - std::min<std::size_t>(size_bytes_, offsetof(sockaddr_un, sun_path));
      return {storage_.local.sun_path, ::strnlen(storage_.local.sun_path, path_bytes)};
    }
    default: return {};
  }
}

std::string Address::text() const {
  switch (family()) {
    case AF_INET: return host() + ":" + std::to_string(port());
    case AF_INET6: return "[" + host() + "]:" + std::to_string(port());
    case AF_UNIX: return std::string(kUnixPrefix) + host();
    default: return {};
  }
}

ByteView Address::host_bytes() const noexcept {
  if (family() == AF_INET) return std::as_bytes(std::span(&reinterpret_cast<const sockaddr_in*>(kernel())->sin_addr, 1));
  if (family() != AF_INET6) return {};
  const ByteView all = std::as_bytes(std::span(&reinterpret_cast<const sockaddr_in6*>(kernel())->sin6_addr, 1));
  return std::ranges::equal(all.first(kMapped.size()), kMapped) ? all.subspan(kMapped.size()) : all;
}

bool operator==(const Address& left, const Address& right) noexcept {
  if (left.family() != right.family()) return false;
  if (left.is_unix()) return left.host() == right.host();
  return left.size_bytes_ == right.size_bytes_ && std::memcmp(&left.storage_, &right.storage_, left.size_bytes_) == 0;
}

}  // namespace saki
