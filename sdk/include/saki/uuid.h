// SPDX-License-Identifier: Apache-2.0
//
// Uuid: 128 bits that name a thing (RFC 9562). Text is `8-4-4-4-12` hexadecimal digits: either case is read, lower case is written.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "saki/base/result.h"
#include "saki/timestamp.h"

namespace saki {

class Uuid {  // Affinity: any.
 public:
  using Octets = std::array<std::uint8_t, 16>;

  constexpr Uuid() noexcept = default;  // The nil UUID.
  constexpr explicit Uuid(const Octets& octets) noexcept : octets_(octets) {}

  // A random one (version 4), its 122 bits from the kernel's generator.
  [[nodiscard]] static Uuid random();

  // One of its time (version 7), to the microsecond, and 62 random bits: later ones are greater, so that an index of them grows at its
  // end. Who sees it learns when it was made. A time before 1970 counts as 1970.
  [[nodiscard]] static Uuid of_time(Timestamp at = Timestamp::now());

  // Error: Invalid; braces and `urn:uuid:` are refused.
  [[nodiscard]] static Result<Uuid> parse(std::string_view text) noexcept;
  [[nodiscard]] std::string text() const;

  [[nodiscard]] constexpr int version() const noexcept { return octets_[6] >> 4; }
  [[nodiscard]] constexpr const Octets& octets() const noexcept { return octets_; }

  friend constexpr bool operator==(const Uuid&, const Uuid&) = default;
  friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;

 private:
  Octets octets_{};
};

}  // namespace saki
