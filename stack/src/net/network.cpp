// SPDX-License-Identifier: Apache-2.0
#include "saki/net/network.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace saki {
namespace {

constexpr std::string_view kUnix = "unix:";
constexpr unsigned kMappedBits = 96;  // In front of an IPv4 address that is mapped into IPv6.

const char* fault_text(std::uint16_t code) noexcept {
  switch (static_cast<NetworkFault>(code)) {
    case NetworkFault::NotAnAddress: return "neither ADDRESS/PREFIX, a literal address, nor unix:";
    case NetworkFault::MalformedPrefix: return "the prefix is not a plain number";
    case NetworkFault::PrefixTooLong: return "the prefix is longer than the address: at most 32 for IPv4, 128 for IPv6";
    case NetworkFault::HostBitsSet: return "the address has bits set behind the prefix";
  }
  return "not a network";
}

constexpr ErrorRoom kNetworkRoom{"network", fault_text};

// A plain number without leading zeros.
std::optional<unsigned> parse_prefix(std::string_view text) noexcept {
  unsigned bits = 0;
  const char* const text_end = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), text_end, bits);
  const bool plain = error == std::errc() && end == text_end && text.size() <= 3 && (text.size() == 1 || text.front() != '0');
  return plain ? std::optional(bits) : std::nullopt;
}

constexpr std::byte mask_of(unsigned bits) noexcept { return static_cast<std::byte>(0xff00U >> bits); }

bool same_prefix(ByteView left, ByteView right, unsigned bits) noexcept {
  const std::size_t whole = bits / 8;
  if (!std::ranges::equal(left.first(whole), right.first(whole))) return false;
  const std::byte mask = mask_of(bits % 8);
  return bits % 8 == 0 || (left[whole] & mask) == (right[whole] & mask);
}

// An address and the bits of it that count, as they are written.
struct Written {
  Address address;
  unsigned prefix_bits;
};

Result<Written> read(std::string_view text) noexcept {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const Result<Address> address = Address::from_host(text.substr(0, slash), 0);
  if (!address) return fail(NetworkFault::NotAnAddress);

  const unsigned written_bits = address->family() == AF_INET ? 32 : 128;
  const auto host_bits = static_cast<unsigned>(address->host_bytes().size() * 8);
  if (slash == text.size()) return Written{*address, host_bits};
  const std::optional<unsigned> prefix_bits = parse_prefix(text.substr(slash + 1));
  if (!prefix_bits) return fail(NetworkFault::MalformedPrefix);
  if (*prefix_bits > written_bits) return fail(NetworkFault::PrefixTooLong);

  const bool is_mapped = host_bits < written_bits;
  if (is_mapped && *prefix_bits < kMappedBits) return fail(NetworkFault::HostBitsSet);
  return Written{*address, is_mapped ? *prefix_bits - kMappedBits : *prefix_bits};
}

}  // namespace

const ErrorRoom& error_room(NetworkFault) noexcept { return kNetworkRoom; }

Network::Network(ByteView host, unsigned prefix_bits) noexcept
    : size_bytes_(static_cast<std::uint8_t>(host.size())), prefix_bits_(static_cast<std::uint8_t>(prefix_bits)) {
  const std::size_t whole = prefix_bits / 8;
  std::ranges::copy(host.first(whole), bits_.begin());
  if (prefix_bits % 8 != 0) bits_[whole] = host[whole] & mask_of(prefix_bits % 8);
}

Result<Network> Network::parse(std::string_view text) noexcept {
  if (text == kUnix) return Network();
  const Result<Written> written = read(text);
  if (!written) return fail(written.error());
  const ByteView host = written->address.host_bytes();
  const Network network(host, written->prefix_bits);
  if (!std::ranges::equal(host, ByteView(network.bits_).first(host.size()))) return fail(NetworkFault::HostBitsSet);
  return network;
}

std::string Network::explain(std::string_view text) {
  const Result<Network> network = parse(text);
  if (network) return {};
  std::string told = "\"" + std::string(text) + "\" is no network: " + network.error().text();
  const Result<Written> written = read(text);
  if (written) told += "; " + Network(written->address.host_bytes(), written->prefix_bits).text() + " is the network around it";
  return told;
}

bool Network::contains(const Address& address) const noexcept {
  const ByteView host = address.host_bytes();
  if (size_bytes_ == 0) return address.is_unix();
  return host.size() == size_bytes_ && same_prefix(host, bits_, prefix_bits_);
}

std::string Network::text() const {
  if (size_bytes_ == 0) return std::string(kUnix);
  return Address::from_host_bytes(ByteView(bits_).first(size_bytes_), 0).host() + "/" + std::to_string(prefix_bits_);
}

bool contains(std::span<const Network> networks, const Address& address) noexcept {
  return std::ranges::any_of(networks, [&](const Network& network) { return network.contains(address); });
}

}  // namespace saki
