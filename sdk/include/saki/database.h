// SPDX-License-Identifier: Apache-2.0
//
// Database: the service's SQL database, whichever package serves it.
//
//   auto& db = request.use<saki::Database>();
//   auto note = co_await db.one<Note>("select * from notes where id = ?", id);
//
// The section `database: {backend: sqlite|mysql}` says which; the package itself is set up in its own section. A service whose SQL both
// understand moves from one to the other by configuration.
#pragma once

#include <string_view>

#include "saki/database_access.h"
#include "saki/package.h"

namespace saki {

class Database final : public Package, public DatabaseAccess {  // Affinity: any between start() and stop().
 public:
  Database();

  [[nodiscard]] std::string_view name() const noexcept override { return "database"; }
  void declare_settings(ConfigSchema& schema) override;

  // Finds what serves it: the package named by `database.backend`, or the only one there is. Added after those packages.
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void stop() noexcept override;
};

}  // namespace saki
