// SPDX-License-Identifier: Apache-2.0
#include "service/transport_security.h"

#include <chrono>

#include "context/worker_context.h"
#include "saki/request.h"

namespace saki {
namespace {

constexpr const char* kField = "Strict-Transport-Security";
constexpr std::chrono::seconds kLeastForPreload = std::chrono::days(365);

}  // namespace

void declare_transport_security_settings(ConfigSchema& schema) {
  schema.add(
      {.path = "server.hsts.max_age",
       .type = SettingType::TimeSpan,
       .initial = "0s",
       .minimum = "0s",
       .maximum = "1000d",
       .description = "How long browsers that came by https are told to come by it alone (Strict-Transport-Security); 0 is not at all."});
  schema.add({.path = "server.hsts.subdomains",
              .type = SettingType::Bool,
              .initial = "false",
              .description = "Whether that holds for every name below the host's as well."});
  schema.add({.path = "server.hsts.preload",
              .type = SettingType::Bool,
              .initial = "false",
              .description = "Whether browsers may learn it before the first visit, from a list that they bring; hard to take back."});
}

std::string read_transport_security(const Config& config, Diagnostics& diagnostics) {
  const auto max_age = config.get<std::chrono::seconds>("server.hsts.max_age");
  const bool subdomains = config.get<bool>("server.hsts.subdomains");
  const bool preload = config.get<bool>("server.hsts.preload");
  if (preload && (max_age < kLeastForPreload || !subdomains)) {
    diagnostics.add(config.place("server.hsts.preload"), "hsts-preload", "no list of browsers takes a host like this",
                    "it wants max_age: 365d at least, and subdomains: true");
  }
  if (max_age <= max_age.zero()) return {};
  return "max-age=" + std::to_string(max_age.count()) + (subdomains ? "; includeSubDomains" : "") + (preload ? "; preload" : "");
}

void add_transport_security(const Request& request, Response& response) {
  const std::string& value = request.context().service.transport_security;
  if (request.scheme() == "https" && !response.header(kField)) response.header(kField, value);
}

}  // namespace saki
