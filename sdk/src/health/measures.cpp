// SPDX-License-Identifier: Apache-2.0
#include "saki/measures.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "saki/base/check.h"

namespace saki {
namespace {

constexpr std::string_view kPrefix = "saki_";

bool is_name(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' && std::ranges::all_of(text, fits);
}

// The shortest text that reads back as the same number.
template <class N>
std::string number(N value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value);
  return {digits, end.ptr};
}

std::string seconds(Duration duration) { return number(std::chrono::duration<double>(duration).count()); }

void append_escaped(std::string& into, std::string_view text, bool quotes) {
  for (const char c : text) {
    if (c == '\\' || (quotes && c == '"')) into += '\\';
    if (c == '\n')
      into += "\\n";
    else
      into += c;
  }
}

void append_label(std::string& into, std::string_view name, std::string_view value) {
  into += into.ends_with('{') ? "" : ",";
  into += name;
  into += "=\"";
  append_escaped(into, value, true);
  into += '"';
}

// `name{a="b"}`, with the bound of a bucket behind the others.
std::string sample_name(std::string_view name, Measures::Labels labels, std::string_view bound = {}) {
  std::string text(name);
  if (labels.size() == 0 && bound.empty()) return text;
  text += '{';
  for (const auto& [key, value] : labels) {
    SAKI_CHECK(is_name(key), "a label's name is of a-z, 0-9 and _");
    append_label(text, key, value);
  }
  if (!bound.empty()) append_label(text, "le", bound);
  return text + "}";
}

}  // namespace

Measures::Family& Measures::family(std::string_view name, std::string_view kind, std::string_view help) {
  SAKI_CHECK(is_name(name), "a measure's name is of a-z, 0-9 and _, a letter first");
  const auto found = std::ranges::find(families_, name, &Family::name);
  if (found == families_.end()) return families_.emplace_back(std::string(name), kind, std::string(help), std::vector<Sample>());
  SAKI_CHECK(found->kind == kind, "one measure's name stands for one kind");
  return *found;
}

void Measures::put_gauge(std::string_view name, std::string_view help, double value, Labels labels) {
  family(name, "gauge", help).samples.push_back({sample_name(name, labels), number(value)});
}

void Measures::counter(std::string_view name, std::string_view help, std::uint64_t value, Labels labels) {
  SAKI_CHECK(name.ends_with("_total"), "a counter's name ends in _total");
  family(name, "counter", help).samples.push_back({sample_name(name, labels), number(value)});
}

void Measures::latency(std::string_view name, std::string_view help, const Latency& latency, Labels labels) {
  Family& to = family(name, "histogram", help);
  const std::string bucket_name = std::string(name) + "_bucket";
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < Latency::kBuckets; ++i) {
    count += latency.count(i);
    const bool last = i + 1 == Latency::kBuckets;
    to.samples.push_back({sample_name(bucket_name, labels, last ? "+Inf" : seconds(Latency::bound(i))), number(count)});
  }
  to.samples.push_back({sample_name(std::string(name) + "_sum", labels), seconds(latency.sum())});
  to.samples.push_back({sample_name(std::string(name) + "_count", labels), number(count)});
}

std::optional<double> Measures::find(std::string_view sample) const {
  for (const Family& family : families_) {
    const auto found = std::ranges::find(family.samples, sample, &Sample::name);
    if (found != family.samples.end()) return std::strtod(found->value.c_str(), nullptr);
  }
  return std::nullopt;
}

std::string Measures::text() const {
  std::string text;
  for (const Family& family : families_) {
    text.append("# HELP ").append(kPrefix).append(family.name).append(" ");
    append_escaped(text, family.help, false);
    text.append("\n# TYPE ").append(kPrefix).append(family.name).append(" ").append(family.kind).append("\n");
    for (const Sample& sample : family.samples) text.append(kPrefix).append(sample.name).append(" ").append(sample.value).append("\n");
  }
  return text;
}

}  // namespace saki
