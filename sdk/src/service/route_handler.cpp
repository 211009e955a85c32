// SPDX-License-Identifier: Apache-2.0
#include "saki/route_handler.h"

#include <string>

#include "saki/base/utf8.h"
#include "saki/guard.h"
#include "saki/http_error.h"
#include "saki/request.h"

namespace saki {
namespace {

void require_kind(const Request& request, ContentKind kind) {
  if (kind == ContentKind::JsonDocument) request.require_media_type("application/json");
  if (kind == ContentKind::Text) request.require_text();
}

void require_form(std::string_view content, ContentKind kind) {
  if (kind == ContentKind::Text && !is_utf8(content)) throw BadRequest("The content is not valid UTF-8");
}

}  // namespace

Response RouteHandler::answer_content(Request& request, std::string_view content) const {
  require_kind(request, kind_);
  require_form(content, kind_);
  return plain_with_content_(request, content);
}

Task<Response> RouteHandler::answer(Request& request) const {
  if (takes_content()) return answer_once_read(*this, request);
  return coroutine_ != nullptr ? coroutine_(request) : answer_in_frame(*this, request);
}

Task<Response> RouteHandler::answer_in_frame(RouteHandler handler, Request& request) { co_return handler.plain_(request); }

Task<Response> RouteHandler::answer_once_read(RouteHandler handler, Request& request) {
  require_kind(request, handler.kind_);
  std::optional<std::string_view> content = request.take_content_at_hand();
  std::string read;
  if (!content) {
    read = co_await request.content();
    content = read;
  }
  if (handler.plain_with_content_ != nullptr) co_return handler.answer_content(request, *content);
  require_form(*content, handler.kind_);
  co_return co_await handler.coroutine_with_content_(request, *content);
}

Task<Response> Middleware::operator()(Request& request, Next next) const {
  return guard_ != nullptr ? guard_->answer(request, next) : function_(request, next);
}

Task<Response> Next::operator()(Request& request) const {
  if (rest_.empty()) return handler_->answer(request);
  return rest_.front()(request, Next(rest_.subspan(1), *handler_));
}

}  // namespace saki
