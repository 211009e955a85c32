// SPDX-License-Identifier: Apache-2.0
//
// The SDK's own types as settings: bytes in base64, timestamps, dates and UUIDs, each configured as the text it has in JSON.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "saki/bytes.h"
#include "saki/config/setting_scalar.h"
#include "saki/setting_check.h"
#include "saki/text_value.h"
#include "saki/timestamp.h"
#include "saki/uuid.h"

namespace saki {

namespace detail {

template <class T>
struct TextScalarTraits {
  static constexpr SettingType kType = SettingType::String;
  static std::string check(std::string_view text) { return check_setting<T>(text); }

  static T take(const SettingScalar& scalar, const Setting& /*setting*/) {
    T value{};
    const bool good = parse_text(scalar_as<std::string>(scalar), value);
    SAKI_CHECK(good, "a setting's text was checked when it was read");
    return value;
  }
};

}  // namespace detail

template <>
struct ScalarTraits<Bytes> : detail::TextScalarTraits<Bytes> {
  static constexpr std::string_view kForm = "base64";
};

template <>
struct ScalarTraits<Timestamp> : detail::TextScalarTraits<Timestamp> {
  static constexpr std::string_view kForm = "timestamp";
};

template <>
struct ScalarTraits<std::chrono::year_month_day> : detail::TextScalarTraits<std::chrono::year_month_day> {
  static constexpr std::string_view kForm = "date";
};

template <>
struct ScalarTraits<Uuid> : detail::TextScalarTraits<Uuid> {
  static constexpr std::string_view kForm = "uuid";
};

}  // namespace saki
