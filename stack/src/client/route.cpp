// SPDX-License-Identifier: Apache-2.0
#include "client/route.h"

namespace saki::client {

Route::Route(const Request& request, const ProxyRules& rules) : place(request.url.origin().text()) {
  const Origin& origin = request.url.origin();
  key = place;
  if (request.connect_to) {
    key.append(" at ").append(request.connect_to->text());
    return;
  }
  proxy = rules.proxy_for(origin);
  if (proxy == nullptr) return;
  kind = origin.secure ? RouteKind::Tunnel : RouteKind::Absolute;
  const std::string proxy_place = proxy->origin().text();
  key = kind == RouteKind::Tunnel ? place + " through " + proxy_place : "by " + proxy_place;
  place = proxy_place + " for " + place;
}

}  // namespace saki::client
