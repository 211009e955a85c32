// SPDX-License-Identifier: Apache-2.0
//
// ValidationFailed: the 422 that carries all Violations of a request.
#pragma once

#include "saki/http_error.h"
#include "saki/violations.h"

namespace saki {

class ValidationFailed : public HttpError {  // Affinity: one thread at a time.
 public:
  explicit ValidationFailed(const Violations& violations);
};

}  // namespace saki
