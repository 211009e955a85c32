// SPDX-License-Identifier: Apache-2.0
//
// OpenSSL's objects with owners, and its queue of errors as text.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace saki {

struct OpenSslDeleter {
  void operator()(BIO* object) const noexcept { BIO_free(object); }
  void operator()(EVP_PKEY* object) const noexcept { EVP_PKEY_free(object); }
  void operator()(SSL* object) const noexcept { SSL_free(object); }
  void operator()(SSL_CTX* object) const noexcept { SSL_CTX_free(object); }
  void operator()(X509* object) const noexcept { X509_free(object); }
};

template <class Object>
using OpenSslOwner = std::unique_ptr<Object, OpenSslDeleter>;

// What the library's clocks show, also where time_t ends in 2038. Nothing for what is no time.
[[nodiscard]] std::optional<std::chrono::sys_seconds> time_of(const ASN1_TIME* time) noexcept;

// Why the last call failed, in the library's words; empties its queue. Affinity: any, the queue is the thread's.
[[nodiscard]] std::string take_openssl_error();

}  // namespace saki
