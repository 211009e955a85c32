// SPDX-License-Identifier: Apache-2.0
#include "saki/mysql.h"

#include "core.h"
#include "migration_backend.h"
#include "mysql_settings.h"
#include "saki/offers.h"

namespace saki {
namespace {

constexpr const char* kHost = "mysql.host";

}  // namespace

Mysql::Mysql() : Mysql(std::make_unique<MysqlCore>()) {}
Mysql::Mysql(std::unique_ptr<MysqlCore> core) : DatabaseAccess(*core, DatabaseTerms()), core_(std::move(core)) {}
Mysql::~Mysql() = default;

void Mysql::add_script(std::string_view name, std::string_view sql) { core_->add_script({std::string(name), std::string(sql)}); }

void Mysql::declare_settings(ConfigSchema& schema) { mysql_settings().declare(schema); }

void Mysql::start(const PackageContext& context, Diagnostics& diagnostics) {
  const MysqlOptions options = mysql_settings().read(context.config());
  terms_.limit = options.call_timeout;
  const Diagnostics found = core_->open(options, &context.log());
  for (Diagnostic each : found.list()) {
    if (each.place.file.empty()) each.place = context.config().place(kHost);
    diagnostics.add(std::move(each.place), std::move(each.code), std::move(each.text), std::move(each.hint));
  }
  context.offers().add<DatabaseProvider>("mysql", *this);
}

std::unique_ptr<MigrationBackend> Mysql::migration_backend(const PackageContext& context) {
  return std::make_unique<MysqlMigrationBackend>(mysql_settings().read(context.config()), *core_);
}

Diagnostics Mysql::open(const MysqlOptions& options) {
  terms_.limit = options.call_timeout;
  return core_->open(options, nullptr);
}

void Mysql::start_worker(Loop& loop) { core_->start_worker(loop); }
void Mysql::stop_worker(Loop&) noexcept { core_->stop_worker(); }
void Mysql::stop() noexcept { core_->stop(); }

Health Mysql::health() const {
  std::string why = core_->down();
  return why.empty() ? Health() : Health::failing(std::move(why));
}

void Mysql::measure(Measures& measures) const { core_->measure(measures); }

}  // namespace saki
