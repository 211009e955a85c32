// SPDX-License-Identifier: Apache-2.0
//
// Guard: a middleware that keeps something of its own: a limit, a list of origins. One object serves all workers.
#pragma once

#include <optional>

#include "saki/route_handler.h"

namespace saki {

class Guard {  // Affinity: frozen; what it changes is safe from every worker.
 public:
  Guard() = default;
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  virtual ~Guard() = default;

  // What a middleware does: see <saki/middleware.h>. A coroutine, or one that hands on what `next` gives.
  [[nodiscard]] virtual Task<Response> answer(Request& request, Next next) const = 0;

  // A browser asks whether a page of another site may use the guarded route (an OPTIONS request with Origin and
  // Access-Control-Request-Method; the route answers that method). Nothing leaves the answer to others.
  [[nodiscard]] virtual std::optional<Response> answer_preflight(const Request& request) const {
    static_cast<void>(request);
    return std::nullopt;
  }
};

}  // namespace saki
