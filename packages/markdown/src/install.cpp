// SPDX-License-Identifier: Apache-2.0
//
// The route and the middleware of the package.
#include <utility>

#include "saki/markdown.h"
#include "saki/media_type.h"
#include "saki/request.h"
#include "saki/route_handler.h"
#include "saki/service.h"

namespace saki {
namespace {

Task<Response> render_content(Request& request) {
  request.require_text();
  std::string text = co_await request.text();
  std::string html = co_await request.use<Markdown>().render(request, std::move(text));
  co_return Response::html(std::move(html));
}

bool is_markdown(const Response& response) {
  const auto type = MediaType::parse(response.media_type());
  return type && type->is("text", "markdown") && response.text_content() && !response.header("ETag");
}

bool wants_html(const Request& request) {
  const std::string_view accept = request.header("Accept").value_or("");
  return accepted_quality(accept, "text/html") > accepted_quality(accept, "text/markdown");
}

Task<Response> show_as_page(Request& request, Next next) {
  Response response = co_await next(request);
  if (!is_markdown(response)) co_return response;
  response.add_header("Vary", "Accept");
  if (!wants_html(request)) co_return response;
  std::string text(*response.text_content());
  response.content() = co_await request.use<Markdown>().render_page(request, std::move(text));
  response.header("Content-Type", Response::kHtml);
  co_return response;
}

}  // namespace

void Markdown::install(Service& service) {
  service.post("/markdown", render_content);
  service.middleware(show_as_page);
}

}  // namespace saki
