// SPDX-License-Identifier: Apache-2.0
#include "saki/setting_check.h"

namespace saki {

namespace {

template <class Rule>
std::string first_violation(std::string_view text, const Rule& rule) {
  Violations violations;
  Checker checker(violations, ViolationIn::Body);
  return check(checker, text, rule) ? std::string() : violations.list().front().detail;
}

}  // namespace

std::string check_setting(std::string_view text, Format format) { return first_violation(text, format); }

std::string check_setting(std::string_view text, std::string_view pattern) {
  const Pattern compiled(pattern);
  return first_violation(text, Matching(pattern, compiled));
}

std::string check_setting(std::string_view text, Format format, std::string_view pattern) {
  std::string wrong = check_setting(text, format);
  return wrong.empty() ? check_setting(text, pattern) : wrong;
}

}  // namespace saki
