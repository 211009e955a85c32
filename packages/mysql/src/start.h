// SPDX-License-Identifier: Apache-2.0
//
// The first contact with a server, before any worker runs: it is waited for, what is wrong is told, and the scripts are run.
#pragma once

#include <string>
#include <vector>

#include "library.h"
#include "saki/base/diagnostics.h"
#include "saki/mysql/options.h"

namespace saki {

struct MysqlScript {
  std::string name;
  std::string sql;
};

// A connection that blocks, tried for start_timeout; its error number says whether it came about. Null when there is no memory.
[[nodiscard]] MYSQL* connect_patiently(const MysqlOptions& options);

// The way out of that error.
[[nodiscard]] std::string hint_for(unsigned code);

[[nodiscard]] Diagnostics ask_server(const MysqlOptions& options, const std::vector<MysqlScript>& scripts);

}  // namespace saki
