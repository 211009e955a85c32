// SPDX-License-Identifier: Apache-2.0
//
// By OpenSSL, which chooses the processor's own instructions when the program runs.
#include <openssl/evp.h>

#include <new>

#include "saki/base/check.h"
#include "saki/hash.h"
#include "text/hex.h"

namespace saki {

struct Sha256::State {
  State() : context(EVP_MD_CTX_new()) {
    if (context == nullptr) throw std::bad_alloc();
    restart();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }

  void restart() const { SAKI_CHECK(EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1, "SHA-256 is there"); }

  EVP_MD_CTX* context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(ByteView bytes) {
  SAKI_CHECK(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1, "SHA-256 takes bytes");
}

Sha256::Digest Sha256::digest() {
  Digest digest;
  SAKI_CHECK(EVP_DigestFinal_ex(state_->context, reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1, "SHA-256 ends");
  state_->restart();
  return digest;
}

std::string Sha256::hex() {
  std::string hex;
  for (const std::byte byte : digest()) text::append_hex(hex, std::to_integer<std::uint8_t>(byte));
  return hex;
}

}  // namespace saki
