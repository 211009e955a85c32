// SPDX-License-Identifier: Apache-2.0
#include "saki/uuid.h"

#include <sys/random.h>

#include <cerrno>

#include "saki/base/check.h"
#include "text/hex.h"

namespace saki {

using namespace text;

namespace {

constexpr std::size_t kTextBytes = 36;

constexpr bool is_hyphen_place(std::size_t at) noexcept { return at == 8 || at == 13 || at == 18 || at == 23; }

}  // namespace

Uuid Uuid::random() {
  Octets octets;
  while (::getrandom(octets.data(), octets.size(), 0) != static_cast<ssize_t>(octets.size())) {
    SAKI_CHECK(errno == EINTR, "the kernel gives no random bytes");
  }
  octets[6] = static_cast<std::uint8_t>((octets[6] & 0x0FU) | 0x40U);  // Version and variant, RFC 9562 section 5.4.
  octets[8] = static_cast<std::uint8_t>((octets[8] & 0x3FU) | 0x80U);
  return Uuid(octets);
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
