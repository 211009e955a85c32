// SPDX-License-Identifier: Apache-2.0
#include "saki/rules.h"

#include <string>

#include "saki/base/utf8.h"
#include "saki/formats.h"
#include "saki/text_value.h"

namespace saki {

namespace {

template <class T>
std::string as_text_of(T value) {
  std::string text;
  append_text(text, value);
  return text;
}

template <class T>
bool check_range(Checker& checker, T value, const Range<T>& rule) {
  if (value >= rule.minimum() && value <= rule.maximum()) return true;
  if (value < rule.minimum()) return checker.violate("too_small", "must be at least " + as_text_of(rule.minimum()));
  return checker.violate("too_large", "must be at most " + as_text_of(rule.maximum()));
}

// `noun` counts one thing: "character", "byte", "entry"; `nouns` several.
struct ExtentWords {
  std::string_view too_few;   // The codes.
  std::string_view too_many;
  std::string_view one;       // What is counted: "byte".
  std::string_view several;   // "bytes"
};
constexpr ExtentWords kCharacters{"too_short", "too_long", "character", "characters"};
constexpr ExtentWords kBytes{"too_short", "too_long", "byte", "bytes"};
constexpr ExtentWords kEntries{"too_few", "too_many", "entry", "entries"};

bool check_extent(Checker& checker, std::size_t count, const Extent& rule, const ExtentWords& words) {
  if (rule.holds(count)) return true;
  const bool is_few = count < rule.minimum();
  const std::size_t bound = is_few ? rule.minimum() : rule.maximum();
  std::string detail = is_few ? "must have at least " : "must have at most ";
  detail.append(std::to_string(bound)).append(" ").append(bound == 1 ? words.one : words.several);
  return checker.violate(is_few ? words.too_few : words.too_many, std::move(detail));
}

}  // namespace

bool check(Checker& checker, std::int32_t value, const Range<std::int32_t>& rule) { return check_range(checker, value, rule); }
bool check(Checker& checker, std::int64_t value, const Range<std::int64_t>& rule) { return check_range(checker, value, rule); }
bool check(Checker& checker, std::uint32_t value, const Range<std::uint32_t>& rule) { return check_range(checker, value, rule); }
bool check(Checker& checker, std::uint64_t value, const Range<std::uint64_t>& rule) { return check_range(checker, value, rule); }
bool check(Checker& checker, double value, const Range<double>& rule) { return check_range(checker, value, rule); }

bool check(Checker& checker, std::string_view text, const Length& rule) {
  return check_extent(checker, code_point_count(text), rule, kCharacters);
}

bool check(Checker& checker, const Bytes& bytes, const Length& rule) { return check_extent(checker, bytes.size(), rule, kBytes); }

bool check_count(Checker& checker, std::size_t count, const Count& rule) { return check_extent(checker, count, rule, kEntries); }

bool check(Checker& checker, std::string_view text, Format rule) {
  switch (rule) {
    case Format::Email: return is_email(text) || checker.violate("format", "must be an e-mail address");
    case Format::Uri: return is_uri(text) || checker.violate("format", "must be a URI with its scheme");
    case Format::Path: return is_path(text) || checker.violate("format", "must be a path without '..'");
  }
  return true;
}

bool check(Checker& checker, std::string_view text, const Matching& rule) {
  return rule.holds(text) || checker.violate("pattern", "must match " + std::string(rule.source()));
}

}  // namespace saki
