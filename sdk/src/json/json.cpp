// SPDX-License-Identifier: Apache-2.0
#include "saki/json.h"

#include "saki/http_error.h"
#include "saki/json_reader.h"
#include "saki/json_writer.h"
#include "saki/request.h"

namespace saki {
namespace {

bool read_number(JsonReader& reader, Json& into) {
  std::string_view text;
  if (!reader.read_number(text)) return false;
  JsonReader number(text);
  const bool integral = text.find_first_of(".eE") == std::string_view::npos;
  if (std::int64_t value = 0; integral && number.read_int64(value)) {
    into = value;
    return true;
  }
  number = JsonReader(text);
  if (std::uint64_t value = 0; integral && number.read_uint64(value)) {
    into = value;
    return true;
  }
  number = JsonReader(text);
  double value = 0;
  if (!number.read_double(value)) return false;
  into = value;
  return true;
}

bool read_array(JsonReader& reader, Json& into) {
  into = Json::array();
  if (!reader.begin_array()) return false;
  while (reader.next_element()) {
    if (!read_json(reader, into.emplace_back())) return false;
  }
  return reader.ok();
}

bool read_object(JsonReader& reader, Json& into) {
  into = Json::object();
  if (!reader.begin_object()) return false;
  std::string_view name;
  while (reader.next_member(name)) {
    if (!read_json(reader, into[std::string(name)])) return false;
  }
  return reader.ok();
}

bool read_string(JsonReader& reader, Json& into) {
  std::string_view text;
  if (!reader.read_string(text)) return false;
  into = text;
  return true;
}

bool read_bool(JsonReader& reader, Json& into) {
  bool value = false;
  if (!reader.read_bool(value)) return false;
  into = value;
  return true;
}

}  // namespace

bool read_json(JsonReader& reader, Json& into) {
  switch (reader.kind()) {
    case JsonKind::Null: into = nullptr; return reader.read_null();
    case JsonKind::Bool: return read_bool(reader, into);
    case JsonKind::Number: return read_number(reader, into);
    case JsonKind::String: return read_string(reader, into);
    case JsonKind::Array: return read_array(reader, into);
    case JsonKind::Object: return read_object(reader, into);
    case JsonKind::None: return false;
  }
  return false;
}

Result<Json> parse_json(std::string_view document) {
  JsonReader reader(document);
  Json value;
  if (!read_json(reader, value) || !reader.finish()) return fail(Error::Invalid);
  return value;
}

Task<Json> read_json(Request& request) {
  request.require_media_type("application/json");
  const std::string document = co_await request.content();
  JsonReader reader(document);
  Json value;
  if (!read_json(reader, value) || !reader.finish()) {
    throw BadRequest(reader.ok() ? "malformed JSON: a number is too large" : "malformed JSON: " + reader.fault_text());
  }
  co_return value;
}

std::string to_text(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

void write_json(JsonWriter& writer, const Json& value) { writer.raw(to_text(value)); }

}  // namespace saki
