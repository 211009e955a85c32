// SPDX-License-Identifier: Apache-2.0
//
// Network: a range of addresses by their leading bits (CIDR, RFC 4632 and RFC 4291 section 2.3), or all Unix sockets.
//
// Text form: `10.0.0.0/8`, `2001:db8::/32`, a single address `127.0.0.1` or `::1`, `unix:`. The bits behind the prefix are zero.
//
// An IPv4 address is one however it is written: `::ffff:10.0.0.0/104` is `10.0.0.0/8`. No other IPv6 network holds an IPv4 address, not
// even `::/0`.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "saki/base/result.h"
#include "saki/net/address.h"

namespace saki {

enum class NetworkFault : std::uint16_t { NotAnAddress = 1, MalformedPrefix, PrefixTooLong, HostBitsSet };

const ErrorRoom& error_room(NetworkFault) noexcept;

class Network {  // Affinity: any; a value.
 public:
  // Reads the text form. Errors: those of NetworkFault.
  [[nodiscard]] static Result<Network> parse(std::string_view text) noexcept;

  // What is wrong with a text, for people, with a way out; "" for a network.
  [[nodiscard]] static std::string explain(std::string_view text);

  [[nodiscard]] bool contains(const Address& address) const noexcept;
  [[nodiscard]] std::string text() const;  // The text form, always with a prefix save for `unix:`.

  friend bool operator==(const Network& left, const Network& right) noexcept = default;

 private:
  Network() noexcept = default;
  Network(ByteView host, unsigned prefix_bits) noexcept;  // What lies behind the prefix is left out.

  std::array<std::byte, 16> bits_{};
  std::uint8_t size_bytes_ = 0;   // 4, 16, or 0 for Unix.
  std::uint8_t prefix_bits_ = 0;
};

[[nodiscard]] bool contains(std::span<const Network> networks, const Address& address) noexcept;

}  // namespace saki
