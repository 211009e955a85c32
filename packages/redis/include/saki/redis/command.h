// SPDX-License-Identifier: Apache-2.0
//
// RedisCommand: a command with its arguments, in the form in which it is sent. Any bytes may stand in an argument: nothing is quoted,
// nothing can be injected.
//
//   RedisCommand("SET", key, value, "EX", 30)
//   RedisCommand("DEL", keys)                     // A range adds each of its elements, of pairs both halves.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "saki/base/bytes.h"
#include "saki/redis/use.h"

namespace saki {

template <class A>
concept RedisScalar = std::convertible_to<const A&, std::string_view> || std::convertible_to<const A&, ByteView> ||
                      (std::integral<A> && !std::same_as<A, bool>) || std::floating_point<A>;

template <class A>
struct RedisIsPair : std::false_type {};
template <class First, class Second>
struct RedisIsPair<std::pair<First, Second>> : std::bool_constant<RedisScalar<std::remove_cv_t<First>> && RedisScalar<Second>> {};

template <class A>
concept RedisElement = RedisScalar<A> || RedisIsPair<A>::value;

// What a command takes as an argument, or as several.
template <class A>
concept RedisArgument = RedisElement<A> || (std::ranges::input_range<const A&> && RedisElement<std::ranges::range_value_t<const A&>>);

class RedisCommand {  // Affinity: any; a value.
 public:
  template <class... A>
    requires(RedisArgument<std::decay_t<A>> && ...)
  explicit RedisCommand(std::string_view name, const A&... arguments) : use_(redis_use(name)) {
    add(name);
    (add(arguments), ...);
  }

  // Appends an argument. The text is copied.
  template <RedisArgument A>
  RedisCommand& add(const A& argument) {
    if constexpr (std::convertible_to<const A&, std::string_view>) {
      add_text(argument);
    } else if constexpr (std::convertible_to<const A&, ByteView>) {
      add_text(as_text(argument));
    } else if constexpr (std::floating_point<A>) {
      add_real(argument);
    } else if constexpr (std::unsigned_integral<A>) {
      add_natural(argument);
    } else if constexpr (std::integral<A>) {
      add_integer(argument);
    } else if constexpr (RedisIsPair<A>::value) {
      add(argument.first);
      add(argument.second);
    } else {
      for (const auto& element : argument) add(element);
    }
    return *this;
  }

  [[nodiscard]] std::string_view name() const noexcept { return argument(0); }
  [[nodiscard]] std::size_t size() const noexcept { return count_; }  // Of the name and the arguments.
  [[nodiscard]] std::string_view argument(std::size_t index) const noexcept;  // Empty beyond the last; the name is the first.

  [[nodiscard]] RedisUse use() const noexcept { return use_ == RedisUse::Look ? redis_use(*this) : use_; }

  // Appends the command as the protocol writes it.
  void write_to(std::string& output) const;
  [[nodiscard]] std::size_t bytes() const noexcept { return body_.size(); }

 private:
  void add_text(std::string_view text);
  void add_integer(std::int64_t value);
  void add_natural(std::uint64_t value);
  void add_real(double value);

  std::string body_;  // All but the count.
  std::size_t count_ = 0;
  RedisUse use_;
};

}  // namespace saki
