// SPDX-License-Identifier: Apache-2.0
#include "saki/read_text.h"

#include "saki/text_value.h"

namespace saki {

namespace {

template <class T>
bool read(Checker& in, std::string_view text, T& into, std::string_view noun, std::string_view code = "format") {
  return parse_text(text, into) || in.violate(code, "must be " + std::string(noun));
}

}  // namespace

bool read_text(Checker& in, std::string_view text, bool& into) { return read(in, text, into, "true or false", "type"); }
bool read_text(Checker& in, std::string_view text, std::int32_t& into) { return read(in, text, into, "an integer of 32 bits", "type"); }
bool read_text(Checker& in, std::string_view text, std::int64_t& into) { return read(in, text, into, "an integer of 64 bits", "type"); }
bool read_text(Checker& in, std::string_view text, std::uint32_t& into) {
  return read(in, text, into, "an integer of 32 bits without a sign", "type");
}
bool read_text(Checker& in, std::string_view text, std::uint64_t& into) {
  return read(in, text, into, "an integer of 64 bits without a sign", "type");
}
bool read_text(Checker& in, std::string_view text, double& into) { return read(in, text, into, "a number", "type"); }
bool read_text(Checker& in, std::string_view text, std::string& into) { return read(in, text, into, "UTF-8 text"); }
bool read_text(Checker& in, std::string_view text, Bytes& into) { return read(in, text, into, "base64"); }
bool read_text(Checker& in, std::string_view text, Timestamp& into) { return read(in, text, into, "a time such as 2026-11-20T12:00:00Z"); }
bool read_text(Checker& in, std::string_view text, std::chrono::year_month_day& into) {
  return read(in, text, into, "a date such as 2026-11-20");
}
bool read_text(Checker& in, std::string_view text, std::chrono::microseconds& into) {
  return read(in, text, into, "a duration such as 1h30m");
}
bool read_text(Checker& in, std::string_view text, Uuid& into) { return read(in, text, into, "a UUID"); }

}  // namespace saki
