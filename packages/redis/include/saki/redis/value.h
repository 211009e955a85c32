// SPDX-License-Identifier: Apache-2.0
//
// RedisValue<T>: what a reply is as a T. Texts, numbers and flags, optional ones, lists, lists of pairs, and whatever specialises it.
//
//   RedisValue<std::optional<std::int64_t>>::from(reply)     // nothing for nil, else the number; the mismatch when it is neither
#pragma once

#include <concepts>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/redis/error.h"
#include "saki/redis/reply.h"

namespace saki {

// A reply of another form than was wanted.
class RedisMismatch {
 public:
  RedisMismatch(const RedisReply& reply, const char* wanted) noexcept : wanted_(wanted), found_(reply.kind()) {}
  [[nodiscard]] RedisError of(std::string_view command) const;

 private:
  const char* wanted_;
  RedisReplyKind found_;
};

template <class T>
using RedisRead = std::expected<T, RedisMismatch>;

template <class T>
struct RedisValue;

template <>
struct RedisValue<RedisReply> {
  static RedisRead<RedisReply> from(RedisReply&& reply) { return std::move(reply); }
};

// Any reply that is no error.
template <>
struct RedisValue<void> {
  static RedisRead<void> from(RedisReply&&) { return {}; }
};

template <>
struct RedisValue<std::string> {
  static RedisRead<std::string> from(RedisReply&& reply);
};

template <>
struct RedisValue<std::int64_t> {
  static RedisRead<std::int64_t> from(RedisReply&& reply);
};

template <>
struct RedisValue<double> {
  static RedisRead<double> from(RedisReply&& reply);
};

// True for an integer but 0, and for "OK"; false for 0 and nil.
template <>
struct RedisValue<bool> {
  static RedisRead<bool> from(RedisReply&& reply);
};

template <class T>
struct RedisValue<std::optional<T>> {
  static RedisRead<std::optional<T>> from(RedisReply&& reply) {
    if (reply.is_nil()) return std::optional<T>();
    auto value = RedisValue<T>::from(std::move(reply));
    if (!value) return std::unexpected(value.error());
    return std::optional<T>(*std::move(value));
  }
};

// Nil is an empty list.
template <class T>
struct RedisValue<std::vector<T>> {
  static RedisRead<std::vector<T>> from(RedisReply&& reply) {
    std::vector<T> values;
    if (reply.is_nil()) return values;
    if (!reply.has_elements()) return std::unexpected(RedisMismatch(reply, "a list"));
    values.reserve(reply.size());
    for (RedisReply& element : reply.elements()) {
      auto value = RedisValue<T>::from(std::move(element));
      if (!value) return std::unexpected(value.error());
      values.push_back(*std::move(value));
    }
    return values;
  }
};

// A map, as a list in which keys and values take turns, or as a list of lists of two.
template <class First, class Second>
struct RedisValue<std::vector<std::pair<First, Second>>> {
  using Pairs = std::vector<std::pair<First, Second>>;
  static RedisRead<Pairs> from(RedisReply&& reply) {
    Pairs pairs;
    if (reply.is_nil()) return pairs;
    if (!reply.has_elements()) return std::unexpected(RedisMismatch(reply, "a list of pairs"));
    std::vector<RedisReply>& elements = reply.elements();
    const bool nested = !elements.empty() && elements.front().has_elements();
    if (!nested && elements.size() % 2 != 0) return std::unexpected(RedisMismatch(reply, "a list of pairs"));
    for (std::size_t index = 0; index < elements.size(); index += nested ? 1 : 2) {
      if (nested && elements[index].size() != 2) return std::unexpected(RedisMismatch(elements[index], "a pair"));
      auto first = RedisValue<First>::from(std::move(nested ? elements[index].elements()[0] : elements[index]));
      if (!first) return std::unexpected(first.error());
      auto second = RedisValue<Second>::from(std::move(nested ? elements[index].elements()[1] : elements[index + 1]));
      if (!second) return std::unexpected(second.error());
      pairs.emplace_back(*std::move(first), *std::move(second));
    }
    return pairs;
  }
};

}  // namespace saki
