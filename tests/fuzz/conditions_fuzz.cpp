// SPDX-License-Identifier: Apache-2.0
//
// Lines of conditional fields and ranges, `Name: value`, against the slow reference. The last bytes choose what is there: its size, when it
// changed, whether its tag is weak, and whether it is read or written.
#include <array>

#include "fuzz/controls.h"
#include "saki/http/byte_ranges.h"
#include "saki/http/precondition.h"
#include "stack/http/reference_conditions.h"

namespace saki::http {
namespace {

constexpr std::int64_t kNow = 1'767'225'600;

HttpTime time_of(std::int64_t seconds) { return HttpTime(std::chrono::seconds(seconds)); }

std::string trimmed(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
  return std::string(text.substr(first, text.find_last_not_of(" \t") + 1 - first));
}

// What a parser of heads would let through.
reference::Lines read_lines(std::string_view text) {
  reference::Lines lines;
  while (!text.empty() && lines.all.size() < 16) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = line.find(':');
    if (colon == line.npos) continue;
    const std::string value = trimmed(line.substr(colon + 1));
    if (is_token(line.substr(0, colon)) && is_field_value(value)) lines.all.emplace_back(line.substr(0, colon), value);
  }
  return lines;
}

void check_ranges(const std::string& value, std::size_t size_bytes) {
  const auto expected = reference::asked_bytes(value, size_bytes);
  const ByteRanges actual = ByteRanges::parse(value, size_bytes);
  require((actual.kind() == ByteRanges::Kind::Whole) == !expected.has_value());
  require((actual.kind() == ByteRanges::Kind::Parts) == !actual.parts().empty());
  std::vector<bool> covered(size_bytes);
  for (const ByteRange& part : actual.parts()) {
    require(part.count > 0 && part.first < size_bytes && part.count <= size_bytes - part.first);
    for (std::uint64_t at = part.first; at <= part.last(); ++at) {
      require(!covered[at]);
      covered[at] = true;
    }
  }
  require(!expected || covered == *expected);
}

// Of a size near the largest there can be, only that the parts lie within it and apart.
void check_bounds(const std::string& value, std::uint64_t size_bytes) {
  const ByteRanges ranges = ByteRanges::parse(value, size_bytes);
  std::uint64_t total = 0;
  for (const ByteRange& part : ranges.parts()) {
    require(part.count > 0 && part.first < size_bytes && part.count <= size_bytes - part.first);
    require(part.count <= size_bytes - total);
    total += part.count;
  }
}

}  // namespace
}  // namespace saki::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki::http;
  Controls controls(data, size);
  const std::size_t size_bytes = controls.number() * (controls.number() % 3);
  const std::int64_t modified = kNow - static_cast<std::int64_t>(controls.number() % 4);
  const bool weak = controls.number() % 2 == 1;
  const Method method = controls.number() % 2 == 1 ? Method::Put : Method::Get;
  const reference::Lines lines = read_lines(controls.rest());

  std::array<Field, 16> storage;
  FieldTable table(storage);
  for (const auto& [name, value] : lines.all) table.add(name, value);
  const Validators current{EntityTag{"a", weak}, time_of(modified)};
  const std::string tag = weak ? "W/\"a\"" : "\"a\"";

  const int expected = reference::status_of(method == Method::Get, lines, tag, modified, kNow);
  const Precondition actual = check_preconditions(method, table, current, time_of(kNow));
  require((actual == Precondition::Failed) == (expected == 412));
  require((actual == Precondition::NotModified) == (expected == 304));
  require(range_condition_holds(table, current, time_of(kNow)) == reference::range_counts(lines, tag, modified, kNow));
  for (const std::string& value : lines.of("Range")) {
    check_ranges(value, size_bytes);
    check_bounds(value, (std::uint64_t{1} << 63) - 1);
  }
  return 0;
}
