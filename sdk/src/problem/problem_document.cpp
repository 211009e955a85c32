// SPDX-License-Identifier: Apache-2.0
#include "problem/problem_document.h"

#include "saki/json_writer.h"

namespace saki {

std::string problem_document(const HttpError& error) {
  std::string json;
  JsonWriter writer(json);
  writer.begin_object();
  writer.name("type");
  writer.string(error.type().empty() ? "about:blank" : std::string_view(error.type()));
  writer.name("title");
  writer.string(error.title());
  writer.name("status");
  writer.integer(http::status_code(error.status()));
  if (!error.detail().empty()) {
    writer.name("detail");
    writer.string(error.detail());
  }
  for (const auto& [name, value] : error.members()) {
    writer.name(name);
    writer.raw(value);
  }
  writer.end_object();
  return json;
}

}  // namespace saki
