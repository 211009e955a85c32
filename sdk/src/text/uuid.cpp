// SPDX-License-Identifier: Apache-2.0
#include "saki/uuid.h"

#include <algorithm>
#include <span>

#include "saki/random.h"
#include "text/hex.h"

namespace saki {

using namespace text;

namespace {

constexpr std::size_t kTextBytes = 36;

constexpr bool is_hyphen_place(std::size_t at) noexcept { return at == 8 || at == 13 || at == 18 || at == 23; }

// Version and variant, RFC 9562 sections 4.1 and 4.2.
Uuid stamped(Uuid::Octets octets, unsigned version) noexcept {
  octets[6] = static_cast<std::uint8_t>((octets[6] & 0x0FU) | (version << 4));
  octets[8] = static_cast<std::uint8_t>((octets[8] & 0x3FU) | 0x80U);
  return Uuid(octets);
}

Uuid::Octets random_octets() noexcept {
  Uuid::Octets octets;
  fill_random(std::as_writable_bytes(std::span(octets)));
  return octets;
}

}  // namespace

Uuid Uuid::random() { return stamped(random_octets(), 4); }

// Milliseconds in 48 bits, then the microseconds as a fraction of 12 bits (RFC 9562 sections 5.7 and 6.2, method 3).
Uuid Uuid::of_time(Timestamp at) {
  const auto microseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(at.time().time_since_epoch().count(), 0));
  const std::uint64_t milliseconds = microseconds / 1000;
  const std::uint64_t fraction = microseconds % 1000 * 4096 / 1000;

  Octets octets = random_octets();
  for (unsigned i = 0; i < 6; ++i) octets[i] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * i));
  octets[6] = static_cast<std::uint8_t>(fraction >> 8);
  octets[7] = static_cast<std::uint8_t>(fraction);
  return stamped(octets, 7);
}

Result<Uuid> Uuid::parse(std::string_view text) noexcept {
  if (text.size() != kTextBytes) return fail(Error::Invalid);
  Octets octets{};
  std::size_t digits = 0;
  for (std::size_t at = 0; at < kTextBytes; ++at) {
    if (is_hyphen_place(at)) {
      if (text[at] != '-') return fail(Error::Invalid);
      continue;
    }
    const int value = hex_value(text[at]);
    if (value < 0) return fail(Error::Invalid);
    octets[digits / 2] = static_cast<std::uint8_t>((octets[digits / 2] << 4) | value);
    ++digits;
  }
  return Uuid(octets);
}

std::string Uuid::text() const {
  std::string text;
  text.reserve(kTextBytes);
  for (const std::uint8_t octet : octets_) {
    if (is_hyphen_place(text.size())) text.push_back('-');
    append_hex(text, octet);
  }
  return text;
}

}  // namespace saki
