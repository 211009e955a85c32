// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "compose.h"

#include "routes.h"
#include "saki/service.h"

namespace hello {

void compose(saki::Service& service) {
  add_routes(service);
}

}  // namespace hello
