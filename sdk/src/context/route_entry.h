// SPDX-License-Identifier: Apache-2.0
//
// RouteEntry: a route as it is served: its handler with everything around it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "saki/route_options.h"
#include "saki/socket_options.h"

namespace saki {

struct RouteEntry {  // Affinity: frozen.
  RouteHandler handler;
  RouteOptions options{};
  std::vector<std::string> parameter_names{};
  std::string pattern{};  // As it was declared; empty where no route answers.
  std::string redirect_to{};  // Of a redirect.
  Status redirect_status = Status::PermanentRedirect;
  std::unique_ptr<const SocketOptions> socket{};  // Of a route of WebSockets.
  std::vector<Middleware> chain{};  // What adds fields, the time limit, the service's middleware, the route's; made when it is frozen.

  // Answered without a coroutine's frame.
  [[nodiscard]] bool is_plain() const noexcept { return handler.is_plain() && chain.empty(); }
};

}  // namespace saki
