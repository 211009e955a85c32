// SPDX-License-Identifier: Apache-2.0
#include "session/session_id.h"

#include "saki/encoding.h"
#include "saki/hash.h"
#include "saki/random.h"

namespace saki {

SessionId SessionId::draw() { return SessionId(random_token(kBytes)); }

std::optional<SessionId> SessionId::parse(std::string_view text) {
  constexpr std::size_t kDigits = 22;
  if (text.size() != kDigits || !from_base64url(text)) return std::nullopt;
  return SessionId(std::string(text));
}

std::string SessionId::key() const { return Sha256::hex_of(text_); }

}  // namespace saki
