// SPDX-License-Identifier: Apache-2.0
#include "saki/decoder.h"

#include <limits>

#include "saki/json.h"
#include "saki/read_text.h"

namespace saki {

namespace {

// Integers of 32 bits are read as wider ones, so that the bound that is told is their own.
template <class Narrow, class Wide>
bool read_integer(Decoder& in, Narrow& into, bool (JsonReader::*take)(Wide&)) {
  if (!in.expect(JsonKind::Number, "an integer")) return false;
  Wide value = 0;
  if (!(in.reader().*take)(value)) return in.reader().ok() && in.violate("type", "must be an integer of 64 bits");
  if (value < std::numeric_limits<Narrow>::min() || value > std::numeric_limits<Narrow>::max()) {
    return in.violate("type", "must be an integer of 32 bits");
  }
  into = static_cast<Narrow>(value);
  return true;
}

template <class T>
bool read_text_value(Decoder& in, T& into) {
  std::string_view text;
  return in.take_text(text) && read_text(in, text, into);
}

}  // namespace

bool Decoder::expect(JsonKind kind, std::string_view noun) {
  const JsonKind found = reader_.kind();
  if (found == kind) return true;
  if (found == JsonKind::None) return false;
  reader_.skip();
  return reader_.ok() && violate("type", "must be " + std::string(noun));
}

bool read_json(Decoder& in, bool& into) { return in.expect(JsonKind::Bool, "true or false") && in.reader().read_bool(into); }
bool read_json(Decoder& in, std::int32_t& into) { return read_integer(in, into, &JsonReader::read_int64); }
bool read_json(Decoder& in, std::int64_t& into) { return read_integer(in, into, &JsonReader::read_int64); }
bool read_json(Decoder& in, std::uint32_t& into) { return read_integer(in, into, &JsonReader::read_uint64); }
bool read_json(Decoder& in, std::uint64_t& into) { return read_integer(in, into, &JsonReader::read_uint64); }

bool read_json(Decoder& in, double& into) {
  if (!in.expect(JsonKind::Number, "a number")) return false;
  return in.reader().read_double(into) || (in.reader().ok() && in.violate("range", "must be a number that a double can hold"));
}

bool read_json(Decoder& in, Json& into) {
  return read_json(in.reader(), into) || (in.reader().ok() && in.violate("type", "holds a number beyond every double"));
}

bool read_json(Decoder& in, std::string& into) {
  std::string_view text;
  if (!in.take_text(text)) return false;
  into.assign(text);
  return true;
}

bool read_json(Decoder& in, Bytes& into) { return read_text_value(in, into); }
bool read_json(Decoder& in, Timestamp& into) { return read_text_value(in, into); }
bool read_json(Decoder& in, std::chrono::year_month_day& into) { return read_text_value(in, into); }
bool read_json(Decoder& in, std::chrono::microseconds& into) { return read_text_value(in, into); }
bool read_json(Decoder& in, Uuid& into) { return read_text_value(in, into); }

}  // namespace saki
