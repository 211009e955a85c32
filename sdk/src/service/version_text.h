// SPDX-License-Identifier: Apache-2.0
//
// What `--version` tells.
#pragma once

#include <string>

#include "service/composition.h"

namespace saki {

[[nodiscard]] std::string version_text(const Composition& composition);  // "notes 0.1.0 (Saki 0.1.0)"

// The same as JSON, with the features that this build has: {"name":…,"version":…,"saki":…,"features":{"tls":false,…},"packages":[…]}.
[[nodiscard]] std::string version_json(const Composition& composition);

}  // namespace saki
