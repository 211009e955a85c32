// SPDX-License-Identifier: Apache-2.0
#include "saki/setting_scalars.h"

#include <gmock/gmock.h>

#include "saki/config/setting_fields.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

struct Settings {
  Bytes salt;
  Timestamp since;
  std::chrono::year_month_day day{};
  Uuid realm;
  std::vector<Bytes> keys;
  std::optional<Uuid> peer;
};

std::string check_salt(std::string_view text) { return check_setting<Bytes>(text, Length(2, 4)); }

SettingFields<Settings> fields() {
  SettingFields<Settings> fields("settings");
  fields.add(&Settings::salt, {.path = "salt", .initial = "\"AAEC\"", .check = &check_salt});
  fields.add(&Settings::since, {.path = "since", .initial = "\"2026-11-20T12:00:00.000000Z\""});
  fields.add(&Settings::day, {.path = "day", .initial = "\"2026-11-20\""});
  fields.add(&Settings::realm, {.path = "realm", .initial = "\"01234567-89ab-cdef-0123-456789abcdef\""});
  fields.add(&Settings::keys, {.path = "keys", .initial = "[]"});
  fields.add(&Settings::peer, {.path = "peer"});
  return fields;
}

// Either the settings that a text gives, or what is wrong with it.
struct Outcome {
  Settings settings;
  std::string mistakes;
};

Outcome configured(const std::string& text) {
  ConfigSchema schema;
  fields().declare(schema);
  ConfigTree tree;
  Diagnostics diagnostics;
  tree.load_text(text, "c.yaml", diagnostics);
  const auto config = schema.read(tree, diagnostics);
  return {config ? fields().read(*config) : Settings(), diagnostics.text()};
}

TEST(SettingScalars, TheSdksTypesAreConfiguredAsTheTextsTheyHaveInJson) {
  const Outcome got = configured(
      "settings: {salt: AQI=, since: 2026-11-20T14:00:00+02:00, day: 2024-02-29, realm: F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6, "
      "keys: [AA==, AQ==], peer: 01234567-89ab-cdef-0123-456789abcdef}");
  ASSERT_EQ(got.mistakes, "");
  EXPECT_EQ(got.settings.salt, Bytes("\x01\x02"));
  EXPECT_EQ(got.settings.since, configured("settings: {}").settings.since);
  EXPECT_EQ(got.settings.day, std::chrono::year(2024) / 2 / 29);
  std::string realm;
  append_text(realm, got.settings.realm);
  EXPECT_EQ(realm, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
  EXPECT_THAT(got.settings.keys, ElementsAre(Bytes(std::string_view("\0", 1)), Bytes("\x01")));
  EXPECT_TRUE(got.settings.peer.has_value());
}

TEST(SettingScalars, AnotherTextIsRefusedWithThePlaceAndTheForm) {
  EXPECT_THAT(configured("settings: {since: yesterday}").mistakes, HasSubstr("c.yaml:1:19"));
  EXPECT_THAT(configured("settings: {since: yesterday}").mistakes, HasSubstr("must be a time such as"));
  EXPECT_THAT(configured("settings: {day: 2026-02-30}").mistakes, HasSubstr("must be a date"));
  EXPECT_THAT(configured("settings: {realm: 7}").mistakes, HasSubstr("must be a UUID"));
  EXPECT_THAT(configured("settings: {keys: [AA==, '?']}").mistakes, HasSubstr("must be base64"));
  EXPECT_THAT(configured("settings: {peer: {a: b}}").mistakes, HasSubstr("expected uuid"));
}

TEST(SettingScalars, ACheckOfTheirOwnGoesBeforeTheTypes) {
  EXPECT_NE(configured("settings: {salt: AA==}").mistakes, "");
  EXPECT_THAT(configured("settings: {salt: '!'}").mistakes, HasSubstr("must be base64"));
}

}  // namespace
}  // namespace saki
