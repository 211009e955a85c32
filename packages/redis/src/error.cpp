// SPDX-License-Identifier: Apache-2.0
#include "saki/redis/error.h"

namespace saki {

const char* to_string(RedisErrorKind kind) noexcept {
  switch (kind) {
    case RedisErrorKind::Unavailable: return "unavailable";
    case RedisErrorKind::Lost: return "lost";
    case RedisErrorKind::Timeout: return "timeout";
    case RedisErrorKind::Cancelled: return "cancelled";
    case RedisErrorKind::Exhausted: return "exhausted";
    case RedisErrorKind::Closed: return "closed";
    case RedisErrorKind::Refused: return "refused";
    case RedisErrorKind::Protocol: return "protocol";
    case RedisErrorKind::TooLarge: return "too-large";
    case RedisErrorKind::Mismatch: return "mismatch";
    case RedisErrorKind::Misuse: return "misuse";
    case RedisErrorKind::Aborted: return "aborted";
  }
  return "";
}

}  // namespace saki
