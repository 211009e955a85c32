// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "compose.h"

#include <memory>

#include "routes.h"
#include "saki/service.h"
#include "saki/sqlite.h"

namespace nesting {

void compose(saki::Service& service) {
  service.add_package(std::make_unique<saki::Sqlite>());
  service.package_routes("sqlite", {});
  add_routes(service);
}

}  // namespace nesting
