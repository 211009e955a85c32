// SPDX-License-Identifier: Apache-2.0
#include "text/number.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "text/ascii.h"

namespace saki::text {
namespace {

constexpr std::size_t kMaxIntegerDigits = 20;  // Of 2^64 - 1.

// A number taken apart: value = whole.fraction * 10^exponent.
struct Parts {
  std::string_view whole;
  std::string_view fraction;
  std::int64_t exponent = 0;
};

// Exponents far beyond what any digits could balance are all the same to us.
std::int64_t clamped_exponent(std::string_view text) noexcept {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;
  if (error != std::errc{}) value = kFar;
  value = std::min(value, kFar);
  return negative ? -value : value;
}

Parts take_apart(std::string_view number) noexcept {
  Parts parts;
  if (const std::size_t e = number.find_first_of("eE"); e != std::string_view::npos) {
    parts.exponent = clamped_exponent(number.substr(e + 1));
    number = number.substr(0, e);
  }
  const std::size_t point = number.find('.');
  parts.whole = number.substr(0, point);
  if (point != std::string_view::npos) parts.fraction = number.substr(point + 1);
  return parts;
}

// The digit at `at` of whole and fraction written together.
char digit_at(const Parts& parts, std::size_t at) noexcept {
  return at < parts.whole.size() ? parts.whole[at] : parts.fraction[at - parts.whole.size()];
}

}  // namespace

const char* fraction_end(const char* at, const char* end) noexcept {
  if (at != end && *at == '.') {
    const char* const fraction = at + 1;
    at = digits_end(fraction, end);
    if (at == fraction) return nullptr;
  }
  if (at != end && (*at == 'e' || *at == 'E')) {
    const char* exponent = at + 1;
    if (exponent != end && (*exponent == '+' || *exponent == '-')) ++exponent;
    at = digits_end(exponent, end);
    if (at == exponent) return nullptr;
  }
  return at;
}

bool number_to_double(std::string_view number, double& into) noexcept {
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error == std::errc{}) {
    into = value;
    return true;
  }
  // from_chars says the same of too large and too small: the decimal exponent of the first significant digit tells them apart.
  const bool negative = number.starts_with('-');
  const Parts parts = take_apart(number.substr(negative ? 1 : 0));
  const std::size_t count = parts.whole.size() + parts.fraction.size();
  std::size_t first = 0;
  while (first < count && digit_at(parts, first) == '0') ++first;
  if (parts.exponent + static_cast<std::int64_t>(parts.whole.size()) - static_cast<std::int64_t>(first) > 0) return false;
  into = negative ? -0.0 : 0.0;
  return true;
}

WholeNumber number_to_integer(std::string_view number) noexcept {
  WholeNumber result;
  result.negative = number.starts_with('-');
  const Parts parts = take_apart(number.substr(result.negative ? 1 : 0));

  // The significant digits are those from `first` to `last`; those behind the point, wherever the exponent puts it, must be zeros.
  const std::size_t count = parts.whole.size() + parts.fraction.size();
  std::size_t first = 0;
  while (first < count && digit_at(parts, first) == '0') ++first;
  if (first == count) return result;
  std::size_t last = count;
  while (digit_at(parts, last - 1) == '0') --last;

  const std::int64_t point = static_cast<std::int64_t>(parts.whole.size()) + parts.exponent;
  if (point < static_cast<std::int64_t>(last)) {
    result.outcome = IntegerOutcome::Fractional;
    return result;
  }
  if (point - static_cast<std::int64_t>(first) > static_cast<std::int64_t>(kMaxIntegerDigits)) {
    result.outcome = IntegerOutcome::OutOfRange;
    return result;
  }
  for (std::size_t at = first; at < static_cast<std::size_t>(point); ++at) {
    const std::uint64_t digit = at < count ? static_cast<std::uint64_t>(digit_at(parts, at) - '0') : 0;
    if (__builtin_mul_overflow(result.magnitude, std::uint64_t{10}, &result.magnitude) ||
        __builtin_add_overflow(result.magnitude, digit, &result.magnitude)) {
      result.outcome = IntegerOutcome::OutOfRange;
      return result;
    }
  }
  return result;
}

}  // namespace saki::text
