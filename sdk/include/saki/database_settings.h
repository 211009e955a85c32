// SPDX-License-Identifier: Apache-2.0
//
// add_database_settings: the settings that every package of SQL has in its section, so that they have one name and one bound.
#pragma once

#include <string>
#include <utility>

#include "saki/setting_fields.h"

namespace saki {

// `Options` has members of these names: call_timeout, queue_limit, statement_cache, max_rows. `fields` have its
// defaults. `waiting` says which calls queue_limit bounds.
template <class Options>
void add_database_settings(SettingFields<Options>& fields, std::string waiting) {
  fields.add(&Options::call_timeout,
             {.path = "call_timeout", .maximum = "24h", .description = "How long a call may take in all; 0s is without end."});
  fields.add(&Options::queue_limit,
             {.path = "queue_limit", .minimum = "1", .maximum = "1000000", .unit = "calls", .description = std::move(waiting)});
  fields.add(&Options::statement_cache, {.path = "statement_cache",
                                         .minimum = "1",
                                         .maximum = "10000",
                                         .unit = "statements",
                                         .description = "Prepared statements that each connection keeps."});
  fields.add(&Options::max_rows, {.path = "max_rows",
                                  .minimum = "1",
                                  .maximum = "100000000",
                                  .unit = "rows",
                                  .description = "Rows that one result may have, unless it is read row by row."});
}

}  // namespace saki
