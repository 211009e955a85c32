// SPDX-License-Identifier: Apache-2.0
//
// What the exception in flight is answered with.
#pragma once

#include "saki/http_error.h"
#include "saki/response.h"

namespace saki {

class Request;

// Called within a catch block: the one place that knows which exception means which answer.
//
//   HttpError          its status and problem document
//   DependencyError    503, the reason told to the log alone, once a second of each dependency and kind of reason
//   ClientError        502, or 504 where time ran out, likewise
//   anything else      500, likewise
//
// Throws Cancelled on: nobody waits for an answer.
[[nodiscard]] Response error_answer(const Request& request);

[[nodiscard]] Response problem_response(const HttpError& error);

}  // namespace saki
