// SPDX-License-Identifier: Apache-2.0
//
// From a Response to the exchange's answer.
#pragma once

#include "saki/response.h"

namespace saki {

class Request;

// Gives an answer whose content is at hand without waiting, and keeps the memory of its text; false when that is not possible, and
// nothing was given.
[[nodiscard]] bool try_send_response(Request& request, Response& response);

// Gives an answer of any kind. A client that has left is no error; an answer that fails once begun is broken off.
[[nodiscard]] Task<> send_response(Request& request, Response response);

}  // namespace saki
