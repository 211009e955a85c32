// SPDX-License-Identifier: Apache-2.0
//
// StatementCache: the prepared statements of one connection, by their text. Bounded: the one unused for longest goes.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "statement.h"

namespace saki {

class StatementCache {  // Affinity: its connection's thread.
 public:
  explicit StatementCache(std::size_t limit) noexcept : limit_(limit) {}  // 1 or more.

  // The statement, now the most recently used; null when it is not here.
  [[nodiscard]] Statement* find(std::string_view sql);

  // Keeps `statement` as the most recently used. The reference is good until as many others were used as the cache holds.
  Statement& keep(std::string_view sql, Statement statement);

  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

 private:
  struct Entry {
    std::string sql;
    Statement statement;
  };
  using Entries = std::list<Entry>;

  const std::size_t limit_;
  Entries entries_;  // The most recently used first.
  std::unordered_map<std::string_view, Entries::iterator> by_sql_;  // Views of the entries' own text.
};

}  // namespace saki
