// SPDX-License-Identifier: Apache-2.0
#include "tls/certificate_chain.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include "tls/pem_file.h"
#include "tls/pem_kind.h"

namespace saki {
namespace {

constexpr int kLeastBits = 112;  // Of security: RSA with 2048 bits, P-256, SHA-256.

std::string shown(const ASN1_TIME* time) {
  const OpenSslOwner<BIO> bio(BIO_new(BIO_s_mem()));
  ASN1_TIME_print(bio.get(), time);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string found_instead(const Secret& text) {
  if (holds_private_key(text)) return "a private key is in it: the files of certificate and key seem swapped";
  return "a PEM file is wanted, with -----BEGIN CERTIFICATE-----; from DER: openssl x509 -inform der -in FILE -out FILE.pem";
}

bool is_valid_at(X509& certificate, std::time_t now, const IdentityFiles& files) {
  const auto is_date = [&now](const ASN1_TIME* time) { return X509_cmp_time(time, &now) != 0 && time_of(time); };
  if (!is_date(X509_get0_notBefore(&certificate)) || !is_date(X509_get0_notAfter(&certificate)))
    return files.wrong("tls-expired", "the certificate " + files.identity.certificate + " does not say by dates when it is valid",
                       "renew it");
  if (const ASN1_TIME* end = X509_get0_notAfter(&certificate); X509_cmp_time(end, &now) < 0) {
    return files.wrong("tls-expired", "the certificate " + files.identity.certificate + " expired on " + shown(end), "renew it");
  }
  if (const ASN1_TIME* start = X509_get0_notBefore(&certificate); X509_cmp_time(start, &now) > 0) {
    return files.wrong("tls-expired", "the certificate " + files.identity.certificate + " is not valid before " + shown(start),
                       "wait, or set this machine's clock");
  }
  return true;
}

// The signature of a certificate that signed itself proves nothing and may be of any kind.
bool is_strong(X509& certificate, bool is_leaf, const IdentityFiles& files) {
  const EVP_PKEY* key = X509_get0_pubkey(&certificate);
  const std::string which = is_leaf ? "the certificate " : "an authority's certificate in ";
  if (key == nullptr || EVP_PKEY_get_security_bits(key) < kLeastBits) {
    const std::string bits = key == nullptr ? "no" : std::to_string(EVP_PKEY_get_bits(key));
    return files.wrong("tls-weak", which + files.identity.certificate + " has a weak key of " + bits + " bits",
                       "at least RSA with 2048 bits or the curve P-256");
  }
  int bits = 0;
  const bool known = X509_get_signature_info(&certificate, nullptr, nullptr, &bits, nullptr) == 1;
  const bool signed_itself = X509_self_signed(&certificate, 0) == 1;
  if (!signed_itself && known && bits < kLeastBits) {
    return files.wrong("tls-weak", which + files.identity.certificate + " has a weak signature", "have it signed with SHA-256 or better");
  }
  return true;
}

}  // namespace

std::optional<CertificateChain> read_chain(const Secret& text, std::time_t now, const IdentityFiles& files) {
  const OpenSslOwner<BIO> bio = bio_of(text);
  CertificateChain chain{OpenSslOwner<X509>(PEM_read_bio_X509_AUX(bio.get(), nullptr, nullptr, nullptr)), {}};
  if (chain.leaf == nullptr) {
    files.wrong("tls-certificate", files.identity.certificate + " holds no certificate: " + take_openssl_error(), found_instead(text));
    return std::nullopt;
  }
  while (OpenSslOwner<X509> above{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) chain.above.push_back(std::move(above));
  ERR_clear_error();

  bool good = is_valid_at(*chain.leaf, now, files) && is_strong(*chain.leaf, true, files);
  for (const auto& above : chain.above) good = good && is_strong(*above, false, files);
  if (!good) return std::nullopt;
  return chain;
}

}  // namespace saki
