// SPDX-License-Identifier: Apache-2.0
//
// RouteHandler: the function that answers a route. What stands around it: <saki/middleware.h>.
//
// A handler is a plain function or a coroutine: `Response f(Request&)`, for which no frame is made, or `Task<Response> f(Request&)`.
// Closures without captures are functions as well.
//
// Either may take the content as well, `Response f(Request&, std::string_view content)`: it is called once all of that is there, which it
// mostly is with the request's head. The view lives as long as the request.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include "saki/content_kind.h"
#include "saki/middleware.h"
#include "saki/response.h"
#include "saki/task/task.h"

namespace saki {

class RouteHandler {  // Affinity: frozen.
 public:
  using Plain = Response (*)(Request&);
  using Coroutine = Task<Response> (*)(Request&);
  using PlainWithContent = Response (*)(Request&, std::string_view);
  using CoroutineWithContent = Task<Response> (*)(Request&, std::string_view);

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

  // One that takes the content, as by Request::content(). UnsupportedMediaType is answered where it is of another kind, BadRequest for
  // text that is not UTF-8.
  template <class F>
    requires std::is_invocable_v<F, Request&, std::string_view>
  RouteHandler(ContentKind kind, F function) noexcept : kind_(kind) {
    static_assert(detail::Captureless<F>, "a handler is a function or a closure without captures");
    if constexpr (std::is_same_v<std::invoke_result_t<F, Request&, std::string_view>, Response>) {
      plain_with_content_ = function;
    } else {
      coroutine_with_content_ = function;
    }
  }

  [[nodiscard]] bool is_plain() const noexcept { return plain_ != nullptr || plain_with_content_ != nullptr; }
  [[nodiscard]] bool takes_content() const noexcept { return kind_ != ContentKind::None; }

  // Only of a plain one. `content` is all of it where it takes some.
  [[nodiscard]] Response answer_plainly(Request& request, std::string_view content) const {
    return plain_ != nullptr ? plain_(request) : answer_content(request, content);
  }
  [[nodiscard]] Task<Response> answer(Request& request) const;

 private:
  [[nodiscard]] Response answer_content(Request& request, std::string_view content) const;
  [[nodiscard]] static Task<Response> answer_in_frame(RouteHandler handler, Request& request);
  [[nodiscard]] static Task<Response> answer_once_read(RouteHandler handler, Request& request);

  Plain plain_ = nullptr;
  Coroutine coroutine_ = nullptr;
  PlainWithContent plain_with_content_ = nullptr;
  CoroutineWithContent coroutine_with_content_ = nullptr;
  ContentKind kind_ = ContentKind::None;
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
