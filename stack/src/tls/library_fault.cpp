// SPDX-License-Identifier: Apache-2.0
#include "tls/library_fault.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace saki {
namespace {

constexpr int kAlerts = 256;  // An alert is one byte.

}  // namespace

// Reasons are numbers of the part of the library that gives them: others have some of the same, and the system's are errno's.
Error fault_of(unsigned long error, TlsFault otherwise, long verify_result) noexcept {
  const int reason = ERR_GET_REASON(error);
  if (ERR_GET_LIB(error) != ERR_LIB_SSL) return {otherwise, reason};
  if (reason >= SSL_AD_REASON_OFFSET && reason < SSL_AD_REASON_OFFSET + kAlerts) return {TlsFault::Alert, reason - SSL_AD_REASON_OFFSET};
  if (reason == SSL_R_CERTIFICATE_VERIFY_FAILED) return {TlsFault::Untrusted, static_cast<int>(verify_result)};
  return {otherwise, reason};
}

std::string_view distrust_reason(const Error& error) noexcept { return X509_verify_cert_error_string(error.detail()); }

}  // namespace saki
