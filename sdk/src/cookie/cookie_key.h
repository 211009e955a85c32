// SPDX-License-Identifier: Apache-2.0
//
// CookieKey: one key of a CookieRing, as the keys for each use that are made from it.
#pragma once

#include <string>
#include <string_view>

#include "hash/aead.h"
#include "saki/hmac.h"

namespace saki {

class CookieKey {  // Affinity: frozen.
 public:
  CookieKey(std::string id, std::string_view secret)
      : id_(std::move(id)),
        sign_(HmacSha256::of(secret, "saki signed cookies 1")),
        seal_(HmacSha256::of(secret, "saki encrypted cookies 1")) {}

  [[nodiscard]] const std::string& id() const noexcept { return id_; }

  // The code of a text that belongs to a cookie's name. A name is a token, so that the byte 0 ends it.
  [[nodiscard]] HmacSha256::Digest code(std::string_view name, std::string_view text) const;

  // Encrypts under a key of this text's own, drawn from 128 random bits, with a nonce of 96 more: neither meets its like again.
  [[nodiscard]] std::string seal(std::string_view context, std::string_view plain) const;
  [[nodiscard]] std::optional<std::string> open(std::string_view context, std::string_view box) const;

 private:
  static constexpr std::size_t kSaltBytes = 16;
  static constexpr std::size_t kLeadBytes = kSaltBytes + Aead::kNonceBytes;

  [[nodiscard]] Aead::Key key_of(ByteView salt) const { return HmacSha256::of(seal_, salt); }

  std::string id_;
  HmacSha256::Digest sign_;
  HmacSha256::Digest seal_;
};

}  // namespace saki
