// SPDX-License-Identifier: Apache-2.0
//
// What the rest of a request's way answers, also where it fails: for guards whose fields belong on problem documents as well.
#pragma once

#include "saki/middleware.h"
#include "saki/route_handler.h"

namespace saki {

// Throws nothing but Cancelled.
[[nodiscard]] Task<Response> answer_any_case(Request& request, Next next);

}  // namespace saki
