// SPDX-License-Identifier: Apache-2.0
#include "saki/http/coded_media.h"

#include <algorithm>

#include "http/blanks.h"
#include "saki/http/field.h"

namespace saki::http {
namespace {

constexpr std::string_view kOthers[] = {
    "application/json",   "application/xml",  "application/javascript", "application/x-javascript",
    "application/wasm",   "application/yaml", "application/toml",       "application/x-ndjson",
    "application/x-yaml", "application/sql",  "application/rtf",        "image/bmp",
    "font/ttf",           "font/otf",         "application/graphql",
};

bool ends_with(std::string_view text, std::string_view end) noexcept {
  return text.size() >= end.size() && same_field_name(text.substr(text.size() - end.size()), end);
}

}  // namespace

bool is_compressible(std::string_view media_type) noexcept {
  const std::string_view essence = trim(media_type.substr(0, media_type.find(';')));
  if (same_field_name(essence.substr(0, 5), "text/")) return true;
  if (ends_with(essence, "+json") || ends_with(essence, "+xml") || ends_with(essence, "+yaml")) return true;
  return std::ranges::any_of(kOthers, [essence](std::string_view other) { return same_field_name(essence, other); });
}

}  // namespace saki::http
