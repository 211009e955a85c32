// SPDX-License-Identifier: Apache-2.0
//
// A refusal in place of an answer whose content cannot be given: what middleware has seen is not what is sent.
#pragma once

#include "saki/response.h"

namespace saki {

class HttpError;
class Request;

// `refusal` with the fields of `promised` that are not about its content, as those for other origins and for security, and with the host's
// page where it has one: as if the handler had refused.
[[nodiscard]] Response in_place_of(const Response& promised, Response refusal, const Request& request);
[[nodiscard]] Response in_place_of(const Response& promised, const HttpError& refusal, const Request& request);

}  // namespace saki
