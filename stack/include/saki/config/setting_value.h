// SPDX-License-Identifier: Apache-2.0
//
// SettingValue: what was read for one setting, and SettingTraits: a scalar, std::vector<T> or std::map<std::string, T> of scalars.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "saki/base/diagnostics.h"
#include "saki/config/setting_scalar.h"

namespace saki {

struct SettingValue {
  std::vector<SettingScalar> values;  // Exactly one where the shape is One.
  std::vector<SourcePlace> places;    // Where each value stands, in step with `values`.
  std::vector<std::string> keys;      // Of a map, in step with `values`.
  SourcePlace place;                  // Where the whole stands; its file is "default" where nothing was configured.
};

template <class T>
struct SettingTraits {
  using Scalar = ScalarTraits<T>;
  static constexpr SettingType kType = Scalar::kType;
  static constexpr SettingShape kShape = SettingShape::One;
  static T take(const SettingValue& value, const Setting& setting) { return ScalarTraits<T>::take(value.values.front(), setting); }
};

template <class T>
struct SettingTraits<std::vector<T>> {
  using Scalar = ScalarTraits<T>;
  static constexpr SettingType kType = Scalar::kType;
  static constexpr SettingShape kShape = SettingShape::List;
  static std::vector<T> take(const SettingValue& value, const Setting& setting) {
    std::vector<T> list;
    list.reserve(value.values.size());
    for (const SettingScalar& scalar : value.values) list.push_back(ScalarTraits<T>::take(scalar, setting));
    return list;
  }
};

template <class T>
struct SettingTraits<std::map<std::string, T>> {
  using Scalar = ScalarTraits<T>;
  static constexpr SettingType kType = Scalar::kType;
  static constexpr SettingShape kShape = SettingShape::Map;
  static std::map<std::string, T> take(const SettingValue& value, const Setting& setting) {
    std::map<std::string, T> map;
    for (std::size_t i = 0; i < value.keys.size(); ++i) map.emplace(value.keys[i], ScalarTraits<T>::take(value.values[i], setting));
    return map;
  }
};

}  // namespace saki
