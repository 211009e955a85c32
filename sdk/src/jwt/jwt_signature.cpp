// SPDX-License-Identifier: Apache-2.0
//
// JwtKey::sign() and verifies(): by OpenSSL. A signature of ECDSA is two numbers of 32 bytes in a token, and DER for OpenSSL.
#include <openssl/err.h>

#include <array>
#include <vector>

#include "jwt/jwt_key_data.h"
#include "saki/base/check.h"
#include "saki/hmac.h"

namespace saki {
namespace {

constexpr int kHalf = 32;  // Bytes of each of the two numbers on P-256.

const unsigned char* bytes_of(std::string_view text) noexcept { return reinterpret_cast<const unsigned char*>(text.data()); }

const EVP_MD* digest_of(JwtAlgorithm algorithm) noexcept { return algorithm == JwtAlgorithm::EdDsa ? nullptr : EVP_sha256(); }

// Two numbers side by side, from DER.
std::string flat_signature(const std::vector<unsigned char>& der) {
  const unsigned char* start = der.data();
  const EcdsaOwner numbers(made(d2i_ECDSA_SIG(nullptr, &start, static_cast<long>(der.size()))));
  std::array<unsigned char, 2 * kHalf> flat{};
  BN_bn2binpad(ECDSA_SIG_get0_r(numbers.get()), flat.data(), kHalf);
  BN_bn2binpad(ECDSA_SIG_get0_s(numbers.get()), flat.data() + kHalf, kHalf);
  return {reinterpret_cast<const char*>(flat.data()), flat.size()};
}

// The reverse; empty for another length.
std::string der_signature(std::string_view flat) {
  if (flat.size() != 2 * kHalf) return {};
  const EcdsaOwner numbers(made(ECDSA_SIG_new()));
  NumberOwner first(made(BN_bin2bn(bytes_of(flat), kHalf, nullptr)));
  NumberOwner second(made(BN_bin2bn(bytes_of(flat) + kHalf, kHalf, nullptr)));
  ECDSA_SIG_set0(numbers.get(), first.release(), second.release());
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(numbers.get(), &der);
  if (size <= 0) return {};
  std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return text;
}

std::string sign_with(EVP_PKEY* key, JwtAlgorithm algorithm, std::string_view text) {
  const DigestContextOwner context(made(EVP_MD_CTX_new()));
  std::size_t size = 0;
  const bool begun = EVP_DigestSignInit(context.get(), nullptr, digest_of(algorithm), nullptr, key) == 1 &&
                     EVP_DigestSign(context.get(), nullptr, &size, bytes_of(text), text.size()) == 1;
  SAKI_CHECK(begun, "a private key signs");
  std::vector<unsigned char> signature(size);
  SAKI_CHECK(EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(text), text.size()) == 1, "a private key signs");
  signature.resize(size);
  if (algorithm == JwtAlgorithm::Es256) return flat_signature(signature);
  return {reinterpret_cast<const char*>(signature.data()), signature.size()};
}

bool verify_with(EVP_PKEY* key, JwtAlgorithm algorithm, std::string_view text, std::string_view signature) {
  const DigestContextOwner context(made(EVP_MD_CTX_new()));
  const bool good = EVP_DigestVerifyInit(context.get(), nullptr, digest_of(algorithm), nullptr, key) == 1 &&
                    EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size()) == 1;
  ERR_clear_error();
  return good;
}

}  // namespace

std::string JwtKey::sign(std::string_view text) const {
  SAKI_CHECK(can_sign(), "only a private key or a shared secret signs");
  if (algorithm() != JwtAlgorithm::Hs256) return sign_with(data_->key.get(), algorithm(), text);
  const HmacSha256::Digest code = HmacSha256::of(data_->secret.reveal(), text);
  return std::string(as_text(code));
}

bool JwtKey::verifies(std::string_view text, std::string_view signature) const {
  if (algorithm() == JwtAlgorithm::Hs256) return HmacSha256::verify(data_->secret.reveal(), text, as_bytes(signature));
  if (algorithm() != JwtAlgorithm::Es256) return verify_with(data_->key.get(), algorithm(), text, signature);
  const std::string der = der_signature(signature);
  return !der.empty() && verify_with(data_->key.get(), algorithm(), text, der);
}

}  // namespace saki
