// SPDX-License-Identifier: Apache-2.0
#include "net/proxy_block.h"

#include <sys/un.h>

#include <array>
#include <cstring>
#include <optional>

#include "base/planted_bug.h"
#include "net/crc32c.h"

namespace saki {
namespace {

constexpr std::size_t kFixedBytes = 16;
constexpr std::size_t kCommandAt = 12;
constexpr std::size_t kFamilyAt = 13;
constexpr std::size_t kLengthAt = 14;
constexpr unsigned kLocal = 0x20;
constexpr unsigned kProxy = 0x21;
constexpr unsigned kFamilies = 4;   // Unspecified, IPv4, IPv6, Unix: the high half of its byte.
constexpr unsigned kProtocols = 3;  // Unspecified, stream, datagram: the low half.
constexpr unsigned kStream = 1;
constexpr std::array<std::size_t, kFamilies> kAddressBytes{0, 12, 36, 216};
constexpr std::size_t kUnixPathBytes = 108;

constexpr unsigned kChecksumType = 0x03;
constexpr unsigned kTlsType = 0x20;
constexpr std::size_t kTlsFixedBytes = 5;  // What the client did, and whether its certificate was good.
constexpr unsigned kClientUsedTls = 0x01;

unsigned number_at(ByteView bytes, std::size_t at) noexcept { return std::to_integer<unsigned>(bytes[at]); }
std::uint16_t short_at(ByteView bytes, std::size_t at) noexcept {
  return static_cast<std::uint16_t>(number_at(bytes, at) << 8 | number_at(bytes, at + 1));
}

// One of the values behind the addresses.
struct Value {
  unsigned type;
  ByteView bytes;
};

// Takes the next value from the front of `rest`; nothing where it is cut off.
std::optional<Value> take_value(ByteView& rest) noexcept {
  constexpr std::size_t kPrefixBytes = 3;
  if (rest.size() < kPrefixBytes) return std::nullopt;
  const std::size_t size_bytes = short_at(rest, 1);
  if (rest.size() - kPrefixBytes < size_bytes) return std::nullopt;
  const Value value{number_at(rest, 0), rest.subspan(kPrefixBytes, size_bytes)};
  rest = rest.subspan(kPrefixBytes + size_bytes);
  return value;
}

bool is_filled_by_values(ByteView rest) noexcept {
  while (!rest.empty()) {
    if (!take_value(rest)) return false;
  }
  return true;
}

// The checksum is that of the whole header with zeros in its own place.
bool is_checksum(ByteView stated, ByteView header) noexcept {
  constexpr std::array<std::byte, 4> kZeros{};
  const auto before_bytes = static_cast<std::size_t>(stated.data() - header.data());
  Crc32c checksum;
  checksum.add(header.first(before_bytes));
  checksum.add(kZeros);
  checksum.add(header.subspan(before_bytes + stated.size()));
  return checksum.value() == (std::uint32_t{short_at(stated, 0)} << 16 | short_at(stated, 2));
}

Result<> read_tls(ByteView value, ProxyHeader& into) noexcept {
  if (value.size() < kTlsFixedBytes || !is_filled_by_values(value.subspan(kTlsFixedBytes))) return fail(ProxyFault::MalformedValues);
  into.secure = (number_at(value, 0) & kClientUsedTls) != 0;
  return {};
}

// All of `rest`, which ends the header.
Result<> read_values(ByteView rest, ByteView header, ProxyHeader& into) noexcept {
  bool has_checksum = false;
  while (!rest.empty()) {
    const std::optional<Value> value = take_value(rest);
    if (!value) return fail(ProxyFault::MalformedValues);
    if (value->type == kTlsType) SAKI_TRY(read_tls(value->bytes, into));
    if (value->type != kChecksumType) continue;
    if (has_checksum || value->bytes.size() != 4) return fail(ProxyFault::MalformedValues);
    if (!is_checksum(value->bytes, header)) return fail(ProxyFault::WrongChecksum);
    has_checksum = true;
  }
  return {};
}

Address unix_address(ByteView path) noexcept {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  static_assert(sizeof address.sun_path == kUnixPathBytes);
  std::memcpy(address.sun_path, path.data(), path.size());
  return Address::from_kernel(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

// `block` is exactly as long as the family's addresses.
void read_addresses(ByteView block, ProxyHeader& into) noexcept {
  if (block.size() == 2 * kUnixPathBytes) {
    into = {unix_address(block.first(kUnixPathBytes)), unix_address(block.subspan(kUnixPathBytes)), false};
    return;
  }
  const std::size_t host_bytes = (block.size() - 2 * sizeof(std::uint16_t)) / 2;
  const ByteView source = block.first(host_bytes);
  const ByteView destination = block.subspan(host_bytes, host_bytes);
  const std::size_t ports_at = 2 * host_bytes;
  into = {Address::from_host_bytes(source, short_at(block, ports_at)),
          Address::from_host_bytes(destination, short_at(block, ports_at + sizeof(std::uint16_t))), false};
}

// How many bytes of addresses the header has that count; none where it speaks of no client.
std::size_t address_bytes(ByteView fixed) noexcept {
  const unsigned family = number_at(fixed, kFamilyAt);
  const bool tells = number_at(fixed, kCommandAt) == kProxy && family % 16 == kStream;
  return tells ? kAddressBytes[family / 16] : 0;
}

// What can be said of as much of the first 16 bytes as is there.
Result<> check_fixed(ByteView received) noexcept {
  if (received.size() <= kCommandAt) return {};
  const unsigned command = number_at(received, kCommandAt);
  if (command != kLocal && command != kProxy) return fail(ProxyFault::UnknownCommand);
  if (received.size() <= kFamilyAt || command == kLocal) return {};
  const unsigned family = number_at(received, kFamilyAt);
  if (family / 16 >= kFamilies || family % 16 >= kProtocols) return fail(ProxyFault::UnknownFamily);
  return {};
}

}  // namespace

Result<std::size_t> decode_proxy_block(ByteView received, std::size_t limit_bytes, ProxyHeader& into) noexcept {
  SAKI_TRY(check_fixed(received));
  if (received.size() < kFixedBytes) return std::size_t{0};
  const std::size_t size_bytes = kFixedBytes + short_at(received, kLengthAt);
  const std::size_t wanted_bytes = address_bytes(received);
  if (size_bytes > limit_bytes) return fail(ProxyFault::TooLarge);
  if (size_bytes - kFixedBytes < wanted_bytes && !kBugPlanted) return fail(ProxyFault::TooShort);
  if (received.size() < size_bytes) return std::size_t{0};

  into = {};
  if (wanted_bytes == 0) return size_bytes;
  const ByteView header = received.first(size_bytes);
  read_addresses(header.subspan(kFixedBytes, wanted_bytes), into);
  SAKI_TRY(read_values(header.subspan(kFixedBytes + wanted_bytes), header, into));
  return size_bytes;
}

}  // namespace saki
