// SPDX-License-Identifier: Apache-2.0
//
// Json: a JSON value of any shape. For what a manifest calls `json`, and for handlers that build answers freely.
//
// The one header that brings nlohmann/json; <saki/service.h> does without. Generated types need it only where a field is `json`.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "saki/base/result.h"
#include "saki/json_form.h"
#include "saki/task/task.h"

namespace saki {

using Json = nlohmann::json;

class Decoder;
class JsonReader;
class JsonWriter;
class Request;

// Reads one whole document, as strictly as JsonReader does. Error: Invalid. Affinity: any (all of this header).
[[nodiscard]] Result<Json> parse_json(std::string_view document);

// Writes `value` without blanks; text that is not UTF-8 is mended as JsonWriter does.
[[nodiscard]] std::string to_text(const Json& value);

// Takes the next value, whatever its kind; false only in a malformed document or where a number is beyond every double.
[[nodiscard]] bool read_json(JsonReader& reader, Json& into);
void write_json(JsonWriter& writer, const Json& value);

// The content of a request, of any shape. Throws UnsupportedMediaType, BadRequest with the place of the fault, and as
// Request::content(). Affinity: loop.
[[nodiscard]] Task<Json> read_json(Request& request);

// The same among the codecs of generated types.
bool read_json(Decoder& in, Json& into);
inline void write_json(JsonWriter& writer, const Json& value, JsonForm /*form*/) { write_json(writer, value); }

}  // namespace saki
