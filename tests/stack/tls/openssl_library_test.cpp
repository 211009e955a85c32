// SPDX-License-Identifier: Apache-2.0
#include "tls/openssl_library.h"

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/provider.h>

#include <array>

#include "saki/tls/tls_context.h"
#include "stack/tls/memory_handshake.h"
#include "support/made_certificate.h"
#include "support/test_folder.h"
#include "tls/tls_context_parts.h"

namespace saki {
namespace {

std::string provider_of_key_schedule(OSSL_LIB_CTX* context, const char* preference) {
  EVP_KDF* const kdf = EVP_KDF_fetch(context, OSSL_KDF_NAME_TLS1_3_KDF, preference);
  const std::string name = OSSL_PROVIDER_get0_name(EVP_KDF_get0_provider(kdf));
  EVP_KDF_free(kdf);
  return name;
}

TEST(OpenSslLibrary, HasOurKeyScheduleAndTheRestOfTheProcessHasNot) {
  EXPECT_EQ(provider_of_key_schedule(OpenSslLibrary::context(), OpenSslLibrary::kPreference), "saki");
  EXPECT_EQ(provider_of_key_schedule(nullptr, nullptr), "default");
}

TEST(OpenSslLibrary, RefusesStepsThatAreNotOfTls13) {
  EVP_KDF* const kdf = EVP_KDF_fetch(OpenSslLibrary::context(), OSSL_KDF_NAME_TLS1_3_KDF, OpenSslLibrary::kPreference);
  EVP_KDF_CTX* const context = EVP_KDF_CTX_new(kdf);
  const auto derives = [&](int mode, std::string digest) {
    std::array<unsigned char, 32> key{};
    const std::array<OSSL_PARAM, 4> parameters{
        OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode), OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key.data(), key.size()), OSSL_PARAM_construct_end()};
    std::array<unsigned char, 32> result{};
    return EVP_KDF_derive(context, result.data(), result.size(), parameters.data()) == 1;
  };
  EXPECT_TRUE(derives(EVP_KDF_HKDF_MODE_EXPAND_ONLY, "SHA256"));
  EXPECT_FALSE(derives(EVP_KDF_HKDF_MODE_EXTRACT_AND_EXPAND, "SHA256"));
  EXPECT_FALSE(derives(EVP_KDF_HKDF_MODE_EXPAND_ONLY, "SHA512"));
  EVP_KDF_CTX_free(context);
  EVP_KDF_free(kdf);
}

std::array<unsigned char, 32> exported(SSL& end) {
  std::array<unsigned char, 32> key{};
  EXPECT_EQ(SSL_export_keying_material(&end, key.data(), key.size(), "test", 4, nullptr, 0, 0), 1);
  return key;
}

// The client has the library's own key schedule: whatever ours did otherwise, they would not understand one another.
TEST(OpenSslLibrary, AgreesOnKeysWithClientsThatHaveAnother) {
  const TestFolder folder;
  TlsOptions options;
  options.main.identities = {MadeCertificate::make({}).write(folder.path(), "server")};
  Diagnostics diagnostics;
  const auto server = TlsContext::open(options, diagnostics);
  ASSERT_EQ(diagnostics.text(), "");
  for (const char* suite : {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}) {
    const auto client = make_careless_client();
    SSL_CTX_set_ciphersuites(client.get(), suite);
    MemoryHandshake handshake(TlsContextParts::server(*server), client.get());
    ASSERT_TRUE(handshake.run()) << handshake.failure();
    EXPECT_STREQ(SSL_get_cipher_name(&handshake.server()), suite);
    EXPECT_EQ(exported(handshake.server()), exported(handshake.client()));
    ASSERT_EQ(SSL_key_update(&handshake.client(), SSL_KEY_UPDATE_REQUESTED), 1);
    EXPECT_TRUE(handshake.run()) << handshake.failure();
  }
}

}  // namespace
}  // namespace saki
