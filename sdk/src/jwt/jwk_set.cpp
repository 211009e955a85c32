// SPDX-License-Identifier: Apache-2.0
//
// JwtKeys::of_set(): keys of a JSON Web Key Set (RFC 7517, with RFC 7518 section 6 and RFC 8037 section 2), their public parts alone.
#include <openssl/core_names.h>
#include <openssl/err.h>

#include <algorithm>
#include <optional>

#include "jwt/jwt_key_data.h"
#include "jwt/unique_json.h"
#include "saki/encoding.h"
#include "saki/jwt_keys.h"

namespace saki {
namespace {

constexpr std::uint32_t kDepth = 16;
constexpr std::size_t kCoordinateBytes = 32;  // Of P-256.

const std::string* text_of(const Json& key, const char* member) {
  const auto found = key.find(member);
  return found != key.end() ? found->get_ptr<const std::string*>() : nullptr;
}

bool says(const Json& key, const char* member, std::string_view expected) {
  const std::string* text = text_of(key, member);
  return text != nullptr && *text == expected;
}

// Bytes that a member has as base64url; empty where it has none.
std::string bytes_of(const Json& key, const char* member) {
  const std::string* text = text_of(key, member);
  const Result<std::string> bytes = text != nullptr ? from_base64url(*text) : Result<std::string>();
  return bytes ? *bytes : std::string();
}

const unsigned char* start_of(const std::string& bytes) noexcept { return reinterpret_cast<const unsigned char*>(bytes.data()); }

KeyOwner build_key(const char* type, OSSL_PARAM_BLD* builder) {
  const ParametersOwner parameters(made(OSSL_PARAM_BLD_to_param(builder)));
  const KeyContextOwner context(made(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)));
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) == 1) EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get());
  return KeyOwner(key);
}

NumberOwner number_of(const std::string& bytes) {
  return NumberOwner(made(BN_bin2bn(start_of(bytes), static_cast<int>(bytes.size()), nullptr)));
}

KeyOwner rsa_key(const Json& key) {
  const std::string modulus = bytes_of(key, "n");
  const std::string exponent = bytes_of(key, "e");
  if (modulus.empty() || exponent.empty() || exponent.size() > 8) return {};
  const NumberOwner n = number_of(modulus);
  const NumberOwner e = number_of(exponent);
  if (!BN_is_odd(n.get()) || !BN_is_odd(e.get()) || BN_is_one(e.get())) return {};
  const ParameterBuilderOwner builder(made(OSSL_PARAM_BLD_new()));
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return build_key("RSA", builder.get());
}

// A point that is not on the curve is no key.
KeyOwner ec_key(const Json& key) {
  const std::string x = bytes_of(key, "x");
  const std::string y = bytes_of(key, "y");
  if (!says(key, "crv", "P-256") || x.size() != kCoordinateBytes || y.size() != kCoordinateBytes) return {};
  const std::string point = '\x04' + x + y;  // Uncompressed.
  const ParameterBuilderOwner builder(made(OSSL_PARAM_BLD_new()));
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return build_key("EC", builder.get());
}

KeyOwner ed25519_key(const Json& key) {
  const std::string point = bytes_of(key, "x");
  if (!says(key, "crv", "Ed25519")) return {};
  return KeyOwner(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, start_of(point), point.size()));
}

KeyOwner public_key(const Json& key) {
  if (says(key, "kty", "RSA")) return rsa_key(key);
  if (says(key, "kty", "EC")) return ec_key(key);
  if (says(key, "kty", "OKP")) return ed25519_key(key);
  return {};
}

Result<JwtKey> read_key(const Json& key) {
  const std::string* id = text_of(key, "kid");
  std::string named = id != nullptr ? *id : std::string();
  if (says(key, "kty", "oct")) return JwtKey::of_secret(bytes_of(key, "k"), std::move(named));
  KeyOwner made_key = public_key(key);
  ERR_clear_error();
  if (made_key == nullptr) return fail(JwtKeyFault::Unsupported);
  return make_jwt_key(std::move(made_key), KeyHalf::Public, std::move(named));
}

// By `use` and `key_ops` (RFC 7517 sections 4.2 and 4.3), where it says so.
bool is_for_signatures(const Json& key) {
  if (key.contains("use") && !says(key, "use", "sig")) return false;
  const auto operations = key.find("key_ops");
  return operations == key.end() || std::ranges::find(*operations, Json("verify")) != operations->end();
}

// A key whose algorithm is told is for no other.
bool is_for(const Json& key, JwtAlgorithm algorithm) { return !key.contains("alg") || says(key, "alg", name_of(algorithm)); }

}  // namespace

Result<JwtKeys> JwtKeys::of_set(std::string_view json) {
  const Result<Json> set = parse_unique_object(json, kDepth);
  if (!set || !set->contains("keys") || !set->at("keys").is_array()) return fail(JwtKeyFault::Malformed);
  JwtKeys keys;
  for (const Json& each : set->at("keys")) {
    if (!each.is_object()) return fail(JwtKeyFault::Malformed);
    if (!is_for_signatures(each)) continue;
    Result<JwtKey> key = read_key(each);
    if (!key && key.error() == JwtKeyFault::Weak) return fail(JwtKeyFault::Weak);
    if (key && is_for(each, key->algorithm())) SAKI_TRY(keys.add(std::move(*key)));
  }
  if (keys.all().empty()) return fail(JwtKeyFault::NoneOfUse);
  return keys;
}

}  // namespace saki
