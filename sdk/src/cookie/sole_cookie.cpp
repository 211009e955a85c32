// SPDX-License-Identifier: Apache-2.0
#include "cookie/sole_cookie.h"

#include "saki/cookie.h"
#include "saki/http/exchange.h"
#include "saki/request.h"

namespace saki {
namespace {

// Takes what stands up to the end of `part`, which lies in `text`, off the front.
void remove_up_to(std::string_view& text, std::string_view part) noexcept {
  text.remove_prefix(static_cast<std::size_t>(part.data() + part.size() - text.data()));
}

}  // namespace

std::optional<std::string_view> sole_cookie(const Request& request, std::string_view name) noexcept {
  std::optional<std::string_view> sole;
  for (const Field& field : request.exchange().head().fields.all()) {
    if (!http::same_field_name(field.name, "Cookie")) continue;
    std::string_view rest = field.value;
    while (const auto value = find_cookie(rest, name)) {
      if (sole && *sole != *value) return std::string_view();
      sole = value;
      remove_up_to(rest, *value);
    }
  }
  return sole;
}

}  // namespace saki
