// SPDX-License-Identifier: Apache-2.0
#include "saki/call.h"

#include <algorithm>

#include "saki/cookie.h"
#include "saki/http/percent.h"
#include "saki/invalid_field.h"

namespace saki {

void Call::rest(std::string_view value) {
  while (true) {
    const std::size_t end = std::min(value.find('/'), value.size());
    append_segment(value.substr(0, end));
    if (end == value.size()) return;
    path_.push_back('/');
    value.remove_prefix(end + 1);
  }
}

void Call::whole_segment(std::string_view text) {
  if (text.empty()) throw InvalidField("a value in a path cannot be empty: it would lead elsewhere");
  append_segment(text);
}

void Call::append_segment(std::string_view text) {
  if (text == "." || text == "..") throw InvalidField("a value in a path cannot be made of dots alone: it would lead elsewhere");
  path_.append(http::percent_encode(text));
}

void Call::body(std::string_view media_type, std::string content) {
  media_type_ = media_type;
  content_ = std::move(content);
}

std::string Call::target() const {
  std::string target = path_;
  char mark = '?';
  for (const auto& [name, value] : query_.list()) {
    target.append(1, std::exchange(mark, '&')).append(http::percent_encode(name)).append("=").append(http::percent_encode(value));
  }
  return target;
}

CallParameters::List Call::header_fields() const {
  CallParameters::List fields = headers_.list();
  for (auto& [name, value] : fields) std::replace(name.begin(), name.end(), '_', '-');
  std::string cookies;
  for (const auto& [name, value] : cookies_.list()) {
    const Cookie whole(name, value);  // Throws for what would be read as more than one.
    if (!cookies.empty()) cookies.append("; ");
    cookies.append(name).append("=").append(value);
  }
  if (!cookies.empty()) fields.emplace_back("Cookie", cookies);
  if (!media_type_.empty()) fields.emplace_back("Content-Type", media_type_);
  return fields;
}

}  // namespace saki
