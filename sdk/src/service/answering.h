// SPDX-License-Identifier: Apache-2.0
//
// From a request and its route to the response: the one place where exceptions become answers.
#pragma once

#include <new>
#include <type_traits>

#include "context/error_answer.h"
#include "context/worker_context.h"
#include "saki/request.h"

namespace saki {

// The request is forgotten with the arena that holds it.
static_assert(std::is_trivially_destructible_v<Request> && std::is_trivially_destructible_v<RouteMatch>);

// `find` says by which entry the request is answered, and fills the match.
template <class Find>
Request& make_request(http::Exchange& exchange, WorkerContext& context, const Find& find) {
  struct Place {
    alignas(RouteMatch) std::byte match[sizeof(RouteMatch)];
    alignas(Request) std::byte request[sizeof(Request)];
  };
  auto* const place = static_cast<Place*>(exchange.arena().allocate(sizeof(Place), alignof(Place)));
  auto* const match = new (place->match) RouteMatch;
  const RouteEntry& route = find(*match);
  if (exchange.access_log() != nullptr) [[unlikely]]
    exchange.set_route(route.pattern);
  if (route.options.max_body) exchange.set_body_limit(*route.options.max_body);
  return *new (place->request) Request(exchange, context, route, *match);
}

inline Task<Response> answer(Request& request, const RouteEntry& route) { return Next(route.chain, route.handler)(request); }

// The content for a plain handler, empty where it takes none. Nothing where there is something to wait for.
inline std::optional<std::string_view> content_at_once(Request& request, const RouteEntry& route) noexcept {
  if (!route.is_plain()) return std::nullopt;
  return route.handler.takes_content() ? request.take_content_at_hand() : std::string_view{};
}

// Of a route whose handler is plain.
inline Response answer_plainly(Request& request, const RouteEntry& route, std::string_view content) {
  try {
    return route.handler.answer_plainly(request, content);
  } catch (...) {
    return error_answer(request);
  }
}

}  // namespace saki
