// SPDX-License-Identifier: Apache-2.0
#include "statement.h"

namespace saki {

bool MysqlStatement::bind(std::span<const SqlValue> values) {
  if (!parameters_.take(values)) return true;
  if (!mysql_stmt_bind_param(handle_.get(), parameters_.binds())) return true;
  parameters_.forget();
  return false;
}

// Each execution may bring other columns: the schema has changed, or a procedure gave another result.
bool MysqlStatement::bind_row() {
  bool changed = false;
  if (!row_->bind(*handle_, changed)) return false;
  if (changed) places_.clear();
  return true;
}

}  // namespace saki
