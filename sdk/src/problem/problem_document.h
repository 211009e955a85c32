// SPDX-License-Identifier: Apache-2.0
//
// The body of an error answer: a problem document (RFC 9457).
#pragma once

#include <string>

#include "saki/http_error.h"

namespace saki {

inline constexpr std::string_view kProblemMediaType = "application/problem+json";

// `type`, `title`, `status`, `detail` where there is one, then the error's own members in their order. Affinity: any.
[[nodiscard]] std::string problem_document(const HttpError& error);

}  // namespace saki
