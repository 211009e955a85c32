// SPDX-License-Identifier: Apache-2.0
#include "stack/http/reference_conditions.h"

#include <algorithm>
#include <chrono>

#include "saki/http/http_date.h"
#include "stack/http/reference_reader.h"

namespace saki::http::reference {
namespace {

std::string lowered(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// Each tag of a list as it is written, up to the first thing that is none.
std::vector<std::string> tags_of(const std::string& list) {
  std::vector<std::string> tags;
  std::size_t at = 0;
  for (;;) {
    while (at < list.size() && (is_blank(list[at]) || list[at] == ',')) ++at;
    if (at == list.size()) return tags;
    const std::size_t start = at;
    if (list.compare(at, 2, "W/") == 0) at += 2;
    if (at == list.size() || list[at] != '"') return tags;
    for (++at; at < list.size() && list[at] != '"'; ++at) {
      if (list[at] == ' ' || !is_value_char(list[at]) || list[at] == '\t') return tags;
    }
    if (at == list.size()) return tags;
    ++at;
    const std::string tag = list.substr(start, at - start);
    while (at < list.size() && is_blank(list[at])) ++at;
    if (at < list.size() && list[at] != ',') return tags;
    tags.push_back(tag);
  }
}

bool is_weak(const std::string& tag) { return tag.starts_with("W/"); }
std::string quoted(const std::string& tag) { return is_weak(tag) ? tag.substr(2) : tag; }

bool matches(const std::vector<std::string>& lists, const std::string& current, bool strongly) {
  for (const std::string& list : lists) {
    if (list == "*") return true;
    for (const std::string& tag : tags_of(list)) {
      const bool same = quoted(tag) == quoted(current);
      if (same && (!strongly || (!is_weak(tag) && !is_weak(current)))) return true;
    }
  }
  return false;
}

std::optional<std::int64_t> date_of(const std::vector<std::string>& values, std::int64_t now) {
  if (values.size() != 1) return std::nullopt;
  const auto date = parse_http_date(values[0], HttpTime(std::chrono::seconds(now)));
  return date ? std::optional<std::int64_t>(date->time_since_epoch().count()) : std::nullopt;
}

// A decimal number, no further than a size can be.
std::optional<std::size_t> number_of(const std::string& digits) {
  if (digits.empty()) return std::nullopt;
  std::size_t value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = std::min<std::size_t>(value * 10 + static_cast<std::size_t>(c - '0'), 1'000'000'000);
  }
  return value;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> members(1);
  for (const char c : text) {
    if (c == ',') {
      members.emplace_back();
    } else {
      members.back() += c;
    }
  }
  return members;
}

// Numbers with all their digits, without the zeros in front: what is larger is longer, or later in the alphabet.
bool is_more(std::string a, std::string b) {
  a.erase(0, std::min(a.find_first_not_of('0'), a.size()));
  b.erase(0, std::min(b.find_first_not_of('0'), b.size()));
  return a.size() != b.size() ? a.size() > b.size() : a > b;
}

bool fits_64_bits(const std::string& digits) { return !is_more(digits, "18446744073709551615"); }

// Whether `first` is past `last`, as far as 64 bits tell them apart.
bool is_backwards(const std::string& first, const std::string& last) {
  if (!fits_64_bits(last)) return false;
  return !fits_64_bits(first) ? is_more("18446744073709551615", last) : is_more(first, last);
}

}  // namespace

std::vector<std::string> Lines::of(const std::string& name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : all) {
    if (lowered(key) == lowered(name)) values.push_back(value);
  }
  return values;
}

int status_of(bool reads, const Lines& fields, const std::string& tag, std::int64_t modified, std::int64_t now) {
  const auto if_match = fields.of("If-Match");
  const auto if_none_match = fields.of("If-None-Match");
  const auto unmodified_since = date_of(fields.of("If-Unmodified-Since"), now);
  const auto modified_since = date_of(fields.of("If-Modified-Since"), now);

  if (!if_match.empty() && !matches(if_match, tag, true)) return 412;                             // Step 1.
  if (if_match.empty() && unmodified_since && modified > *unmodified_since) return 412;           // Step 2.
  if (!if_none_match.empty() && matches(if_none_match, tag, false)) return reads ? 304 : 412;     // Step 3.
  if (reads && if_none_match.empty() && modified_since && modified <= *modified_since) return 304;  // Step 4.
  return 200;
}

bool range_counts(const Lines& fields, const std::string& tag, std::int64_t modified, std::int64_t now) {
  const auto values = fields.of("If-Range");
  if (values.empty()) return true;
  if (values.size() > 1) return false;
  const auto tags = tags_of(values[0]);
  if (tags.size() == 1 && tags[0] == values[0]) return tags[0] == tag && !is_weak(tag);
  return date_of(values, now) == modified && modified < now;
}

std::optional<std::vector<bool>> asked_bytes(const std::string& range, std::size_t size_bytes) {
  if (range.size() < 6 || lowered(range.substr(0, 6)) != "bytes=") return std::nullopt;
  std::vector<bool> asked(size_bytes);
  std::size_t members = 0;
  for (std::string member : split(range.substr(6))) {
    member = trimmed(member);
    if (member.empty()) continue;
    if (++members > 32) return std::nullopt;
    const std::size_t dash = member.find('-');
    if (dash == std::string::npos) return std::nullopt;
    const std::string first_text = member.substr(0, dash);
    const std::string last_text = member.substr(dash + 1);
    const auto first = number_of(first_text);
    const auto last = number_of(last_text);
    if ((!first_text.empty() && !first) || (!last_text.empty() && !last) || (!first && !last)) return std::nullopt;
    if (first && last && is_backwards(first_text, last_text)) return std::nullopt;
    if (!first && *last > 0 && size_bytes == 0) return std::nullopt;  // All of nothing is no part.
    for (std::size_t i = 0; i < size_bytes; ++i) {
      const bool in_suffix = !first && size_bytes - i <= *last;
      if (in_suffix || (first && i >= *first && (!last || i <= *last))) asked[i] = true;
    }
  }
  return members == 0 ? std::nullopt : std::optional(asked);
}

}  // namespace saki::http::reference
