// SPDX-License-Identifier: Apache-2.0
//
// EndHook: what Request::at_end calls once the exchange has ended.
#pragma once

#include <exception>
#include <tuple>
#include <type_traits>
#include <utility>

#include "saki/base/arena_object.h"
#include "saki/http/outcome.h"

namespace saki {

class Request;
using http::Outcome;

namespace detail {

[[nodiscard]] Outcome outcome_of(const Request& request) noexcept;
void end_hook_failed(const Request& request, const std::exception_ptr& error) noexcept;  // Says so in the log.

}  // namespace detail

template <class F, class... Arguments>
class EndHook final : public ArenaObject {  // Affinity: loop.
 public:
  template <class... Given>
  explicit EndHook(Request& request, F function, Given&&... arguments)
      : request_(request), function_(std::move(function)), arguments_(std::forward<Given>(arguments)...) {}
  ~EndHook() override {
    try {
      const Outcome outcome = detail::outcome_of(request_);
      std::apply([&](Arguments&... each) { call(outcome, each...); }, arguments_);
    } catch (...) {
      detail::end_hook_failed(request_, std::current_exception());
    }
  }

 private:
  void call(const Outcome& outcome, Arguments&... each) {
    if constexpr (std::is_invocable_v<F&, Request&, const Outcome&, Arguments&...>)
      function_(request_, outcome, each...);
    else
      function_(outcome, each...);
  }

  Request& request_;
  F function_;
  std::tuple<Arguments...> arguments_;
};

}  // namespace saki
