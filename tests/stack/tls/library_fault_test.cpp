// SPDX-License-Identifier: Apache-2.0
#include "tls/library_fault.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace saki {
namespace {

Error fault_of(int library, int reason) {
  return saki::fault_of(ERR_PACK(library, 0, reason), TlsFault::BadRecord, X509_V_ERR_CERT_HAS_EXPIRED);
}

void expect(const Error& error, TlsFault fault, int detail) {
  EXPECT_TRUE(error == fault) << error.text();
  EXPECT_EQ(error.detail(), detail);
}

TEST(LibraryFaults, TellAlertsByTheirNumber) {
  expect(fault_of(ERR_LIB_SSL, SSL_R_TLSV1_ALERT_UNKNOWN_CA), TlsFault::Alert, SSL_AD_UNKNOWN_CA);
  expect(fault_of(ERR_LIB_SSL, SSL_AD_REASON_OFFSET + 255), TlsFault::Alert, 255);
  expect(fault_of(ERR_LIB_SSL, SSL_AD_REASON_OFFSET + 256), TlsFault::BadRecord, SSL_AD_REASON_OFFSET + 256);
}

TEST(LibraryFaults, TellWhyACertificateIsNotBelieved) {
  expect(fault_of(ERR_LIB_SSL, SSL_R_CERTIFICATE_VERIFY_FAILED), TlsFault::Untrusted, X509_V_ERR_CERT_HAS_EXPIRED);
}

TEST(LibraryFaults, OfOtherPartsAreNoAlertsWhateverTheirNumber) {
  expect(fault_of(ERR_LIB_X509, SSL_R_TLSV1_ALERT_UNKNOWN_CA), TlsFault::BadRecord, SSL_R_TLSV1_ALERT_UNKNOWN_CA);
  expect(fault_of(ERR_LIB_EVP, SSL_R_CERTIFICATE_VERIFY_FAILED), TlsFault::BadRecord, SSL_R_CERTIFICATE_VERIFY_FAILED);
  expect(fault_of(ERR_LIB_SSL, ERR_R_MALLOC_FAILURE), TlsFault::BadRecord, ERR_R_MALLOC_FAILURE);
  const Error system = saki::fault_of(ERR_SYSTEM_FLAG | 1048UL, TlsFault::Handshake, 0);
  expect(system, TlsFault::Handshake, 1048);
}

}  // namespace
}  // namespace saki
