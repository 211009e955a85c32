// SPDX-License-Identifier: Apache-2.0
//
// From a request's head to the entry that answers it.
#pragma once

#include "context/service_context.h"
#include "saki/http/request_head.h"
#include "saki/router.h"
#include "service/static_mounts.h"

namespace saki {

// No route fits: a file may, or it is `OPTIONS *`, which asks about the service as a whole (RFC 9110 section 9.3.7).
inline const RouteEntry& find_beside_routes(const ServiceContext& context, const http::RequestHead& head, RouteMatch& match) noexcept {
  if (head.form == http::TargetForm::Asterisk) {
    match.allowed = context.allowed_anywhere();
    return context.options;
  }
  const RouteEntry* mount = find_mount(context, context.own_mounts, head.path, match);
  return mount != nullptr ? *mount : context.not_found;
}

// Of a path that has routes, but none for the method.
inline const RouteEntry& other_method(const ServiceContext& context, const http::RequestHead& head) noexcept {
  return head.method == Method::Options ? context.options : context.method_not_allowed;
}

inline const RouteEntry& find_route(const ServiceContext& context, const http::RequestHead& head, RouteMatch& match) noexcept {
  switch (context.router.find(head.method, head.path, match)) {
    case RouteOutcome::Found: return context.routes[match.target];
    case RouteOutcome::NoPath: return find_beside_routes(context, head, match);
    case RouteOutcome::NoMethod: break;
  }
  return other_method(context, head);
}

}  // namespace saki
