// SPDX-License-Identifier: Apache-2.0
#include "saki/redis/value.h"

#include <charconv>
#include <limits>

namespace saki {
namespace {

template <class Number>
RedisRead<Number> number(const RedisReply& reply, const char* wanted) {
  const std::string& text = reply.text();
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::unexpected(RedisMismatch(reply, wanted));
  return value;
}

}  // namespace

RedisError RedisMismatch::of(std::string_view command) const {
  return RedisError(RedisErrorKind::Mismatch,
                    std::string(command) + ": the reply is " + to_string(found_) + " where " + wanted_ + " was wanted");
}

RedisRead<std::string> RedisValue<std::string>::from(RedisReply&& reply) {
  if (reply.is_text() || reply.kind() == RedisReplyKind::Real) return reply.take_text();
  if (reply.kind() == RedisReplyKind::Integer) return std::to_string(reply.integer());
  return std::unexpected(RedisMismatch(reply, "a text"));
}

RedisRead<std::int64_t> RedisValue<std::int64_t>::from(RedisReply&& reply) {
  if (reply.kind() == RedisReplyKind::Integer || reply.kind() == RedisReplyKind::Boolean) return reply.integer();
  return number<std::int64_t>(reply, "an integer");
}

RedisRead<double> RedisValue<double>::from(RedisReply&& reply) {
  if (reply.kind() == RedisReplyKind::Integer) return static_cast<double>(reply.integer());
  return number<double>(reply, "a number");  // "inf" and "-inf" as well.
}

RedisRead<bool> RedisValue<bool>::from(RedisReply&& reply) {
  switch (reply.kind()) {
    case RedisReplyKind::Nil: return false;
    case RedisReplyKind::Integer:
    case RedisReplyKind::Boolean: return reply.integer() != 0;
    case RedisReplyKind::Status: return true;
    default: return std::unexpected(RedisMismatch(reply, "a flag"));
  }
}

}  // namespace saki
