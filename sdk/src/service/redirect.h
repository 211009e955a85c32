// SPDX-License-Identifier: Apache-2.0
//
// Redirects: routes that answer with another place.
#pragma once

#include "saki/response.h"

namespace saki {

class Request;

// The handler of a redirect: its route says where to.
[[nodiscard]] Response answer_redirect(Request& request);

}  // namespace saki
