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

std::string check_salt(std::string_view text) { return saki::check_setting<saki::Bytes>(text, saki::Length(1, 16)); }

std::string check_peers(std::string_view text) { return saki::check_setting(text, saki::Format::Uri); }

}  // namespace

saki::SettingFields<Settings> setting_fields() {
  saki::SettingFields<Settings> fields("settings");
  fields.add(&Settings::web_root, {.path = "web_root", .initial = "\"public\"", .form = "path"});
  fields.add(&Settings::colour, {.path = "colour", .initial = "\"red\"", .words = {"red", "light-green", "deep_blue"}});
  fields.add(&Settings::ratio, {.path = "ratio", .initial = "0.5", .minimum = "0.0", .maximum = "1.0"});
  fields.add(&Settings::wait, {.path = "wait", .initial = "10s"});
  fields.add(&Settings::admins, {.path = "admins", .initial = "[\"root@example.org\"]", .max_count = 5,
      .check = &check_admins, .form = "email"});
  fields.add(&Settings::api_key, {.path = "api_key"});
  fields.add(&Settings::code, {.path = "code", .initial = "\"ABC\"", .check = &check_code,
      .reload = saki::SettingReload::Live});
  fields.add(&Settings::big, {.path = "big", .initial = "7"});
  fields.add(&Settings::salt, {.path = "salt", .initial = "\"AAEC\"", .check = &check_salt});
  fields.add(&Settings::keys, {.path = "keys"});
  fields.add(&Settings::since, {.path = "since", .initial = "\"2026-11-20T12:00:00.500000Z\""});
  fields.add(&Settings::day, {.path = "day", .initial = "\"2026-11-20\""});
  fields.add(&Settings::realm, {.path = "realm", .initial = "\"01234567-89ab-cdef-0123-456789abcdef\""});
  fields.add(&Settings::peers, {.path = "peers", .initial = "{\"a\": \"https://example.org/\"}", .check = &check_peers,
      .form = "uri"});
  fields.add(&Settings::passwords, {.path = "passwords"});
  return fields;
}

}  // namespace kitchen::sink
