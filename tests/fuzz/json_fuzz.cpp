// SPDX-License-Identifier: Apache-2.0
//
// JsonReader against nlohmann/json on any bytes: they accept the same documents and see the same values. Known apart: nlohmann takes a
// byte order mark, and no bound on depth; it refuses numbers beyond every double, which Json does as well.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "saki/json.h"
#include "saki/json_reader.h"
#include "saki/json_writer.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool is_known_difference(const saki::JsonReader& reader, std::string_view text) {
  return reader.fault().code == saki::JsonFaultCode::TooDeep || text.starts_with('\xEF');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  saki::JsonReader reader(text);
  reader.skip();
  const bool well_formed = reader.finish();
  require(well_formed || !reader.fault_text().empty());

  const saki::Result<saki::Json> ours = saki::parse_json(text);
  require(!ours || well_formed);
  if (text.find('\0') != std::string_view::npos) {  // nlohmann takes a zero byte for the end of the text; no document holds one.
    require(!ours);
    return 0;
  }
  if (is_known_difference(reader, text)) return 0;
  const saki::Json theirs = saki::Json::parse(text, nullptr, false);
  require(ours.has_value() == !theirs.is_discarded());
  if (ours) {
    require(*ours == theirs);
    require(saki::parse_json(saki::to_text(*ours)) == theirs);
  }
  return 0;
}
