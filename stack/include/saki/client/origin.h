// SPDX-License-Identifier: Apache-2.0
//
// Origin: whom a URL is asked of: scheme, host and port (RFC 6454 section 4).
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace saki::client {

[[nodiscard]] constexpr std::uint16_t usual_port(bool secure) noexcept { return secure ? 443 : 80; }

struct Origin {  // Affinity: any. A value.
  bool secure = false;     // Spoken to by TLS.
  std::string host;        // As Url::host().
  std::uint16_t port = 0;

  [[nodiscard]] std::string authority() const;      // "example.org", "[::1]:8443": the port where it is not the scheme's own.
  [[nodiscard]] std::string host_and_port() const;  // "example.org:443"
  [[nodiscard]] std::string text() const;           // "https://example.org"

  friend auto operator<=>(const Origin&, const Origin&) = default;
};

}  // namespace saki::client
