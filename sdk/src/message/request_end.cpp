// SPDX-License-Identifier: Apache-2.0
//
// How a request's exchange ends: the hooks that are told, and the client that leaves before.
#include "saki/http/exchange.h"
#include "saki/log/log_stream.h"
#include "saki/request.h"
#include "text/exception_text.h"

namespace saki {
namespace {

// Ends when its line of execution is cancelled.
class UntilCancelled final : public Wait {  // Affinity: loop.
 public:
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    return suspend(caller);
  }
  void await_resume() const noexcept {}

 private:
  void withdraw() noexcept override {}
};

}  // namespace

Outcome detail::outcome_of(const Request& request) noexcept { return request.exchange().outcome(); }

void detail::end_hook_failed(const Request& request, const std::exception_ptr& error) noexcept {
  request.log().error("a hook at the end of a request failed", {{"path", request.path()}, {"reason", text::exception_text(error)}});
}

bool Request::client_gone() const noexcept { return exchange().client_gone(); }

Task<> Request::until_client_gone() {
  if (client_gone()) co_return;
  UntilCancelled cancelled;
  co_await cancelled;
  if (!client_gone()) throw Cancelled();
}

}  // namespace saki
