// SPDX-License-Identifier: Apache-2.0
#include "service/composition.h"

#include "client/client_settings.h"
#include "coding/compression_settings.h"
#include "event/event_settings.h"
#include "host/host_settings.h"
#include "room/room_settings.h"
#include "saki/config/config.h"
#include "saki/process/supervisor_settings.h"
#include "saki/server/server_settings.h"
#include "service/common_settings.h"
#include "service/https_redirect.h"
#include "service/package_routes.h"
#include "service/transport_security.h"

namespace saki {

namespace {

std::string enabled_path(const Package& package) { return std::string(package.name()) + ".enabled"; }

}  // namespace

bool is_enabled(const Package& package, const Config& config) { return !package.may_be_off() || config.get<bool>(enabled_path(package)); }

ConfigSchema Composition::schema() const {
  ConfigSchema schema;
  declare_server_settings(schema);
  declare_host_settings(schema);
  declare_supervisor_settings(schema);
  declare_compression_settings(schema);
  declare_event_settings(schema);
  declare_room_settings(schema);
  declare_client_settings(schema);
  declare_https_redirect_settings(schema);
  declare_transport_security_settings(schema);
  declare_common_settings(schema);
  for (const auto& holder : settings) holder->declare(schema);
  for (const PackageEntry& entry : packages) {
    if (entry.package->may_be_off()) {
      schema.add({.path = enabled_path(*entry.package),
                  .type = SettingType::Bool,
                  .initial = "true",
                  .description = "false: this installation does without the package."});
    }
    entry.package->declare_settings(schema);
  }
  if (migrating != nullptr) migrating->declare_settings(schema);
  return schema;
}

void Composition::check(Diagnostics& diagnostics) const {
  context.router.check(diagnostics);
  check_package_routes(*this, diagnostics);
}

}  // namespace saki
