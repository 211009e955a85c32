// SPDX-License-Identifier: Apache-2.0
#include "tls/key_schedule.h"

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace saki {
namespace {

using Bytes = std::vector<std::byte>;
using Hash = KeySchedule::Hash;

constexpr std::string_view kPrefix = "tls13 ";

Bytes from_hex(std::string_view text) {
  Bytes bytes;
  for (std::size_t i = 0; i < text.size(); i += 2)
    bytes.push_back(static_cast<std::byte>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16)));
  return bytes;
}

KeySchedule::Label label(std::string_view name) { return {as_bytes(kPrefix), as_bytes(name)}; }

Bytes extract(Hash hash, ByteView previous, ByteView input) {
  Bytes secret(hash == Hash::Sha256 ? 32 : 48);
  EXPECT_TRUE(KeySchedule(hash).extract(previous, label("derived"), input, secret));
  return secret;
}

Bytes expand(Hash hash, ByteView secret, std::string_view name, ByteView context, std::size_t count) {
  Bytes result(count);
  EXPECT_TRUE(KeySchedule(hash).expand(secret, label(name), context, result));
  return result;
}

// The same step by OpenSSL's own provider.
Bytes by_openssl(Hash hash, int mode, ByteView key, ByteView salt, std::string_view name, ByteView data, std::size_t count) {
  EVP_KDF* const kdf = EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_TLS1_3_KDF, "provider=default");
  EVP_KDF_CTX* const context = EVP_KDF_CTX_new(kdf);
  std::string digest = hash == Hash::Sha256 ? "SHA256" : "SHA384";
  std::vector<OSSL_PARAM> parameters{OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode),
                                     OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0)};
  const auto add = [&](const char* what, ByteView bytes) {
    if (bytes.data() != nullptr)
      parameters.push_back(OSSL_PARAM_construct_octet_string(what, const_cast<std::byte*>(bytes.data()), bytes.size()));
  };
  add(OSSL_KDF_PARAM_KEY, key);
  add(OSSL_KDF_PARAM_SALT, salt);
  add(OSSL_KDF_PARAM_PREFIX, as_bytes(kPrefix));
  add(OSSL_KDF_PARAM_LABEL, as_bytes(name));
  add(OSSL_KDF_PARAM_DATA, data);
  parameters.push_back(OSSL_PARAM_construct_end());
  Bytes result(count);
  EXPECT_EQ(EVP_KDF_derive(context, reinterpret_cast<unsigned char*>(result.data()), result.size(), parameters.data()), 1);
  EVP_KDF_CTX_free(context);
  EVP_KDF_free(kdf);
  return result;
}

TEST(KeySchedule, MakesTheSecretsOfTheTraceInRfc8448) {
  const Bytes early = extract(Hash::Sha256, {}, {});
  EXPECT_EQ(early, from_hex("33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a"));
  const Bytes nothing = from_hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(expand(Hash::Sha256, early, "derived", nothing, 32),
            from_hex("6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba"));
  const Bytes shared = from_hex("8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d");
  EXPECT_EQ(extract(Hash::Sha256, early, shared), from_hex("1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac"));
}

TEST(KeySchedule, AgreesWithOpenSslOnAnySteps) {
  std::mt19937 random(1);
  const auto some = [&](std::size_t count) {
    Bytes bytes(count);
    std::ranges::generate(bytes, [&] { return static_cast<std::byte>(random()); });
    return bytes;
  };
  for (int turn = 0; turn < 200; ++turn) {
    const Hash hash = turn % 2 == 0 ? Hash::Sha256 : Hash::Sha384;
    const std::size_t size = hash == Hash::Sha256 ? 32 : 48;
    const Bytes secret = some(size);
    const Bytes input = some(1 + random() % 80);
    const Bytes context = some(1 + random() % 64);
    const std::string name(1 + random() % 12, 'k');
    const std::size_t count = 1 + random() % 200;
    EXPECT_EQ(expand(hash, secret, name, context, count),
              by_openssl(hash, EVP_KDF_HKDF_MODE_EXPAND_ONLY, secret, {}, name, context, count));
    EXPECT_EQ(extract(hash, secret, input), by_openssl(hash, EVP_KDF_HKDF_MODE_EXTRACT_ONLY, input, secret, "derived", {}, size));
    EXPECT_EQ(extract(hash, secret, {}), by_openssl(hash, EVP_KDF_HKDF_MODE_EXTRACT_ONLY, {}, secret, "derived", {}, size));
  }
}

TEST(KeySchedule, RefusesWhatALabelOrAHashHasNoRoomFor) {
  const KeySchedule schedule(Hash::Sha256);
  const Bytes secret(32);
  Bytes result(32, std::byte{7});
  const std::string longest(255 - kPrefix.size(), 'l');
  EXPECT_TRUE(schedule.expand(secret, label(longest), Bytes(255), result));
  EXPECT_FALSE(schedule.expand(secret, label(longest + 'l'), {}, result));
  EXPECT_FALSE(schedule.expand(secret, label("l"), Bytes(256), result));
  EXPECT_FALSE(schedule.expand(Bytes(65), label("l"), {}, result));
  Bytes long_result(255 * 32 + 1);
  EXPECT_FALSE(schedule.expand(secret, label("l"), {}, long_result));
  EXPECT_TRUE(schedule.expand(secret, label("l"), {}, MutableBytes(long_result).first(255 * 32)));
  EXPECT_FALSE(schedule.extract(secret, label("derived"), {}, long_result));
}

}  // namespace
}  // namespace saki
