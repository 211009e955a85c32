// SPDX-License-Identifier: Apache-2.0
//
// SettingScalar: one value as it was read, and ScalarTraits: the C++ types it can be taken as.
//
// bool, every integer and floating type, std::string, any std::chrono::duration, Secret, a section as a Config of its own, and
// enumerations whose enumerators count from 0 in the order of the setting's words. Taking a value as a type it does not have, or as an
// integer type too small for it, is a programming error and aborts. A room above adds a type that is configured as text with a
// specialisation of its own, whose `kForm` names the text's form and whose `check` is a SettingCheck.
#pragma once

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "saki/base/check.h"
#include "saki/base/secret.h"
#include "saki/config/setting.h"

namespace saki {

class Config;
using ConfigSection = std::shared_ptr<const Config>;

// Durations are kept in nanoseconds as std::int64_t, sizes as std::uint64_t, words and secrets as text.
using SettingScalar = std::variant<bool, std::int64_t, std::uint64_t, double, std::string, ConfigSection>;

// The alternative of the scalar that holds T.
template <class T>
[[nodiscard]] const T& scalar_as(const SettingScalar& scalar) {
  const T* value = std::get_if<T>(&scalar);
  SAKI_CHECK(value != nullptr, "a setting is read as the type it was declared with");
  return *value;
}

template <class T>
struct ScalarTraits;

template <>
struct ScalarTraits<bool> {
  static constexpr SettingType kType = SettingType::Bool;
  static bool take(const SettingScalar& scalar, const Setting&) { return scalar_as<bool>(scalar); }
};

template <std::integral T>
struct ScalarTraits<T> {
  static constexpr bool kWide = sizeof(T) > sizeof(std::int32_t);
  static constexpr SettingType kSigned = kWide ? SettingType::Int64 : SettingType::Int32;
  static constexpr SettingType kUnsigned = kWide ? SettingType::Uint64 : SettingType::Uint32;
  static constexpr SettingType kType = std::is_signed_v<T> ? kSigned : kUnsigned;

  static T take(const SettingScalar& scalar, const Setting& setting) {
    SAKI_CHECK(setting.type != SettingType::TimeSpan, "a duration is read as a std::chrono::duration");
    if (const auto* value = std::get_if<std::int64_t>(&scalar)) return narrow(*value);
    return narrow(scalar_as<std::uint64_t>(scalar));
  }

 private:
  template <class Wide>
  static T narrow(Wide value) {
    SAKI_CHECK(std::in_range<T>(value), "a setting is read as an integer type that can hold it");
    return static_cast<T>(value);
  }
};

template <std::floating_point T>
struct ScalarTraits<T> {
  static constexpr SettingType kType = SettingType::Double;
  static T take(const SettingScalar& scalar, const Setting&) { return static_cast<T>(scalar_as<double>(scalar)); }
};

template <>
struct ScalarTraits<std::string> {
  static constexpr SettingType kType = SettingType::String;
  static std::string take(const SettingScalar& scalar, const Setting& setting) {
    SAKI_CHECK(setting.type != SettingType::Secret, "a secret is read as saki::Secret");
    return scalar_as<std::string>(scalar);
  }
};

template <>
struct ScalarTraits<Secret> {
  static constexpr SettingType kType = SettingType::Secret;
  static Secret take(const SettingScalar& scalar, const Setting&) { return Secret(scalar_as<std::string>(scalar)); }
};

template <>
struct ScalarTraits<ConfigSection> {
  static constexpr SettingType kType = SettingType::Section;
  static ConfigSection take(const SettingScalar& scalar, const Setting&) { return scalar_as<ConfigSection>(scalar); }
};

template <class Rep, class Period>
struct ScalarTraits<std::chrono::duration<Rep, Period>> {
  using Time = std::chrono::duration<Rep, Period>;
  static constexpr SettingType kType = SettingType::TimeSpan;
  static Time take(const SettingScalar& scalar, const Setting& setting) {
    SAKI_CHECK(setting.type == SettingType::TimeSpan, "a std::chrono::duration is read from a duration");
    return std::chrono::duration_cast<Time>(std::chrono::nanoseconds(scalar_as<std::int64_t>(scalar)));
  }
};

template <class T>
  requires std::is_enum_v<T>
struct ScalarTraits<T> {
  static constexpr SettingType kType = SettingType::Word;
  static T take(const SettingScalar& scalar, const Setting& setting) {
    const auto word = std::find(setting.words.begin(), setting.words.end(), scalar_as<std::string>(scalar));
    SAKI_CHECK(word != setting.words.end(), "an enumeration is read from a setting of words");
    return static_cast<T>(word - setting.words.begin());
  }
};

}  // namespace saki
