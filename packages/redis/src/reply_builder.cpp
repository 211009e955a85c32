// SPDX-License-Identifier: Apache-2.0
#include "reply_builder.h"

#include <algorithm>
#include <exception>
#include <string_view>

#include "hiredis/hiredis.h"

namespace saki {
namespace {

constexpr std::size_t kReservedAtMost = 1'024;
constexpr int kDeepest = 9;  // As hiredis 0.14 allows: an array within eight others. Newer readers set no bound.

bool too_deep(const redisReadTask& task) noexcept {
  int depth = 1;
  for (const redisReadTask* above = task.parent; above != nullptr && depth <= kDeepest; above = above->parent) ++depth;
  return depth > kDeepest;
}

RedisReplyKind kind_of(int type) noexcept {
  switch (type) {
    case REDIS_REPLY_STATUS: return RedisReplyKind::Status;
    case REDIS_REPLY_ERROR: return RedisReplyKind::Error;
    case REDIS_REPLY_ARRAY: return RedisReplyKind::Array;
#if HIREDIS_MAJOR >= 1
    case REDIS_REPLY_MAP: return RedisReplyKind::Map;
    case REDIS_REPLY_SET: return RedisReplyKind::Set;
    case REDIS_REPLY_PUSH:
    case REDIS_REPLY_ATTR: return RedisReplyKind::Push;  // Neither answers a command.
#endif
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
      if (too_deep(*task) || !builder.weigh(bytes)) return nullptr;
      RedisReply* const reply = builder.place(*task);
      fill(*reply);
      return reply;
    } catch (const std::exception&) {
      return nullptr;
    }
  }

  static void* text(const redisReadTask* task, char* begin, std::size_t size) noexcept {
    return make(task, size, [&](RedisReply& reply) {
      // hiredis 1 leaves the `txt:` of a verbatim text to its own objects.
      reply.kind_ = kind_of(task->type);
#if HIREDIS_MAJOR >= 1
      const std::size_t skip = task->type == REDIS_REPLY_VERB ? std::min<std::size_t>(size, 4) : 0;
#else
      const std::size_t skip = 0;
#endif
      reply.text_.assign(begin + skip, size - skip);
    });
  }

  static void* array(const redisReadTask* task, std::size_t count) noexcept {
    return make(task, 0, [&](RedisReply& reply) {
      reply.kind_ = kind_of(task->type);
      reply.elements_.reserve(std::min(count, kReservedAtMost));
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

#if HIREDIS_MAJOR >= 1
  static void* real(const redisReadTask* task, double /*value*/, char* begin, std::size_t size) noexcept {
    return make(task, size, [&](RedisReply& reply) {
      reply.kind_ = Kind::Real;
      reply.text_.assign(begin, size);
    });
  }

  static void* boolean(const redisReadTask* task, int value) noexcept {
    return make(task, 0, [&](RedisReply& reply) {
      reply.kind_ = Kind::Boolean;
      reply.integer_ = value != 0 ? 1 : 0;
    });
  }
#else
  static void* array_of_int(const redisReadTask* task, int count) noexcept {
    return array(task, static_cast<std::size_t>(std::max(count, 0)));
  }
#endif

  static void free(void* /*reply*/) noexcept {}  // It is the builder's.

  using Kind = RedisReplyKind;
};

redisReplyObjectFunctions* RedisReplyBuilder::functions() noexcept {
#if HIREDIS_MAJOR >= 1
  static redisReplyObjectFunctions table{&Calls::text, &Calls::array,   &Calls::integer, &Calls::real,
                                         &Calls::nil,  &Calls::boolean, &Calls::free};
#else
  static redisReplyObjectFunctions table{&Calls::text, &Calls::array_of_int, &Calls::integer, &Calls::nil, &Calls::free};
#endif
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
