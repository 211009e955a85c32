// SPDX-License-Identifier: Apache-2.0
#include "saki/cron.h"

#include <array>
#include <bit>

#include "job/cron_field.h"

namespace saki {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;
using std::chrono::sys_days;

constexpr int kDaysAhead = 366 * 30;  // Three times a 29 February, around a year 2100.

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kDays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::array<CronPart, 5> kParts = {CronPart{"minute", 0, 59, {}, 59}, CronPart{"hour", 0, 23, {}, 23},
                                            CronPart{"day of month", 1, 31, {}, 31}, CronPart{"month", 1, 12, kMonths, 12},
                                            CronPart{"day of week", 0, 7, kDays, 6}};

bool has(std::uint64_t bits, unsigned value) noexcept { return (bits >> value & 1U) != 0; }

// The lowest value from `value` on; 64 where there is none.
unsigned next_in(std::uint64_t bits, unsigned value) noexcept {
  return value > 63 ? 64U : static_cast<unsigned>(std::countr_zero(bits >> value << value));
}

// The fields of `text`, at most one more than there may be.
std::array<std::string_view, kParts.size() + 1> split(std::string_view text, std::size_t& count) noexcept {
  constexpr std::string_view kBlanks = " \t";
  std::array<std::string_view, kParts.size() + 1> fields;
  count = 0;
  while (count < fields.size()) {
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(kBlanks, begin), text.size());
    fields[count++] = text.substr(begin, end - begin);
    text.remove_prefix(end);
  }
  return fields;
}

}  // namespace

std::expected<Cron, std::string> Cron::parse(std::string_view text) {
  std::size_t count = 0;
  const auto fields = split(text, count);
  if (count != kParts.size()) return std::unexpected("a cron expression has five fields: minute hour day-of-month month day-of-week");
  Cron cron;
  const std::array<std::uint64_t*, kParts.size()> places = {&cron.minutes_, &cron.hours_, &cron.days_, &cron.months_, &cron.weekdays_};
  for (std::size_t i = 0; i < kParts.size(); ++i) {
    const auto bits = parse_cron_field(fields[i], kParts[i]);
    if (!bits) return std::unexpected(bits.error());
    *places[i] = *bits;
  }
  if (has(cron.weekdays_, 7)) cron.weekdays_ = (cron.weekdays_ | 1U) & 0x7FU;
  cron.either_day_ = !fields[2].starts_with('*') && !fields[4].starts_with('*');
  if (!cron.next_after(sys_days{std::chrono::year{2024} / 1 / 1})) return std::unexpected("no day ever matches this expression");
  return cron;
}

bool Cron::matches(sys_days day) const noexcept {
  const std::chrono::year_month_day date(day);
  if (!has(months_, static_cast<unsigned>(date.month()))) return false;
  const bool of_month = has(days_, static_cast<unsigned>(date.day()));
  const bool of_week = has(weekdays_, std::chrono::weekday(day).c_encoding());
  return either_day_ ? of_month || of_week : of_month && of_week;
}

std::optional<WallTime> Cron::next_after(WallTime time) const noexcept {
  const auto first = floor<minutes>(time) + minutes(1);
  const sys_days today = floor<days>(first);
  for (int ahead = 0; ahead < kDaysAhead; ++ahead) {
    const sys_days day = today + days(ahead);
    if (!matches(day)) continue;
    const auto from = ahead == 0 ? static_cast<unsigned>((first - today).count()) : 0U;
    unsigned hour = next_in(hours_, from / 60);
    unsigned minute = next_in(minutes_, hour == from / 60 ? from % 60 : 0);
    if (hour < 24 && minute > 59) {
      hour = next_in(hours_, hour + 1);
      minute = next_in(minutes_, 0);
    }
    if (hour < 24) return WallTime(day) + minutes(hour * 60 + minute);
  }
  return std::nullopt;
}

}  // namespace saki
