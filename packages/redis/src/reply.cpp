// SPDX-License-Identifier: Apache-2.0
#include "saki/redis/reply.h"

namespace saki {

const char* to_string(RedisReplyKind kind) noexcept {
  switch (kind) {
    case RedisReplyKind::Nil: return "nil";
    case RedisReplyKind::Text: return "text";
    case RedisReplyKind::Status: return "status";
    case RedisReplyKind::Integer: return "integer";
    case RedisReplyKind::Array: return "array";
    case RedisReplyKind::Error: return "error";
    case RedisReplyKind::Real: return "real";
    case RedisReplyKind::Boolean: return "boolean";
    case RedisReplyKind::Map: return "map";
    case RedisReplyKind::Set: return "set";
    case RedisReplyKind::Push: return "push";
  }
  return "";
}

std::string_view RedisReply::error_code() const noexcept {
  if (!is_error()) return {};
  return std::string_view(text_).substr(0, text_.find(' '));
}

}  // namespace saki
