// SPDX-License-Identifier: Apache-2.0
//
// IdentitySource: what another package asks who calls, before the route does. Offered as "auth" by the package that knows.
#pragma once

#include "saki/http_error.h"
#include "saki/task/task.h"

namespace saki {

class Request;

class IdentitySource {  // Affinity: any; what follows is called on workers.
 public:
  IdentitySource() = default;
  IdentitySource(const IdentitySource&) = delete;
  IdentitySource& operator=(const IdentitySource&) = delete;
  virtual ~IdentitySource() = default;

  // Finds out who calls, by the schemes that the route asks for, else by any; afterwards request.identity() tells. Who shows nothing is
  // nobody. Throws Unauthorized for what is wrong, ServiceUnavailable where it cannot be found out now, Cancelled.
  [[nodiscard]] virtual Task<> identify(Request& request) = 0;

  // What asks for a proof.
  [[nodiscard]] virtual HttpError challenge(const Request& request) const = 0;
};

}  // namespace saki
