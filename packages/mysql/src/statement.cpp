// SPDX-License-Identifier: Apache-2.0
#include "statement.h"

namespace saki {

// Each execution may bring other columns: the schema has changed, or a procedure gave another result.
bool MysqlStatement::bind_row() {
  bool changed = false;
  if (!row_->bind(*handle_, changed)) return false;
  if (changed) places_.clear();
  return true;
}

}  // namespace saki
