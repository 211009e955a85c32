// SPDX-License-Identifier: Apache-2.0
//
// What the load generator prints in the end: weighttp's summary, or JSON for the harness.
#pragma once

#include <cstdint>

#include "client.h"

namespace load {

void print_summary(const Outcome& outcome, std::uint64_t requests);  // In weighttp's words; `requests` were to be made.
void print_json(const Outcome& outcome);  // One line.

}  // namespace load
