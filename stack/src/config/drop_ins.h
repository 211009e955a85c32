// SPDX-License-Identifier: Apache-2.0
//
// The drop-ins of a folder: `*.yaml` in the byte order of their names, hidden ones passed over.
#pragma once

#include <string>
#include <vector>

#include "saki/base/result.h"

namespace saki {

// Their names, without the folder's.
[[nodiscard]] Result<std::vector<std::string>> drop_ins(const std::string& path);

}  // namespace saki
