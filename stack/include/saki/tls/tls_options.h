// SPDX-License-Identifier: Apache-2.0
//
// TlsOptions: what a server proves itself with, to whom, and how.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "saki/base/diagnostics.h"

namespace saki {

// Mozilla's server side profiles.
enum class TlsProfile : std::uint8_t {
  Intermediate,  // TLS 1.2 and 1.3, forward secret authenticated suites.
  Modern,        // TLS 1.3 alone.
};

enum class TlsClientCertificates : std::uint8_t {
  Off,       // Not asked for.
  Optional,  // One that is shown must be good; none is good too.
  Required,
};

// A certificate with the chain below it, and its key, as PEM files.
struct TlsIdentity {
  std::string certificate;
  std::string key{};    // Empty: the file of the certificate holds the key as well.
  std::string ocsp{};   // The authority's answer, DER, to be stapled; empty for none.
  SourcePlace place{};  // Where it was configured, for messages.
};

// How to meet a client that asks for one of `names`.
struct TlsHostOptions {
  std::vector<std::string> names{};         // As check_host_name lets pass; `*.` stands for one label.
  std::vector<TlsIdentity> identities{};    // At most one for each kind of key.
  TlsClientCertificates client_certificates = TlsClientCertificates::Off;
  std::string client_ca{};                  // PEM file of the authorities that clients' certificates must come from.
  SourcePlace client_ca_place{};
  SourcePlace place{};
};

struct TlsOptions {  // Affinity: frozen.
  TlsProfile profile = TlsProfile::Intermediate;
  TlsHostOptions main{};                // Also for clients that ask for no name, or for one that nobody has.
  std::vector<TlsHostOptions> hosts{};
  std::vector<std::string> protocols{"http/1.1"};  // ALPN, the best first. Empty: not spoken.

  std::chrono::seconds session_lifetime{std::chrono::hours(12)};  // Of what a client may resume; 0: nothing.
  std::chrono::milliseconds watch{5'000};  // How often the files are looked at for changes; 0: never.

  [[nodiscard]] bool configured() const noexcept { return !main.identities.empty(); }
};

}  // namespace saki
