// SPDX-License-Identifier: Apache-2.0
#include "saki/jwt_key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>
#include <optional>

#include "jwt/jwt_key_data.h"

namespace saki {
namespace {

constexpr std::size_t kLeastSecretBytes = 32;  // RFC 7518 section 3.2.
constexpr int kLeastRsaBits = 2048;            // RFC 7518 section 3.3.
constexpr int kMostRsaBits = 8192;             // Beyond, a signature takes longer than anything else of a request.

bool is_p256(EVP_PKEY* key) {
  std::array<char, 64> group{};
  return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size(), nullptr) == 1 &&
         std::string_view(group.data()) == "prime256v1";
}

std::optional<JwtAlgorithm> algorithm_of(EVP_PKEY* key) {
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA: return JwtAlgorithm::Rs256;
    case EVP_PKEY_EC: return is_p256(key) ? std::optional(JwtAlgorithm::Es256) : std::nullopt;
    case EVP_PKEY_ED25519: return JwtAlgorithm::EdDsa;
    default: return std::nullopt;
  }
}

int refuse_to_ask(char*, int, int, void*) { return -1; }  // For the pass phrase of a private key: nobody is there to give it.

KeyOwner read_pem(std::string_view pem, KeyHalf half) {
  const BioOwner source(made(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))));
  const auto read = half == KeyHalf::Private ? PEM_read_bio_PrivateKey : PEM_read_bio_PUBKEY;
  return KeyOwner(read(source.get(), nullptr, refuse_to_ask, nullptr));
}

}  // namespace

std::string_view name_of(JwtAlgorithm algorithm) noexcept {
  constexpr std::array<std::string_view, 4> kNames{"HS256", "RS256", "ES256", "EdDSA"};
  return kNames[static_cast<std::size_t>(algorithm)];
}

Result<JwtKey> make_jwt_key(KeyOwner key, KeyHalf half, std::string id) {
  const std::optional<JwtAlgorithm> algorithm = algorithm_of(key.get());
  if (!algorithm) return fail(JwtKeyFault::Unsupported);
  const int bits = EVP_PKEY_get_bits(key.get());
  if (*algorithm == JwtAlgorithm::Rs256 && bits < kLeastRsaBits) return fail(JwtKeyFault::Weak);
  if (bits > kMostRsaBits) return fail(JwtKeyFault::Unsupported);
  auto data = std::make_shared<JwtKey::Data>();
  data->algorithm = *algorithm;
  data->id = std::move(id);
  data->key = std::move(key);
  data->half = half;
  return JwtKey(std::move(data));
}

Result<JwtKey> JwtKey::of_secret(std::string_view secret, std::string id) {
  if (secret.size() < kLeastSecretBytes) return fail(JwtKeyFault::Weak);
  auto data = std::make_shared<Data>();
  data->algorithm = JwtAlgorithm::Hs256;
  data->id = std::move(id);
  data->secret = Secret(std::string(secret));
  return JwtKey(std::move(data));
}

Result<JwtKey> JwtKey::of_pem(std::string_view pem, std::string id) {
  KeyHalf half = KeyHalf::Private;
  KeyOwner key = read_pem(pem, half);
  if (key == nullptr) {
    half = KeyHalf::Public;
    key = read_pem(pem, half);
  }
  ERR_clear_error();  // What was tried in vain would be found by the next who asks, such as a connection.
  if (key == nullptr) return fail(JwtKeyFault::Malformed);
  return make_jwt_key(std::move(key), half, std::move(id));
}

JwtAlgorithm JwtKey::algorithm() const noexcept { return data_->algorithm; }
const std::string& JwtKey::id() const noexcept { return data_->id; }
bool JwtKey::can_sign() const noexcept { return data_->half == KeyHalf::Private; }

}  // namespace saki
