// SPDX-License-Identifier: Apache-2.0
//
// TlsInfo: what the two sides of an encrypted connection settled on, and who the other one proved to be.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace saki {

// A certificate that the other side showed and that was found good.
struct TlsPeer {
  std::string subject;      // "CN=ada,O=Example", RFC 2253.
  std::string fingerprint;  // SHA-256 of the certificate, 64 lower-case hexadecimal digits.
};

struct TlsInfo {  // Affinity: frozen; lives as long as its connection.
  std::string_view version{};   // "TLSv1.3"
  std::string_view cipher{};    // "TLS_AES_128_GCM_SHA256"
  std::string server_name{};    // That the client asked for (SNI), in lower case; empty where it named none.
  std::string protocol{};       // The application protocol chosen (ALPN); empty where none was.
  bool resumed = false;         // Goes on with a session of before, without certificates being shown again.
  std::optional<TlsPeer> peer{};
};

}  // namespace saki
