// SPDX-License-Identifier: Apache-2.0
#include "saki/route_handler.h"

namespace saki {
namespace {

Task<Response> answer_in_frame(RouteHandler handler, Request& request) { co_return handler.answer_plainly(request); }

}  // namespace

Task<Response> RouteHandler::answer(Request& request) const { return is_plain() ? answer_in_frame(*this, request) : coroutine_(request); }

Task<Response> Next::operator()(Request& request) const {
  if (rest_.empty()) return handler_->answer(request);
  return rest_.front()(request, Next(rest_.subspan(1), *handler_));
}

}  // namespace saki
