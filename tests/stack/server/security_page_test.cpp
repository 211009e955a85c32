// SPDX-License-Identifier: Apache-2.0
//
// The table of limits in docs/security.md says what the settings say.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "saki/config/units.h"
#include "saki/http/limits.h"

namespace saki::http {
namespace {

std::string row(std::string_view section, std::string_view name, const std::string& initial, std::string_view sentence) {
  return "| `" + std::string(section) + "." + std::string(name) + "` | " + initial + " | " + std::string(sentence) + " |";
}

std::string default_of(const LimitSetting& limit) {
  const std::uint64_t value = Limits{}.*limit.member;
  if (limit.unit == SettingUnit::Count) return std::to_string(value);
  return format_size(value) + (limit.unit == SettingUnit::BytesPerSecond ? " per second" : "");
}

std::vector<std::string> declared_rows() {
  std::vector<std::string> rows;
  for (const LimitSetting& limit : limit_settings()) rows.push_back(row("limits", limit.name, default_of(limit), limit.sentence));
  for (const TimeoutSetting& timeout : timeout_settings()) {
    rows.push_back(row("timeouts", timeout.name, format_duration(Timeouts{}.*timeout.member), timeout.sentence));
  }
  return rows;
}

std::vector<std::string> written_rows() {
  std::ifstream page(SAKI_DOCS_DIR "/security.md");
  std::vector<std::string> rows;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("| `limits.") || line.starts_with("| `timeouts.")) rows.push_back(line);
  }
  return rows;
}

std::string joined(const std::vector<std::string>& rows) {
  std::ostringstream text;
  for (const std::string& each : rows) text << each << '\n';
  return text.str();
}

TEST(SecurityPage, ItsTableOfLimitsIsWhatIsDeclared) { EXPECT_EQ(joined(written_rows()), joined(declared_rows())); }

}  // namespace
}  // namespace saki::http
