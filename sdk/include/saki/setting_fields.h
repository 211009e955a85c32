// SPDX-License-Identifier: Apache-2.0
//
// SettingFields<Owner> for services and packages: the fields of a plain struct as settings of the configuration.
//
//   SettingFields<Settings> fields("settings");
//   fields.add(&Settings::page_title, {.path = "page_title", .initial = "Notes", .description = "Shown on top."});
//   service.settings(std::move(fields));              // A package declares and reads them by itself.
//
// Those with `.reload = SettingReload::Live` follow the configuration while the service runs; the others need a start (SIGHUP).
//
// Beside the types of the configuration, members may be Bytes, Timestamp, std::chrono::year_month_day and Uuid.
#pragma once

#include <memory>
#include <utility>

#include "saki/config/setting_fields.h"
#include "saki/service.h"
#include "saki/setting_scalars.h"
#include "saki/settings_holder.h"

namespace saki {

namespace detail {

template <class Owner>
class FieldsCopy final : public SettingsCopy {
 public:
  FieldsCopy(const SettingFields<Owner>& fields, const Config& config) : fields_(fields) { take(config); }

  void take(const Config& config) override {
    snapshot_ = std::make_shared<const Owner>(fields_.read(config));
    object_ = *snapshot_;
  }
  [[nodiscard]] const void* object() const noexcept override { return &object_; }
  [[nodiscard]] std::shared_ptr<const void> snapshot() const noexcept override { return snapshot_; }

 private:
  const SettingFields<Owner>& fields_;
  std::shared_ptr<const Owner> snapshot_;
  Owner object_{};
};

template <class Owner>
class FieldsHolder final : public SettingsHolder {
 public:
  explicit FieldsHolder(SettingFields<Owner> fields) : fields_(std::move(fields)) {}

  void declare(ConfigSchema& schema) const override { fields_.declare(schema); }
  void read(const Config& config) override { object_ = fields_.read(config); }
  [[nodiscard]] TypeKey key() const noexcept override { return type_key<Owner>(); }
  [[nodiscard]] const void* object() const noexcept override { return &object_; }
  [[nodiscard]] bool has_live() const noexcept override { return fields_.has_live(); }
  [[nodiscard]] std::unique_ptr<SettingsCopy> copy(const Config& config) const override {
    return std::make_unique<FieldsCopy<Owner>>(fields_, config);
  }

 private:
  SettingFields<Owner> fields_;
  Owner object_{};
};

}  // namespace detail

template <class Owner>
void Service::settings(SettingFields<Owner> fields) {
  if (fields.has_live()) follow_settings();
  add_settings(std::make_unique<detail::FieldsHolder<Owner>>(std::move(fields)));
}

}  // namespace saki
