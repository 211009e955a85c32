// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "settings.h"

#include "saki/setting_check.h"
#include "saki/setting_fields.h"

namespace kitchen::sink {

namespace {

std::string check_admins(std::string_view text) { return saki::check_setting(text, saki::Format::Email); }

std::string check_code(std::string_view text) { return saki::check_setting(text, "^[A-Z]{3}$"); }

}  // namespace

saki::SettingFields<Settings> setting_fields() {
  saki::SettingFields<Settings> fields("settings");
  fields.add(&Settings::web_root, {.path = "web_root", .initial = "\"public\""});
  fields.add(&Settings::colour, {.path = "colour", .initial = "\"red\"", .words = {"red", "light-green", "deep_blue"}});
  fields.add(&Settings::ratio, {.path = "ratio", .initial = "0.5", .minimum = "0.0", .maximum = "1.0"});
  fields.add(&Settings::wait, {.path = "wait", .initial = "10s"});
  fields.add(&Settings::admins, {.path = "admins", .initial = "[\"root@example.org\"]", .max_count = 5,
      .check = &check_admins});
  fields.add(&Settings::api_key, {.path = "api_key"});
  fields.add(&Settings::code, {.path = "code", .initial = "\"ABC\"", .check = &check_code,
      .reload = saki::SettingReload::Live});
  fields.add(&Settings::big, {.path = "big", .initial = "7"});
  return fields;
}

}  // namespace kitchen::sink
