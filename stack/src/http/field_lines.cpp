// SPDX-License-Identifier: Apache-2.0
#include "http/field_lines.h"

#include <algorithm>
#include <array>

#include "saki/http/response_head.h"

namespace saki::http {
namespace {

constexpr std::array<std::string_view, 18> kNeverTrailers{"Age",           "Cache-Control", "Content-Encoding",
                                                          "Content-Range", "Content-Type",  "Expires",
                                                          "Host",          "Location",      "Proxy-Authenticate",
                                                          "Retry-After",   "Set-Cookie",    "TE",
                                                          "Trailer",       "Upgrade",       "Vary",
                                                          "Via",           "Warning",       "WWW-Authenticate"};

}  // namespace

bool is_trailer(const Field& field) noexcept {
  return is_sendable(field) &&
         std::ranges::none_of(kNeverTrailers, [&](std::string_view name) { return same_field_name(field.name, name); });
}

std::string with_field_lines(std::string_view first, std::span<const Field> fields) {
  std::string text(first);
  for (const Field& field : fields) {
    text.append(field.name).append(": ").append(field.value).append("\r\n");
  }
  return text.append("\r\n");
}

bool are_sendable(std::span<const Field> fields) noexcept { return std::ranges::all_of(fields, is_sendable); }

bool are_trailers(std::span<const Field> fields) noexcept { return std::ranges::all_of(fields, is_trailer); }

}  // namespace saki::http
