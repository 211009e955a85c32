// SPDX-License-Identifier: Apache-2.0
#include "saki/redis/use.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "saki/redis/command.h"

namespace saki {
namespace {

struct Named {
  std::string_view name;
  RedisUse use;
};

// By length, so that most names are told from these by a look at theirs.
constexpr std::array kNames{
    Named{"AUTH", RedisUse::Altering},      Named{"EXEC", RedisUse::Settling},       Named{"QUIT", RedisUse::Never},
    Named{"SYNC", RedisUse::Never},         Named{"WAIT", RedisUse::Blocking},       Named{"BLPOP", RedisUse::Blocking},
    Named{"BRPOP", RedisUse::Blocking},     Named{"HELLO", RedisUse::Altering},      Named{"MULTI", RedisUse::Watching},
    Named{"PSYNC", RedisUse::Never},        Named{"RESET", RedisUse::Altering},      Named{"WATCH", RedisUse::Watching},
    Named{"XREAD", RedisUse::Look},         Named{"ASKING", RedisUse::Altering},     Named{"BLMOVE", RedisUse::Blocking},
    Named{"BLMPOP", RedisUse::Blocking},    Named{"BZMPOP", RedisUse::Blocking},     Named{"CLIENT", RedisUse::Look},
    Named{"SELECT", RedisUse::Altering},    Named{"DISCARD", RedisUse::Settling},    Named{"MONITOR", RedisUse::Never},
    Named{"UNWATCH", RedisUse::Settling},   Named{"WAITAOF", RedisUse::Blocking},    Named{"BZPOPMAX", RedisUse::Blocking},
    Named{"BZPOPMIN", RedisUse::Blocking},  Named{"READONLY", RedisUse::Altering},   Named{"READWRITE", RedisUse::Altering},
    Named{"SUBSCRIBE", RedisUse::Never},    Named{"BRPOPLPUSH", RedisUse::Blocking}, Named{"PSUBSCRIBE", RedisUse::Never},
    Named{"SSUBSCRIBE", RedisUse::Never},   Named{"XREADGROUP", RedisUse::Look},     Named{"UNSUBSCRIBE", RedisUse::Never},
    Named{"PUNSUBSCRIBE", RedisUse::Never}, Named{"SUNSUBSCRIBE", RedisUse::Never}};

constexpr std::size_t kLongest = 12;
constexpr std::size_t kOptionsBeforeKeys = 8;  // GROUP name consumer COUNT n BLOCK.

constexpr bool by_length(const Named& left, const Named& right) noexcept { return left.name.size() < right.name.size(); }
static_assert(std::ranges::is_sorted(kNames, by_length));

constexpr auto kFirstOfLength = [] {
  std::array<std::size_t, kLongest + 2> first{};
  for (std::size_t length = 0; length < first.size(); ++length) {
    while (first[length] < kNames.size() && kNames[first[length]].name.size() < length) ++first[length];
  }
  return first;
}();

bool same_word(std::string_view given, std::string_view upper) noexcept {
  const auto same = [](char left, char right) { return (left >= 'a' && left <= 'z' ? left - ('a' - 'A') : left) == right; };
  return std::ranges::equal(given, upper, same);
}

RedisUse use_of_client(std::string_view subcommand) noexcept {
  if (same_word(subcommand, "REPLY")) return RedisUse::Never;
  constexpr std::array<std::string_view, 7> kHarmless{"LIST", "INFO", "ID", "GETNAME", "KILL", "UNBLOCK", "HELP"};
  const bool harmless = std::ranges::any_of(kHarmless, [&](std::string_view word) { return same_word(subcommand, word); });
  return harmless ? RedisUse::Shared : RedisUse::Altering;
}

}  // namespace

RedisUse redis_use(std::string_view name) noexcept {
  if (name.size() > kLongest) return RedisUse::Shared;
  for (std::size_t index = kFirstOfLength[name.size()]; index < kFirstOfLength[name.size() + 1]; ++index) {
    if (same_word(name, kNames[index].name)) return kNames[index].use;
  }
  return RedisUse::Shared;
}

RedisUse redis_use(const RedisCommand& command) noexcept {
  const RedisUse by_name = redis_use(command.name());
  if (by_name != RedisUse::Look) return by_name;
  if (same_word(command.name(), "CLIENT")) return use_of_client(command.argument(1));
  for (std::size_t index = 1; index < command.size() && index <= kOptionsBeforeKeys; ++index) {
    const std::string_view word = command.argument(index);
    if (same_word(word, "STREAMS")) break;
    if (same_word(word, "BLOCK")) return RedisUse::Blocking;
  }
  return RedisUse::Shared;
}

}  // namespace saki
