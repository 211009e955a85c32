// SPDX-License-Identifier: Apache-2.0
//
// What Service::run() does.
#pragma once

#include "service/composition.h"

namespace saki {

// Returns the exit status: see Service::run().
[[nodiscard]] int run_service(Composition& composition, int argc, char** argv);

}  // namespace saki
