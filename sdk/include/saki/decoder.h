// SPDX-License-Identifier: Apache-2.0
//
// Decoder: reads a JSON document into generated types and reports every rule that it breaks, not just the first.
//
// `read_json(decoder, into)` is overloaded for every type of the manifest, here and in generated code. Each takes exactly one value from
// the document, and returns whether it was what it should be; else violations tell where and why. A malformed document ends the reading
// at once; `finish()` says so.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/box.h"
#include "saki/bytes.h"
#include "saki/checker.h"
#include "saki/json_form.h"
#include "saki/json_reader.h"
#include "saki/rules.h"
#include "saki/timestamp.h"
#include "saki/uuid.h"

namespace saki {

class Decoder : public Checker {  // Affinity: one thread.
 public:
  // Reads `document`, which outlives the decoder.
  Decoder(std::string_view document, JsonForm form, Violations& violations, ViolationIn in = ViolationIn::Body) noexcept
      : Checker(violations, in), reader_(document), form_(form) {}

  [[nodiscard]] JsonReader& reader() noexcept { return reader_; }
  [[nodiscard]] JsonForm form() const noexcept { return form_; }

  // Takes a null if one comes next.
  [[nodiscard]] bool take_null() noexcept { return reader_.kind() == JsonKind::Null && reader_.read_null(); }

  // Whether a value of `kind` comes next; if not, takes what does and reports that `noun` ("a string") was expected.
  [[nodiscard]] bool expect(JsonKind kind, std::string_view noun);

  // Takes a string; reports anything else. The view is good until the next value is taken.
  [[nodiscard]] bool take_text(std::string_view& into) { return expect(JsonKind::String, "a string") && reader_.read_string(into); }

  // Whether the document was well-formed and nothing is left of it.
  [[nodiscard]] bool finish() noexcept { return reader_.finish(); }

 private:
  JsonReader reader_;
  JsonForm form_;
};

bool read_json(Decoder& in, bool& into);
bool read_json(Decoder& in, std::int32_t& into);
bool read_json(Decoder& in, std::int64_t& into);
bool read_json(Decoder& in, std::uint32_t& into);
bool read_json(Decoder& in, std::uint64_t& into);
bool read_json(Decoder& in, double& into);
bool read_json(Decoder& in, std::string& into);
bool read_json(Decoder& in, Bytes& into);
bool read_json(Decoder& in, Timestamp& into);
bool read_json(Decoder& in, std::chrono::year_month_day& into);
bool read_json(Decoder& in, std::chrono::microseconds& into);
bool read_json(Decoder& in, Uuid& into);

// ---- a value and its rule

template <class T, class Rule>
bool read_value(Decoder& in, T& into, const Rule& rule) {
  return read_json(in, into) && check(in, into, rule);
}

template <class T, class Rule>
bool read_value(Decoder& in, std::vector<T>& into, const Items<Rule>& rule) {
  into.clear();
  if (!in.expect(JsonKind::Array, "an array") || !in.reader().begin_array()) return false;
  bool good = true;
  while (in.reader().next_element()) {
    const Checker::Inward inward(in, into.size());
    T item{};
    good &= read_value(in, item, rule.item());
    into.push_back(std::move(item));
  }
  return check_count(in, into.size(), rule.count()) && good && in.reader().ok();
}

template <class T, class Rule>
bool read_value(Decoder& in, std::map<std::string, T>& into, const Items<Rule>& rule) {
  into.clear();
  if (!in.expect(JsonKind::Object, "an object") || !in.reader().begin_object()) return false;
  bool good = true;
  std::string_view name;
  while (in.reader().next_member(name)) {
    const auto [entry, is_new] = into.try_emplace(std::string(name));
    const Checker::Inward inward(in, std::string_view(entry->first));
    if (!is_new) good = in.violate("duplicate", "stands here twice");
    good &= read_value(in, entry->second, rule.item());
  }
  return check_count(in, into.size(), rule.count()) && good && in.reader().ok();
}

template <class T>
bool read_json(Decoder& in, std::vector<T>& into) {
  return read_value(in, into, Items<>());
}

template <class T>
bool read_json(Decoder& in, std::map<std::string, T>& into) {
  return read_value(in, into, Items<>());
}

template <class T, class Rule>
bool read_value(Decoder& in, std::optional<T>& into, const Rule& rule) {
  into.reset();
  return in.take_null() || read_value(in, into.emplace(), rule);
}

template <class T, class Rule>
bool read_value(Decoder& in, Box<T>& into, const Rule& rule) {
  into.reset();
  return in.take_null() || read_value(in, into.emplace(), rule);
}

}  // namespace saki
