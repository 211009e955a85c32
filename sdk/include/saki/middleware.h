// SPDX-License-Identifier: Apache-2.0
//
// Middleware: what stands around a handler: a function, or a Guard that keeps something of its own.
//
//   Task<Response> timed(Request& request, Next next) {
//     const MonotonicTime start = request.loop().now();
//     Response response = co_await next(request);
//     response.header("Server-Timing", …);
//     co_return response;
//   }
//
//   options.middleware.push_back(timed);
//   options.middleware.push_back(limits.rate({.name = "search", .rate = Rate(10, 1min)}));
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include "saki/response.h"
#include "saki/task/task.h"

namespace saki {

class Guard;
class Next;
class Request;

class Middleware {  // Affinity: frozen.
 public:
  using Function = Task<Response> (*)(Request& request, Next next);

  template <class F>
    requires std::is_convertible_v<F, Function>
  Middleware(F function) noexcept : function_(function) {}  // NOLINT(google-explicit-constructor): a function is a middleware.

  template <class G>
  Middleware(std::shared_ptr<G> guard) noexcept : guard_(std::move(guard)) {}  // NOLINT(google-explicit-constructor): and so is a guard.

  [[nodiscard]] Task<Response> operator()(Request& request, Next next) const;

  [[nodiscard]] const Guard* guard() const noexcept { return guard_.get(); }  // Null of a function.

 private:
  Function function_ = nullptr;
  std::shared_ptr<const Guard> guard_;
};

}  // namespace saki
