// SPDX-License-Identifier: Apache-2.0
#include "saki/row.h"

#include "saki/database_error.h"

namespace saki::detail {

void too_few_columns(const RowReader& row, std::size_t wanted) {
  throw DatabaseError(DatabaseErrorKind::Mismatch, "the statement gives " + std::to_string(row.column_count()) +
                                                       " columns, the tuple asked for takes " + std::to_string(wanted));
}

}  // namespace saki::detail
