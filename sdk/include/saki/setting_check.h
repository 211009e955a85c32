// SPDX-License-Identifier: Apache-2.0
//
// Checks of settings that the configuration has no words for: types, formats and patterns. Generated code names them as SettingCheck.
#pragma once

#include <string>
#include <string_view>

#include "saki/read_text.h"
#include "saki/rules.h"

namespace saki {

// Each says what is wrong with `text`, "" when nothing is. Affinity: any.
[[nodiscard]] std::string check_setting(std::string_view text, Format format);
[[nodiscard]] std::string check_setting(std::string_view text, std::string_view pattern);  // A pattern that is known to be good.
[[nodiscard]] std::string check_setting(std::string_view text, Format format, std::string_view pattern);

// The same for a text that has to be a value of T.
template <class T, class Rule = AnyValue>
[[nodiscard]] std::string check_setting(std::string_view text, const Rule& rule = {}) {
  Violations violations;
  Checker checker(violations, ViolationIn::Body);
  T value{};
  const bool good = read_text(checker, text, value) && check(checker, value, rule);
  return good ? std::string() : violations.list().front().detail;
}

}  // namespace saki
