// SPDX-License-Identifier: Apache-2.0
//
// Route: how a request reaches its origin. Connections of the same route may stand in for one another.
#pragma once

#include <string>

#include "saki/client/proxy_rules.h"
#include "saki/client/request.h"

namespace saki::client {

enum class RouteKind : std::uint8_t {
  Direct,
  Absolute,  // By a proxy that is told the whole URL: http.
  Tunnel,    // Through a proxy that is asked for a way: https.
};

struct Route {
  Route(const Request& request, const ProxyRules& rules);

  RouteKind kind = RouteKind::Direct;
  const Url* proxy = nullptr;  // Of `rules`.
  std::string key;             // Equal for routes whose connections are as good.
  std::string place;           // For people: the origin, and the proxy before it.
};

}  // namespace saki::client
