// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "compose.h"

#include <memory>
#include <utility>

#include "routes.h"
#include "saki/service.h"
#include "saki/sqlite.h"
#include "saki/setting_fields.h"
#include "settings.h"

namespace kitchen::sink {

void compose(saki::Service& service) {
  service.defaults("{server: {listen: [\"127.0.0.1:8080\", \"unix:/run/sink.sock\"], workers: 2}, sqlite: {path: sink.db, readers: 3}}");
  service.settings(setting_fields());
  service.add_package(std::make_unique<saki::Sqlite>());
  add_routes(service);
}

}  // namespace kitchen::sink
