// SPDX-License-Identifier: Apache-2.0
#include "service/redirect.h"

#include <algorithm>

#include "context/route_entry.h"
#include "saki/http/exchange.h"
#include "saki/request.h"
#include "web/named_places.h"
#include "web/path_text.h"

namespace saki {
namespace {

// `to` with every `{name}` of a parameter replaced by its value.
std::string filled(std::string_view to, const Request& request) {
  const auto& names = request.route().parameter_names;
  std::string text;
  const auto append = [&](std::string_view piece) { text += piece; };
  split_at_names(to, append, [&](std::string_view name) {
    const auto known = std::ranges::find(names, name);
    if (known == names.end())
      text.append("{").append(name).append("}");
    else
      text += encode_path(request.path_parameter(static_cast<std::size_t>(known - names.begin())));
  });
  return text;
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
