// SPDX-License-Identifier: Apache-2.0
#include "auth/auth_guard.h"

#include "auth/auth_core.h"
#include "saki/route_handler.h"

namespace saki {

Task<Response> AuthGuard::answer(Request& request, Next next) const {
  co_await core_.admit(request, rule_);
  co_return co_await next(request);
}

}  // namespace saki
