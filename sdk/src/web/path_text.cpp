// SPDX-License-Identifier: Apache-2.0
#include "web/path_text.h"

#include "saki/http/percent.h"

namespace saki {

std::string encode_path(std::string_view path) {
  std::string text;
  while (true) {
    const std::size_t slash = path.find('/');
    text += http::percent_encode(path.substr(0, slash));
    if (slash == std::string_view::npos) return text;
    text += '/';
    path.remove_prefix(slash + 1);
  }
}

std::string on_this_host(std::string place) {
  const std::size_t end = place.find_first_not_of('/');
  const std::size_t slashes = end == std::string::npos ? place.size() : end;
  if (slashes > 1) place.erase(0, slashes - 1);
  return place;
}

}  // namespace saki
