// SPDX-License-Identifier: Apache-2.0
//
// CertificateChain: a certificate and those of the authorities above it, as they stand in one PEM file.
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "saki/base/secret.h"
#include "tls/identity_files.h"
#include "tls/openssl.h"

namespace saki {

struct CertificateChain {
  OpenSslOwner<X509> leaf;
  std::vector<OpenSslOwner<X509>> above;
};

// From the text of `files`' certificate. None where it holds no certificate, or one that is weak or not valid at `now`: told in `files`.
[[nodiscard]] std::optional<CertificateChain> read_chain(const Secret& text, std::time_t now, const IdentityFiles& files);

}  // namespace saki
