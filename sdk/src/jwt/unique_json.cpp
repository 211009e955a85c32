// SPDX-License-Identifier: Apache-2.0
#include "jwt/unique_json.h"

#include <string>

#include "saki/json_reader.h"

namespace saki {
namespace {

bool read_unique(JsonReader& reader, Json& into);

bool read_object(JsonReader& reader, Json& into) {
  into = Json::object();
  if (!reader.begin_object()) return false;
  std::string_view name;
  while (reader.next_member(name)) {
    const auto [member, fresh] = into.emplace(std::string(name), nullptr);
    if (!fresh || !read_unique(reader, *member)) return false;
  }
  return reader.ok();
}

bool read_array(JsonReader& reader, Json& into) {
  into = Json::array();
  if (!reader.begin_array()) return false;
  while (reader.next_element()) {
    if (!read_unique(reader, into.emplace_back())) return false;
  }
  return reader.ok();
}

bool read_unique(JsonReader& reader, Json& into) {
  if (reader.kind() == JsonKind::Object) return read_object(reader, into);
  if (reader.kind() == JsonKind::Array) return read_array(reader, into);
  return read_json(reader, into);
}

}  // namespace

Result<Json> parse_unique_object(std::string_view document, std::uint32_t depth) {
  JsonReader reader(document, depth);
  Json value;
  if (!read_unique(reader, value) || !reader.finish() || !value.is_object()) return fail(Error::Invalid);
  return value;
}

}  // namespace saki
