// SPDX-License-Identifier: Apache-2.0
#include "saki/database_results.h"

namespace saki {

bool DatabaseTable::take(const RowReader& row, std::span<const int>) {
  table_.add(row);
  return true;
}

}  // namespace saki
