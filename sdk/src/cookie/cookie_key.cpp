// SPDX-License-Identifier: Apache-2.0
#include "cookie/cookie_key.h"

#include "saki/random.h"

namespace saki {

HmacSha256::Digest CookieKey::code(std::string_view name, std::string_view text) const {
  HmacSha256 hmac{ByteView(sign_)};
  hmac.update(name);
  hmac.update(std::string_view("\0", 1));
  hmac.update(text);
  return hmac.digest();
}

std::string CookieKey::seal(std::string_view context, std::string_view plain) const {
  const auto lead = random_bytes<kLeadBytes>();
  const ByteView bytes(lead);
  std::string box(as_text(bytes));
  box += Aead::seal(key_of(bytes.first(kSaltBytes)), Aead::Nonce(bytes.last<Aead::kNonceBytes>()), context, plain);
  return box;
}

std::optional<std::string> CookieKey::open(std::string_view context, std::string_view box) const {
  if (box.size() < kLeadBytes) return std::nullopt;
  const ByteView lead = as_bytes(box.substr(0, kLeadBytes));
  return Aead::open(key_of(lead.first(kSaltBytes)), Aead::Nonce(lead.last<Aead::kNonceBytes>()), context, box.substr(kLeadBytes));
}

}  // namespace saki
