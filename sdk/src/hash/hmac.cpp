// SPDX-License-Identifier: Apache-2.0
#include "saki/hmac.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <array>
#include <new>

#include "hash/algorithm.h"
#include "saki/base/check.h"

namespace saki {
namespace {

// Looked up once, as the digests are.
EVP_MAC* hmac_algorithm() {
  static EVP_MAC* const kMac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  SAKI_CHECK(kMac != nullptr, "the library of hashes knows HMAC");
  return kMac;
}

}  // namespace

struct HmacState::Context {
  Context(HashKind kind, ByteView key) : context(EVP_MAC_CTX_new(hmac_algorithm())) {
    if (context == nullptr) throw std::bad_alloc();
    const HashAlgorithm& algorithm = algorithm_of(kind);
    size = static_cast<std::size_t>(EVP_MD_get_size(algorithm.digest));
    const std::array<OSSL_PARAM, 2> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(algorithm.name), 0), OSSL_PARAM_construct_end()};
    begin(reinterpret_cast<const unsigned char*>(key.empty() ? kNoKey : key.data()), key.size(), parameters.data());
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MAC_CTX_free(context); }

  void begin(const unsigned char* key, std::size_t key_size, const OSSL_PARAM* parameters) const {
    SAKI_CHECK(EVP_MAC_init(context, key, key_size, parameters) == 1, "a code begins");
  }

  static constexpr std::byte kNoKey[1]{};  // A null one would mean the one before.
  EVP_MAC_CTX* context;
  std::size_t size;
};

HmacState::HmacState(HashKind kind, ByteView key) : context_(std::make_unique<Context>(kind, key)) {}
HmacState::HmacState(HmacState&&) noexcept = default;
HmacState& HmacState::operator=(HmacState&&) noexcept = default;
HmacState::~HmacState() = default;

void HmacState::update(ByteView bytes) {
  SAKI_CHECK(EVP_MAC_update(context_->context, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1,
             "a code takes bytes");
}

void HmacState::finish(MutableBytes digest) {
  SAKI_CHECK(digest.size() == context_->size, "a code has its size");
  std::size_t size = 0;
  SAKI_CHECK(EVP_MAC_final(context_->context, reinterpret_cast<unsigned char*>(digest.data()), &size, digest.size()) == 1, "a code ends");
  context_->begin(nullptr, 0, nullptr);
}

}  // namespace saki
