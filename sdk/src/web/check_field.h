// SPDX-License-Identifier: Apache-2.0
//
// What every header field passes that an answer is given by a service.
#pragma once

#include <string_view>

namespace saki {

// Throws InvalidField for a name or value that would break the head, and for fields that the server alone sets.
void check_field(std::string_view name, std::string_view value);

}  // namespace saki
