// SPDX-License-Identifier: Apache-2.0
#include "saki/config/setting_fields.h"

#include <gmock/gmock.h>

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

enum class Mode { Open, Closed };

struct Settings {
  std::string page_title;
  std::int32_t page_size = 0;
  std::chrono::microseconds pause{};
  std::uint64_t upload_bytes = 0;
  Mode mode = Mode::Open;
  std::vector<std::string> hosts;
  std::map<std::string, double> weights;
  std::optional<Secret> token;
};

SettingFields<Settings> fields() {
  SettingFields<Settings> fields("settings");
  fields.add(&Settings::page_title, {.path = "page_title", .initial = "Notes", .maximum = "80", .description = "Shown on top."});
  fields.add(&Settings::page_size, {.path = "page_size", .minimum = "1", .maximum = "100"});
  fields.add(&Settings::pause, {.path = "pause", .initial = "1s"});
  fields.add(&Settings::upload_bytes, {.path = "upload_bytes", .type = SettingType::Size, .initial = "1MiB"});
  fields.add(&Settings::mode, {.path = "mode", .initial = "open", .words = {"open", "closed"}});
  fields.add(&Settings::hosts, {.path = "hosts", .initial = "[]"});
  fields.add(&Settings::weights, {.path = "weights", .initial = "{}"});
  fields.add(&Settings::token, {.path = "token"});
  return fields;
}

TEST(SettingFields, FillAStructFromTheConfiguration) {
  ConfigSchema schema;
  fields().declare(schema);
  ConfigTree tree;
  Diagnostics diagnostics;
  tree.load_text("settings: {page_size: 20, mode: closed, hosts: [a, b], weights: {x: 1}, token: t}", "c.yaml", diagnostics);
  const auto config = schema.read(tree, diagnostics);
  ASSERT_TRUE(config) << diagnostics.text();

  const Settings settings = fields().read(*config);
  EXPECT_EQ(settings.page_title, "Notes");
  EXPECT_EQ(settings.page_size, 20);
  EXPECT_EQ(settings.pause, 1s);
  EXPECT_EQ(settings.upload_bytes, 1048576U);
  EXPECT_EQ(settings.mode, Mode::Closed);
  EXPECT_THAT(settings.hosts, ElementsAre("a", "b"));
  EXPECT_EQ(settings.weights.at("x"), 1.0);
  EXPECT_EQ(settings.token->reveal(), "t");
}

TEST(SettingFields, AFieldWithoutDefaultIsRequiredUnlessOptional) {
  ConfigSchema schema;
  fields().declare(schema);
  Diagnostics diagnostics;
  EXPECT_EQ(schema.read(ConfigTree(), diagnostics), nullptr);
  ASSERT_EQ(diagnostics.list().size(), 1U) << diagnostics.text();
  EXPECT_THAT(diagnostics.text(), HasSubstr("`settings.page_size` must be configured"));
}

struct Options {
  std::string server = "127.0.0.1:6379";
  unsigned connections = 2;
  std::uint64_t reply_bytes = 64 << 20;
  std::chrono::milliseconds pause{90'000};
  bool verify = true;
  Mode mode = Mode::Closed;
  Secret password;
};

TEST(SettingFields, AStructWithDefaultsGivesThemToItsFields) {
  SettingFields<Options> fields("redis", Options());
  fields.add(&Options::server, {.path = "server"});
  fields.add(&Options::connections, {.path = "connections"});
  fields.add(&Options::reply_bytes, {.path = "reply_bytes", .type = SettingType::Size});
  fields.add(&Options::pause, {.path = "pause", .initial = "1s"});
  fields.add(&Options::verify, {.path = "verify"});
  fields.add(&Options::mode, {.path = "mode", .words = {"open", "closed"}});
  fields.add(&Options::password, {.path = "password", .initial = ""});
  ConfigSchema schema;
  fields.declare(schema);
  EXPECT_EQ(schema.find("redis.server")->initial, "127.0.0.1:6379");
  EXPECT_EQ(schema.find("redis.connections")->initial, "2");
  EXPECT_EQ(schema.find("redis.reply_bytes")->initial, "64MiB");
  EXPECT_EQ(schema.find("redis.pause")->initial, "1s") << "what a field says itself goes first";
  EXPECT_EQ(schema.find("redis.verify")->initial, "true");
  EXPECT_EQ(schema.find("redis.mode")->initial, "closed");

  Diagnostics diagnostics;
  const auto config = schema.read(ConfigTree(), diagnostics);
  ASSERT_TRUE(config) << diagnostics.text();
  const Options options = fields.read(*config);
  EXPECT_EQ(options.reply_bytes, 64U << 20);
  EXPECT_EQ(options.mode, Mode::Closed);
  EXPECT_EQ(options.pause, 1s);
}

TEST(SettingFields, ASecretOfTheStructIsNoDefault) {
  SettingFields<Options> fields("redis", Options());
  fields.add(&Options::password, {.path = "password"});
  ConfigSchema schema;
  fields.declare(schema);
  EXPECT_EQ(schema.find("redis.password")->need, SettingNeed::Required);
}

TEST(SettingFields, TheMemberDecidesTheType) {
  ConfigSchema schema;
  fields().declare(schema);
  EXPECT_EQ(schema.find("settings.page_size")->type, SettingType::Int32);
  EXPECT_EQ(schema.find("settings.weights")->shape, SettingShape::Map);
  EXPECT_EQ(schema.find("settings.upload_bytes")->type, SettingType::Size);
  EXPECT_EQ(schema.find("settings.token")->type, SettingType::Secret);
}

}  // namespace
}  // namespace saki
