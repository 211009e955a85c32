// SPDX-License-Identifier: Apache-2.0
//
// OcspAnswer: what an authority says of a certificate, ready to be shown in handshakes (RFC 6066 section 8, RFC 6960).
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "tls/identity_files.h"
#include "tls/openssl.h"

namespace saki {

struct OcspAnswer {
  const X509* certificate = nullptr;  // Which it is about.
  std::string der{};
  std::chrono::sys_seconds until{};  // From then on it is out of date, and no longer shown.
};

// From the text of `files`' answer about `certificate`. None where it is no such answer, or not a good one: told in `files`.
[[nodiscard]] std::optional<OcspAnswer> read_ocsp_answer(const std::string& der, const X509& certificate, const IdentityFiles& files);

// Makes sessions of `context` show the answer of its extras that belongs to the certificate in use, to clients that ask.
void staple_answers(SSL_CTX& context);

}  // namespace saki
