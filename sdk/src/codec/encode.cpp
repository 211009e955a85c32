// SPDX-License-Identifier: Apache-2.0
#include "saki/encode.h"

#include "saki/text_value.h"

namespace saki {

namespace {

// None of these texts needs escaping.
template <class T>
void write_text_value(JsonWriter& out, const T& value) {
  std::string text;
  append_text(text, value);
  out.open_string();
  out.chars(text);
  out.close_string();
}

}  // namespace

void write_json(JsonWriter& out, const Bytes& value, JsonForm /*form*/) { write_text_value(out, value); }
void write_json(JsonWriter& out, const Timestamp& value, JsonForm /*form*/) { write_text_value(out, value); }
void write_json(JsonWriter& out, std::chrono::year_month_day value, JsonForm /*form*/) { write_text_value(out, value); }
void write_json(JsonWriter& out, std::chrono::microseconds value, JsonForm /*form*/) { write_text_value(out, value); }
void write_json(JsonWriter& out, const Uuid& value, JsonForm /*form*/) { write_text_value(out, value); }

}  // namespace saki
