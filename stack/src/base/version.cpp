// SPDX-License-Identifier: Apache-2.0
//
// The number itself stands in the top CMakeLists.txt, once.
#include "saki/base/version.h"

namespace saki {

std::string_view version() noexcept { return SAKI_VERSION; }

}  // namespace saki
