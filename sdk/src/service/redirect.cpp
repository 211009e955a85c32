// SPDX-License-Identifier: Apache-2.0
#include "service/redirect.h"

#include <algorithm>

#include "saki/http/percent.h"
#include "saki/request.h"
#include "service/route_entry.h"

namespace saki {
namespace {

// The value of a parameter for a place in a URI; the rest of a path keeps its slashes.
std::string encoded(std::string_view value) {
  std::string text;
  while (true) {
    const std::size_t slash = value.find('/');
    text += http::percent_encode(value.substr(0, slash));
    if (slash == std::string_view::npos) return text;
    text += '/';
    value.remove_prefix(slash + 1);
  }
}

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
                                : encoded(request.path_parameter(static_cast<std::size_t>(name - names.begin())));
    to.remove_prefix(close + 1);
  }
}

}  // namespace

Response answer_redirect(Request& request) {
  const RouteEntry& route = request.route();
  return Response::redirect(route.redirect_status, filled(route.redirect_to, request));
}

}  // namespace saki
