// SPDX-License-Identifier: Apache-2.0
#include "reply_builder.h"

#include <algorithm>
#include <exception>
#include <string_view>

#include "hiredis/hiredis.h"

namespace saki {
namespace {

static_assert(HIREDIS_MAJOR == 0, "hiredis 0.14 is needed: from 1.0 on a reader makes other kinds of replies by other functions");

constexpr std::size_t kReservedAtMost = 1'024;

RedisReplyKind kind_of(int type) noexcept {
  switch (type) {
    case REDIS_REPLY_STATUS: return RedisReplyKind::Status;
    case REDIS_REPLY_ERROR: return RedisReplyKind::Error;
    default: return RedisReplyKind::Text;
  }
}

}  // namespace

// Each gives the place of what it made, or null, which ends the reading. Nothing may be thrown through C.
struct RedisReplyBuilder::Calls {
  template <class Fill>
  static void* make(const redisReadTask* task, std::size_t bytes, Fill fill) noexcept {
    auto& builder = *static_cast<RedisReplyBuilder*>(task->privdata);
    try {
      if (!builder.weigh(bytes)) return nullptr;
      RedisReply* const reply = builder.place(*task);
      fill(*reply);
      return reply;
    } catch (const std::exception&) {
      return nullptr;
    }
  }

  static void* text(const redisReadTask* task, char* begin, std::size_t size) noexcept {
    return make(task, size, [&](RedisReply& reply) {
      reply.kind_ = kind_of(task->type);
      reply.text_.assign(begin, size);
    });
  }

  static void* array(const redisReadTask* task, int count) noexcept {
    return make(task, 0, [&](RedisReply& reply) {
      reply.kind_ = Kind::Array;
      reply.elements_.reserve(std::min(static_cast<std::size_t>(std::max(count, 0)), kReservedAtMost));
    });
  }

  static void* integer(const redisReadTask* task, long long value) noexcept {
    return make(task, 0, [&](RedisReply& reply) {
      reply.kind_ = Kind::Integer;
      reply.integer_ = value;
    });
  }

  static void* nil(const redisReadTask* task) noexcept {
    return make(task, 0, [](RedisReply& reply) { reply.kind_ = Kind::Nil; });
  }

  static void free(void* /*reply*/) noexcept {}  // It is the builder's.

  using Kind = RedisReplyKind;
};

redisReplyObjectFunctions* RedisReplyBuilder::functions() noexcept {
  static redisReplyObjectFunctions table{&Calls::text, &Calls::array, &Calls::integer, &Calls::nil, &Calls::free};
  return &table;
}

RedisReply* RedisReplyBuilder::place(const redisReadTask& task) {
  if (task.parent == nullptr) {
    root_ = RedisReply();
    return &root_;
  }
  return &static_cast<RedisReply*>(task.parent->obj)->elements_.emplace_back();
}

bool RedisReplyBuilder::weigh(std::size_t bytes) noexcept {
  bytes_ += bytes;
  ++elements_;
  too_large_ = bytes_ > bytes_limit_ || elements_ > elements_limit_;
  return !too_large_;
}

void RedisReplyBuilder::take(RedisReply& into) noexcept {
  into = std::move(root_);
  bytes_ = 0;
  elements_ = 0;
}

}  // namespace saki
