// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

namespace saki {
class Service;
}

namespace nesting {

// Adds every route of the manifest.
void add_routes(saki::Service& service);

}  // namespace nesting
