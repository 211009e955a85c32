// SPDX-License-Identifier: Apache-2.0
#include "statement_cache.h"

#include <utility>

namespace saki {

Statement* StatementCache::find(std::string_view sql) {
  const auto found = by_sql_.find(sql);
  if (found == by_sql_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return &found->second->statement;
}

Statement& StatementCache::keep(std::string_view sql, Statement statement) {
  if (entries_.size() >= limit_) {
    by_sql_.erase(entries_.back().sql);
    entries_.pop_back();
  }
  entries_.push_front(Entry{std::string(sql), std::move(statement)});
  by_sql_.emplace(entries_.front().sql, entries_.begin());
  return entries_.front().statement;
}

}  // namespace saki
