// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

namespace saki {
class Service;
}

namespace kitchen::sink {

// Puts together what the manifest describes: packages, settings and routes. main() runs the result, tests ask it.
void compose(saki::Service& service);

}  // namespace kitchen::sink
