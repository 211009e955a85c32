// SPDX-License-Identifier: Apache-2.0
#include "saki/database.h"

#include <string>
#include <vector>

#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/database_provider.h"
#include "saki/offers.h"

namespace saki {
namespace {

constexpr const char* kBackend = "database.backend";
constexpr const char* kAuto = "auto";

// What the calls meet before start() and after stop().
class NoDatabase final : public DatabaseEngine {
 public:
  std::optional<DatabaseError> submit(std::shared_ptr<DatabaseJob> job) override {
    return DatabaseError(DatabaseErrorKind::Closed, "the database is not open", job->sql());
  }
  const char* dialect() const noexcept override { return "none"; }
};

NoDatabase& no_database() {
  static NoDatabase none;
  return none;
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

// The backend to use; empty, with a diagnostic, when it cannot be told.
std::string choose(std::string configured, const std::vector<std::string>& offered, const SourcePlace& place, Diagnostics& diagnostics) {
  if (configured == kAuto && offered.size() == 1) return offered.front();
  if (offered.empty()) {
    diagnostics.add(place, "database-none", "no package serves the database", "add `sqlite` or `mysql` to packages in service.yaml");
    return {};
  }
  if (configured == kAuto) {
    diagnostics.add(place, "database-several", "several packages could serve the database: " + listed(offered),
                    "name one of them in database.backend");
    return {};
  }
  return configured;
}

}  // namespace

Database::Database() : DatabaseAccess(no_database(), DatabaseTerms()) {}

void Database::declare_settings(ConfigSchema& schema) {
  schema.add({.path = kBackend,
              .initial = kAuto,
              .description = "The package that serves the database: sqlite, mysql; auto is the only one there is."});
}

void Database::start(const PackageContext& context, Diagnostics& diagnostics) {
  const SourcePlace place = context.config().place(kBackend);
  const std::string backend =
      choose(context.config().get<std::string>(kBackend), context.offers().names<DatabaseProvider>(), place, diagnostics);
  if (backend.empty()) return;
  DatabaseProvider* provider = context.offers().find<DatabaseProvider>(backend);
  if (provider == nullptr) {
    diagnostics.add(place, "database-unknown", "no package of this service serves a database \"" + backend + "\"",
                    "add `" + backend + "` to packages in service.yaml, or where it is switched off: " + backend + ": {enabled: true}");
    return;
  }
  static_cast<DatabaseAccess&>(*this) = provider->database();
}

void Database::stop() noexcept { static_cast<DatabaseAccess&>(*this) = DatabaseAccess(no_database(), DatabaseTerms()); }

}  // namespace saki
