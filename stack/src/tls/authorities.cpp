// SPDX-License-Identifier: Apache-2.0
#include "tls/authorities.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <string>
#include <string_view>

#include "tls/pem_file.h"

namespace saki {
namespace {

constexpr std::string_view kWanted = "a PEM file is wanted, with -----BEGIN CERTIFICATE-----";
constexpr std::string_view kKeyInstead = "a private key is in it, which is not for here: name the authority's certificate";

std::string_view hint_for(std::string_view text) { return text.find(" PRIVATE KEY-----") != text.npos ? kKeyInstead : kWanted; }

}  // namespace

bool trust_authorities(SSL_CTX& context, const std::string& path, const SourcePlace& place, Diagnostics& diagnostics) {
  const auto text = read_pem_file(path);
  if (!text) {
    diagnostics.add(place, "tls-file", "cannot read the certificates of authorities " + path + ": " + text.error().text());
    return false;
  }
  const OpenSslOwner<BIO> bio = bio_of(*text);
  int count = 0;
  while (const OpenSslOwner<X509> authority{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
    count += X509_STORE_add_cert(SSL_CTX_get_cert_store(&context), authority.get());
  }
  ERR_clear_error();
  X509_STORE_set_flags(SSL_CTX_get_cert_store(&context), X509_V_FLAG_PARTIAL_CHAIN);  // Who is named is trusted, whoever stands above.
  if (count == 0)
    diagnostics.add(place, "tls-certificate", path + " holds no certificate of an authority", std::string(hint_for(text->reveal())));
  return count > 0;
}

}  // namespace saki
