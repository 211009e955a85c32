// SPDX-License-Identifier: Apache-2.0
//
// The lines of a trailer section as fields.
#pragma once

#include <string_view>
#include <vector>

#include "saki/http/field.h"

namespace saki::client {

// Of lines that have been checked, and the empty one behind them. Views into `lines`.
[[nodiscard]] std::vector<http::Field> fields_of_lines(std::string_view lines);

}  // namespace saki::client
