// SPDX-License-Identifier: Apache-2.0
//
// `write_json(writer, value, form)` for every type of the manifest; generated code adds overloads for its own types. Where no form is
// told it is an answer: what a caller must not see is never shown by accident.
#pragma once

#include <chrono>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/box.h"
#include "saki/bytes.h"
#include "saki/json_form.h"
#include "saki/json_writer.h"
#include "saki/spare_text.h"
#include "saki/timestamp.h"
#include "saki/uuid.h"

namespace saki {

template <class T>
  requires std::integral<T>
void write_json(JsonWriter& out, T value, JsonForm /*form*/ = JsonForm::Answer) {
  if constexpr (std::same_as<T, bool>) {
    out.boolean(value);
  } else {
    out.integer(value);
  }
}

inline void write_json(JsonWriter& out, double value, JsonForm /*form*/ = JsonForm::Answer) { out.number(value); }
inline void write_json(JsonWriter& out, const std::string& value, JsonForm /*form*/ = JsonForm::Answer) { out.string(value); }
void write_json(JsonWriter& out, const Bytes& value, JsonForm form = JsonForm::Answer);
void write_json(JsonWriter& out, const Timestamp& value, JsonForm form = JsonForm::Answer);
void write_json(JsonWriter& out, std::chrono::year_month_day value, JsonForm form = JsonForm::Answer);
void write_json(JsonWriter& out, std::chrono::microseconds value, JsonForm form = JsonForm::Answer);
void write_json(JsonWriter& out, const Uuid& value, JsonForm form = JsonForm::Answer);

template <class T>
void write_json(JsonWriter& out, const std::vector<T>& values, JsonForm form = JsonForm::Answer) {
  out.begin_array();
  for (const auto& value : values) write_json(out, static_cast<const T&>(value), form);
  out.end_array();
}

template <class T>
void write_json(JsonWriter& out, const std::map<std::string, T>& values, JsonForm form = JsonForm::Answer) {
  out.begin_object();
  for (const auto& [name, value] : values) {
    out.name(name);
    write_json(out, value, form);
  }
  out.end_object();
}

// One member of an object; one that is absent is left out.
template <JsonName Name, class T>
void write_member(JsonWriter& out, const T& value, JsonForm form) {
  out.member<Name>();
  write_json(out, value, form);
}

template <JsonName Name, class T>
void write_member(JsonWriter& out, const std::optional<T>& value, JsonForm form) {
  if (value) write_member<Name>(out, *value, form);
}

template <JsonName Name, class T>
void write_member(JsonWriter& out, const Box<T>& value, JsonForm form) {
  if (value) write_member<Name>(out, *value, form);
}

// The whole document.
template <class T>
[[nodiscard]] std::string encode(const T& value, JsonForm form) {
  std::string text = take_spare_text();
  JsonWriter writer(text);
  write_json(writer, value, form);
  return text;
}

}  // namespace saki
