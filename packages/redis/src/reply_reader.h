// SPDX-License-Identifier: Apache-2.0
//
// RedisReplyReader: replies out of the bytes of one connection, by hiredis' reader. Bounded: neither a long text nor a long list grows
// beyond its limit before it is refused.
#pragma once

#include <expected>
#include <memory>

#include "reply_builder.h"
#include "saki/base/bytes.h"
#include "saki/redis/error.h"
#include "saki/redis/options.h"

namespace saki {

class RedisReplyReader {  // Affinity: loop.
 public:
  explicit RedisReplyReader(const RedisOptions& options);
  RedisReplyReader(const RedisReplyReader&) = delete;
  RedisReplyReader& operator=(const RedisReplyReader&) = delete;

  // Takes what came. Errors: TooLarge, Protocol; then the reader is of no use any more.
  [[nodiscard]] std::expected<void, RedisError> feed(ByteView bytes);

  // The next whole reply into `reply`; false when it has not come yet. Errors as of feed().
  [[nodiscard]] std::expected<bool, RedisError> next(RedisReply& reply);

 private:
  struct Free {
    void operator()(redisReader* reader) const noexcept { redisReaderFree(reader); }
  };
  [[nodiscard]] std::unexpected<RedisError> failure() const;

  const RedisOptions& options_;
  RedisReplyBuilder builder_;
  std::unique_ptr<redisReader, Free> reader_;
};

}  // namespace saki
