// SPDX-License-Identifier: Apache-2.0
//
// The file of the keys for cookies.
#pragma once

#include <string>

#include "saki/base/result.h"

namespace saki {

// Reads a file of keys, which is small. Errors: Exhausted beyond 64 KiB; System.
[[nodiscard]] Result<std::string> read_key_file(const std::string& path);

// Makes it with one new key, for its owner alone, where there is none yet: whole or not at all, whoever else makes it just then.
[[nodiscard]] Result<> make_key_file(const std::string& path);

}  // namespace saki
