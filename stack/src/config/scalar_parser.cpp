// SPDX-License-Identifier: Apache-2.0
#include "config/scalar_parser.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <type_traits>

#include "saki/config/units.h"

namespace saki {
namespace {

Result<SettingScalar> parse_bool(std::string_view text) {
  if (text == "true" || text == "True" || text == "TRUE") return SettingScalar(true);
  if (text == "false" || text == "False" || text == "FALSE") return SettingScalar(false);
  return fail(Error::Invalid);
}

// Digits without their sign: decimal, 0o octal or 0x hexadecimal.
Result<std::uint64_t> parse_magnitude(std::string_view digits) {
  int base = 10;
  if (digits.starts_with("0x")) base = 16;
  if (digits.starts_with("0o")) base = 8;
  if (base != 10) digits.remove_prefix(2);
  std::uint64_t magnitude = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
  if (end != digits.data() + digits.size() || error == std::errc::invalid_argument) return fail(Error::Invalid);
  if (error == std::errc::result_out_of_range) return fail(Error::Exhausted);
  return magnitude;
}

// A whole number that fits `Type`, kept as `Held`.
template <class Held, class Type>
Result<SettingScalar> parse_integer(std::string_view text) {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<Type>::max());
  constexpr std::uint64_t kMostBelowZero = std::is_signed_v<Type> ? kMost + 1 : 0;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto magnitude = parse_magnitude(text);
  if (!magnitude) return fail(magnitude.error());
  // GCC 12 aborts on Error::Exhausted in a template (an enumerator that came by `using enum`).
  if (*magnitude > (negative ? kMostBelowZero : kMost)) return fail(BasicError::Exhausted);
  const std::uint64_t bits = negative ? std::uint64_t{0} - *magnitude : *magnitude;
  return SettingScalar(std::in_place_type<Held>, static_cast<Held>(bits));
}

Result<SettingScalar> parse_double(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  const bool number = !digits.empty() && (digits.front() == '.' || (digits.front() >= '0' && digits.front() <= '9'));  // Not "inf".
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!number || end != text.data() + text.size() || error == std::errc::invalid_argument) return fail(Error::Invalid);
  if (error == std::errc::result_out_of_range || !std::isfinite(value)) return fail(Error::Exhausted);
  return SettingScalar(value);
}

Result<SettingScalar> parse_time(std::string_view text) {
  const auto duration = parse_duration(text);
  if (!duration) return fail(duration.error());
  return SettingScalar(std::int64_t{duration->count()});
}

Result<SettingScalar> parse_bytes(std::string_view text) {
  const auto size = parse_size(text);
  if (!size) return fail(size.error());
  return SettingScalar(*size);
}

}  // namespace

Result<SettingScalar> parse_scalar(std::string_view text, SettingType type) {
  switch (type) {
    case SettingType::Bool: return parse_bool(text);
    case SettingType::Int32: return parse_integer<std::int64_t, std::int32_t>(text);
    case SettingType::Int64: return parse_integer<std::int64_t, std::int64_t>(text);
    case SettingType::Uint32: return parse_integer<std::uint64_t, std::uint32_t>(text);
    case SettingType::Uint64: return parse_integer<std::uint64_t, std::uint64_t>(text);
    case SettingType::Double: return parse_double(text);
    case SettingType::TimeSpan: return parse_time(text);
    case SettingType::Size: return parse_bytes(text);
    case SettingType::String:
    case SettingType::Word:
    case SettingType::Secret: return SettingScalar(std::string(text));
    case SettingType::Section: break;
  }
  return fail(Error::Invalid);
}

}  // namespace saki
