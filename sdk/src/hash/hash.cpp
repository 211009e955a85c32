// SPDX-License-Identifier: Apache-2.0
//
// By OpenSSL, which chooses the processor's own instructions when the program runs.
#include "saki/hash.h"

#include <new>

#include "hash/algorithm.h"
#include "saki/base/check.h"

namespace saki {

struct HashState::Context {
  explicit Context(HashKind kind) : digest(algorithm_of(kind).digest), context(EVP_MD_CTX_new()) {
    if (context == nullptr) throw std::bad_alloc();
    restart();
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MD_CTX_free(context); }

  void restart() const { SAKI_CHECK(EVP_DigestInit_ex2(context, digest, nullptr) == 1, "a digest begins"); }

  const EVP_MD* digest;
  EVP_MD_CTX* context;
};

HashState::HashState(HashKind kind) : context_(std::make_unique<Context>(kind)) {}
HashState::HashState(HashState&&) noexcept = default;
HashState& HashState::operator=(HashState&&) noexcept = default;
HashState::~HashState() = default;

void HashState::update(ByteView bytes) {
  SAKI_CHECK(EVP_DigestUpdate(context_->context, bytes.data(), bytes.size()) == 1, "a digest takes bytes");
}

void HashState::finish(MutableBytes digest) {
  SAKI_CHECK(digest.size() == static_cast<std::size_t>(EVP_MD_get_size(context_->digest)), "a digest has its size");
  SAKI_CHECK(EVP_DigestFinal_ex(context_->context, reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1, "a digest ends");
  context_->restart();
}

}  // namespace saki
