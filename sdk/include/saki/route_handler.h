// SPDX-License-Identifier: Apache-2.0
//
// RouteHandler: the function that answers a route. Middleware: the functions around it.
//
// A handler is a plain function or a coroutine: `Response f(Request&)`, for which no frame is made, or `Task<Response> f(Request&)`.
// Closures without captures are functions as well.
//
//   Task<Response> timed(Request& request, Next next) {
//     const MonotonicTime start = request.loop().now();
//     Response response = co_await next(request);
//     response.header("Server-Timing", …);
//     co_return response;
//   }
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>

#include "saki/response.h"
#include "saki/task/task.h"

namespace saki {

class Request;
class Next;

using Middleware = Task<Response> (*)(Request& request, Next next);

class RouteHandler {  // Affinity: frozen.
 public:
  using Plain = Response (*)(Request&);
  using Coroutine = Task<Response> (*)(Request&);

  template <class F>
    requires std::is_invocable_v<F, Request&>
  RouteHandler(F function) noexcept {  // NOLINT(google-explicit-constructor): a function is a handler.
    static_assert(detail::Captureless<F>, "a handler is a function or a closure without captures");
    if constexpr (std::is_same_v<std::invoke_result_t<F, Request&>, Response>) {
      plain_ = function;
    } else {
      static_assert(std::is_same_v<std::invoke_result_t<F, Request&>, Task<Response>>, "a handler answers Response or Task<Response>");
      coroutine_ = function;
    }
  }

  [[nodiscard]] bool is_plain() const noexcept { return plain_ != nullptr; }
  [[nodiscard]] Response answer_plainly(Request& request) const { return plain_(request); }  // Only of a plain one.
  [[nodiscard]] Task<Response> answer(Request& request) const;

 private:
  Plain plain_ = nullptr;
  Coroutine coroutine_ = nullptr;
};

// What a middleware calls to go on: the next middleware, at last the handler. At most once; not at all to answer by itself.
class Next {  // Affinity: loop. A value, good until the request ends.
 public:
  Next(std::span<const Middleware> rest, const RouteHandler& handler) noexcept : rest_(rest), handler_(&handler) {}

  [[nodiscard]] Task<Response> operator()(Request& request) const;

 private:
  std::span<const Middleware> rest_;
  const RouteHandler* handler_;
};

static_assert(!std::is_aggregate_v<Next>, "it is passed in awaited calls");

}  // namespace saki
