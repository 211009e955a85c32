// SPDX-License-Identifier: Apache-2.0
//
// The first contact with a server, before any worker runs: it is waited for, what is wrong is told, and the scripts are run.
#pragma once

#include <string>
#include <vector>

#include "saki/base/diagnostics.h"
#include "saki/mysql/options.h"

namespace saki {

struct MysqlScript {
  std::string name;
  std::string sql;
};

[[nodiscard]] Diagnostics ask_server(const MysqlOptions& options, const std::vector<MysqlScript>& scripts);

}  // namespace saki
