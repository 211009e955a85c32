// SPDX-License-Identifier: Apache-2.0
//
// StatementCache<S>: the prepared statements of one connection, by their text. Bounded: the one unused for longest goes. For data packages.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace saki {

template <class S>
class StatementCache {  // Affinity: its connection's thread.
 public:
  explicit StatementCache(std::size_t limit) noexcept : limit_(limit) {}  // 1 or more.

  // The statement, now the most recently used; null when it is not here.
  [[nodiscard]] S* find(std::string_view sql) {
    if (!entries_.empty() && entries_.front().sql == sql) return &entries_.front().statement;
    const auto found = by_sql_.find(sql);
    if (found == by_sql_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->statement;
  }

  // Keeps `statement` as the most recently used. The reference is good until as many others were used as the cache holds.
  S& keep(std::string_view sql, S statement) {
    if (entries_.size() >= limit_) {
      by_sql_.erase(entries_.back().sql);
      entries_.pop_back();
    }
    entries_.push_front(Entry{std::string(sql), std::move(statement)});
    by_sql_.emplace(entries_.front().sql, entries_.begin());
    return entries_.front().statement;
  }

  // Forgets one, if it is here.
  void drop(std::string_view sql) {
    const auto found = by_sql_.find(sql);
    if (found == by_sql_.end()) return;
    const auto entry = found->second;
    by_sql_.erase(found);
    entries_.erase(entry);
  }

  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

 private:
  struct Entry {
    std::string sql;
    S statement;
  };
  using Entries = std::list<Entry>;

  const std::size_t limit_;
  Entries entries_;  // The most recently used first.
  std::unordered_map<std::string_view, typename Entries::iterator> by_sql_;  // Views of the entries' own text.
};

}  // namespace saki
