// SPDX-License-Identifier: Apache-2.0
//
// HostDemand: what a handshake must have asked of the client, so that its requests may be for a host.
#pragma once

#include <string>

#include "saki/tls/tls_options.h"

namespace saki {

struct HostDemand {
  TlsClientCertificates certificates = TlsClientCertificates::Off;
  std::string authority{};  // The file.
  bool without_tls = true;  // Whether those that no handshake was with are let in all the same.

  [[nodiscard]] bool is_met_by(const HostDemand& asked) const noexcept {
    return certificates == TlsClientCertificates::Off || (certificates == asked.certificates && authority == asked.authority);
  }
};

}  // namespace saki
