// SPDX-License-Identifier: Apache-2.0
#include "hash/aead.h"

#include <openssl/evp.h>

#include <memory>
#include <new>

#include "saki/base/check.h"

namespace saki {
namespace {

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

// Looked up once: the library would search its providers for it with each text.
const EVP_CIPHER* cipher() {
  static const EVP_CIPHER* const kCipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  SAKI_CHECK(kCipher != nullptr, "the library of ciphers knows AES-GCM");
  return kCipher;
}

Context make_context() {
  Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  if (context == nullptr) throw std::bad_alloc();
  return context;
}

const unsigned char* octets(ByteView bytes) noexcept { return reinterpret_cast<const unsigned char*>(bytes.data()); }
const unsigned char* octets(std::string_view text) noexcept { return octets(as_bytes(text)); }
unsigned char* octets(std::string& text) noexcept { return reinterpret_cast<unsigned char*>(text.data()); }

int size_of(std::string_view text) {
  SAKI_CHECK(text.size() <= 1U << 30, "what is sealed is small");
  return static_cast<int>(text.size());
}

}  // namespace

std::string Aead::seal(const Key& key, Nonce nonce, std::string_view context, std::string_view plain) {
  const Context cipher_context = make_context();
  EVP_CIPHER_CTX* const c = cipher_context.get();
  std::string sealed(plain.size() + kTagBytes, '\0');
  int count = 0;
  const bool good = EVP_EncryptInit_ex2(c, cipher(), octets(key), octets(nonce), nullptr) == 1 &&
                    EVP_EncryptUpdate(c, nullptr, &count, octets(context), size_of(context)) == 1 &&
                    EVP_EncryptUpdate(c, octets(sealed), &count, octets(plain), size_of(plain)) == 1 &&
                    EVP_EncryptFinal_ex(c, octets(sealed) + count, &count) == 1 &&
                    EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, kTagBytes, octets(sealed) + plain.size()) == 1;
  SAKI_CHECK(good, "AES-GCM seals");
  return sealed;
}

std::optional<std::string> Aead::open(const Key& key, Nonce nonce, std::string_view context, std::string_view sealed) {
  if (sealed.size() < kTagBytes) return std::nullopt;
  const std::string_view coded = sealed.substr(0, sealed.size() - kTagBytes);
  std::string tag(sealed.substr(coded.size()));
  const Context cipher_context = make_context();
  EVP_CIPHER_CTX* const c = cipher_context.get();
  std::string plain(sealed.size(), '\0');
  int count = 0;
  const bool good = EVP_DecryptInit_ex2(c, cipher(), octets(key), octets(nonce), nullptr) == 1 &&
                    EVP_DecryptUpdate(c, nullptr, &count, octets(context), size_of(context)) == 1 &&
                    EVP_DecryptUpdate(c, octets(plain), &count, octets(coded), size_of(coded)) == 1 &&
                    EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data()) == 1;
  if (!good || EVP_DecryptFinal_ex(c, octets(plain) + count, &count) != 1) return std::nullopt;
  plain.resize(coded.size());
  return plain;
}

}  // namespace saki
