// SPDX-License-Identifier: Apache-2.0
//
// RedisScan: goes through keys, or through what one key holds, page by page, while the server serves others.
//
//   auto scan = redis.scan("session:*");
//   while (!scan.done()) {
//     const std::vector<std::string> keys = co_await scan.next();
//   }
//
// What is there all the while comes at least once; what comes or goes meanwhile may. A page may be empty before the end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/redis/call.h"
#include "saki/task/task.h"

namespace saki {

// One page, and where the next begins.
template <class T>
struct RedisPage {
  std::string cursor;
  T found;
};

template <class T>
struct RedisValue<RedisPage<T>> {
  static RedisRead<RedisPage<T>> from(RedisReply&& reply) {
    if (!reply.has_elements() || reply.size() != 2) return std::unexpected(RedisMismatch(reply, "a page"));
    auto found = RedisValue<T>::from(std::move(reply.elements()[1]));
    if (!found) return std::unexpected(found.error());
    return RedisPage<T>{reply.elements()[0].take_text(), *std::move(found)};
  }
};

template <class T>
class RedisScan {  // Affinity: loop.
 public:
  // `before` is the command up to its cursor: "SCAN", or "HSCAN" and the key.
  RedisScan(RedisRoute route, RedisCommand before, std::string_view pattern, std::uint32_t page_count)
      : route_(std::move(route)), before_(std::move(before)), pattern_(pattern), page_count_(page_count) {}

  [[nodiscard]] bool done() const noexcept { return cursor_.empty(); }

  // The next page. Throws RedisError as every call; the same page may then be asked for again.
  [[nodiscard]] Task<T> next() {
    RedisCommand command = before_;
    command.add(cursor_).add("MATCH").add(pattern_).add("COUNT").add(page_count_);
    RedisPage<T> page = co_await RedisCall<RedisPage<T>>(route_, std::move(command));
    cursor_ = page.cursor == "0" ? std::string() : std::move(page.cursor);
    co_return std::move(page.found);
  }

 private:
  RedisRoute route_;
  RedisCommand before_;
  std::string pattern_;
  std::uint32_t page_count_;
  std::string cursor_ = "0";
};

}  // namespace saki
