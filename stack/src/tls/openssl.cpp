// SPDX-License-Identifier: Apache-2.0
#include "tls/openssl.h"

#include <openssl/err.h>

namespace saki {

std::optional<std::chrono::sys_seconds> time_of(const ASN1_TIME* time) noexcept {
  using namespace std::chrono;
  tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  const year_month_day day(year(parts.tm_year + 1900), month(static_cast<unsigned>(parts.tm_mon) + 1),
                           std::chrono::day(static_cast<unsigned>(parts.tm_mday)));
  return sys_days(day) + hours(parts.tm_hour) + minutes(parts.tm_min) + seconds(parts.tm_sec);
}

std::string take_openssl_error() {
  const unsigned long last = ERR_peek_last_error();
  ERR_clear_error();
  if (last == 0) return "no reason is given";
  if (const char* reason = ERR_reason_error_string(last); reason != nullptr) return reason;
  return "error " + std::to_string(ERR_GET_REASON(last));
}

}  // namespace saki
