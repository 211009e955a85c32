// SPDX-License-Identifier: Apache-2.0
#include "service/redirect.h"

#include <algorithm>

#include "saki/http/exchange.h"
#include "saki/request.h"
#include "service/route_entry.h"
#include "web/path_text.h"

namespace saki {
namespace {

// `to` with every `{name}` of a parameter replaced by its value.
std::string filled(std::string_view to, const Request& request) {
  const auto& names = request.route().parameter_names;
  std::string text;
  while (true) {
    const std::size_t open = to.find('{');
    const std::size_t close = to.find('}', open);
    text += to.substr(0, open);
    if (close == std::string_view::npos) return text += open == std::string_view::npos ? "" : to.substr(open);
    const auto name = std::find(names.begin(), names.end(), to.substr(open + 1, close - open - 1));
    text += name == names.end() ? std::string(to.substr(open, close - open + 1))
                                : encode_path(request.path_parameter(static_cast<std::size_t>(name - names.begin())));
    to.remove_prefix(close + 1);
  }
}

}  // namespace

Response answer_redirect(Request& request) {
  const RouteEntry& route = request.route();
  const std::string& to = route.redirect_to;
  std::string place = filled(to, request);
  if (to.starts_with('/')) place = on_this_host(std::move(place));
  const std::string_view query = request.exchange().head().query;
  if (to.find('?') == std::string::npos && !query.empty()) place.append("?").append(query);
  return Response::redirect(route.redirect_status, place);
}

}  // namespace saki
