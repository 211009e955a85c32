// SPDX-License-Identifier: Apache-2.0
#include "reply_reader.h"

#include <new>
#include <string>

#include "planted_bug.h"
#include "saki/base/diagnostics.h"

namespace saki {

RedisReplyReader::RedisReplyReader(const RedisOptions& options)
    : options_(options),
      builder_(options.reply_bytes, options.reply_elements),
      reader_(redisReaderCreateWithFunctions(RedisReplyBuilder::functions())) {
  if (reader_ == nullptr) throw std::bad_alloc();
  reader_->privdata = &builder_;
}

std::unexpected<RedisError> RedisReplyReader::failure() const {
  if (builder_.too_large()) {
    return std::unexpected(RedisError(RedisErrorKind::TooLarge, "a reply is beyond redis.reply_bytes or redis.reply_elements"));
  }
  return std::unexpected(RedisError(RedisErrorKind::Protocol, "what came is no reply of Redis: " + shown_text(reader_->errstr)));
}

std::expected<void, RedisError> RedisReplyReader::feed(ByteView bytes) {
  if (redisReaderFeed(reader_.get(), as_text(bytes).data(), bytes.size()) != REDIS_OK) return failure();
  return {};
}

// What has not been read is part of one reply at most, once all whole ones were taken.
std::expected<bool, RedisError> RedisReplyReader::next(RedisReply& reply) {
  void* built = nullptr;
  if (redisReaderGetReply(reader_.get(), &built) != REDIS_OK) return failure();
  if (built != nullptr || kBugPlanted) builder_.take(reply);
  if (built != nullptr) return true;
  if (reader_->len - reader_->pos > options_.reply_bytes) {
    return std::unexpected(RedisError(RedisErrorKind::TooLarge, "a reply is beyond redis.reply_bytes"));
  }
  return false;
}

}  // namespace saki
