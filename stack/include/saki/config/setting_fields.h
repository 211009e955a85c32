// SPDX-License-Identifier: Apache-2.0
//
// SettingFields<Owner>: the fields of a plain struct as settings. Generated code declares a service's own settings with it:
//
//   struct Settings { std::string page_title; std::optional<Secret> token; };
//   SettingFields<Settings> fields{"settings"};
//   fields.add(&Settings::page_title, {.path = "page_title", .initial = "Notes", .maximum = "80", .description = "Shown on top."});
//   fields.add(&Settings::token, {.path = "token", .description = "For the API."});
//   fields.declare(schema);
//   Settings settings = fields.read(config);
//
// The member decides type and shape; declared ones are kept only where they say more (Size for an unsigned integer). A struct that has
// defaults of its own, as the options of a package, gives them to the constructor, and no field says its default again:
//
//   SettingFields<Options> fields("redis", Options());
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/config/initial_text.h"

namespace saki {

template <class Owner>
class SettingFields {  // Affinity: one thread.
 public:
  // All paths are below `section`, `settings` or the name of a package.
  explicit SettingFields(std::string section) : section_(std::move(section)) {}

  // A field that names no default has that of `defaults`, save lists, maps and secrets.
  SettingFields(std::string section, const Owner& defaults) : section_(std::move(section)), defaults_(defaults) {}

  // A field that always has a value: required, unless the setting has a default.
  template <class T>
  void add(T Owner::* member, Setting setting) {
    if constexpr (InitialValue<T>) {
      if (!setting.initial && defaults_) setting.initial = initial_text((*defaults_).*member, setting);
    }
    if (!setting.initial) setting.need = SettingNeed::Required;
    const std::string& path = keep<T>(std::move(setting));
    fills_.push_back([member, path](Owner& owner, const Config& config) { owner.*member = config.get<T>(path); });
  }

  // A field that may stay empty.
  template <class T>
  void add(std::optional<T> Owner::* member, Setting setting) {
    const std::string& path = keep<T>(std::move(setting));
    fills_.push_back([member, path](Owner& owner, const Config& config) { owner.*member = config.find<T>(path); });
  }

  void declare(ConfigSchema& schema) const { schema.add(settings_); }

  // Whether one of them may change while the service runs.
  [[nodiscard]] bool has_live() const noexcept {
    return std::ranges::any_of(settings_, [](const Setting& setting) { return setting.reload == SettingReload::Live; });
  }

  // Fills a struct from a Config whose schema had these fields declared.
  [[nodiscard]] Owner read(const Config& config) const {
    Owner owner{};
    for (const auto& fill : fills_) fill(owner, config);
    return owner;
  }

 private:
  // A type that is configured as a text of its own form says which, and checks it where no other check does.
  template <class Scalar>
  static void set_form(Setting& setting) {
    if constexpr (requires { Scalar::kForm; }) {
      setting.form = Scalar::kForm;
      if (setting.check == nullptr) setting.check = &Scalar::check;
    }
  }

  template <class T>
  const std::string& keep(Setting setting) {
    setting.path = section_ + "." + setting.path;
    constexpr SettingType kType = SettingTraits<T>::kType;
    constexpr bool kUnsigned = kType == SettingType::Uint64 || kType == SettingType::Uint32;
    if (!kUnsigned || setting.type != SettingType::Size) setting.type = kType;
    if (kType == SettingType::Uint32 && setting.maximum.empty()) setting.maximum = "4294967295";  // Sizes may be 32 bits wide.
    setting.shape = SettingTraits<T>::kShape;
    set_form<typename SettingTraits<T>::Scalar>(setting);
    settings_.push_back(std::move(setting));
    return settings_.back().path;
  }

  std::string section_;
  std::optional<Owner> defaults_;
  std::vector<Setting> settings_;
  std::vector<std::function<void(Owner&, const Config&)>> fills_;
};

}  // namespace saki
