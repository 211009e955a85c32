// SPDX-License-Identifier: Apache-2.0
//
// What packages bring is held against what they say they bring: the API's description is made of that, and collisions are found by it.
#pragma once

#include "saki/base/diagnostics.h"

namespace saki {

class Composition;

// Tells each route that only one of the two knows, of the packages that say anything.
void check_package_routes(const Composition& composition, Diagnostics& diagnostics);

}  // namespace saki
