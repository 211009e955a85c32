// SPDX-License-Identifier: Apache-2.0
//
// From a Response to the exchange's answer.
#pragma once

#include "saki/response.h"

namespace saki {

class Request;

// Gives an answer of any kind; one whose content is at hand mostly without waiting and without a frame. A client that has left is no error;
// an answer that fails once begun is broken off.
[[nodiscard]] Task<> send_response(Request& request, Response&& response);

}  // namespace saki
