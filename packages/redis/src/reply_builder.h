// SPDX-License-Identifier: Apache-2.0
//
// RedisReplyBuilder: what hiredis' reader makes of the bytes of a reply: a RedisReply, in place, without objects between.
//
// Elements come in order and depth first, so that the array being filled is never moved while somebody points into one of its elements. An
// announced count is believed only as far as elements have come: `*1000000000` alone takes no memory.
#pragma once

#include <cstddef>

#include "hiredis/read.h"
#include "saki/redis/reply.h"

namespace saki {

class RedisReplyBuilder {  // Affinity: loop.
 public:
  RedisReplyBuilder(std::size_t bytes_limit, std::size_t elements_limit) noexcept
      : bytes_limit_(bytes_limit), elements_limit_(elements_limit) {}

  // The functions that a reader calls, whose private data is a builder.
  [[nodiscard]] static redisReplyObjectFunctions* functions() noexcept;

  // What was built last; the next reply begins.
  void take(RedisReply& into) noexcept;
  [[nodiscard]] bool too_large() const noexcept { return too_large_; }

 private:
  struct Calls;

  [[nodiscard]] RedisReply* place(const redisReadTask& task);
  [[nodiscard]] bool weigh(std::size_t bytes) noexcept;

  RedisReply root_;
  std::size_t bytes_limit_;
  std::size_t elements_limit_;
  std::size_t bytes_ = 0;
  std::size_t elements_ = 0;
  bool too_large_ = false;
};

}  // namespace saki
