// SPDX-License-Identifier: Apache-2.0
#include "saki/config/config.h"

#include <gmock/gmock.h>

#include "saki/config/config_schema.h"

namespace saki {
namespace {

ConfigSchema example() {
  ConfigSchema schema;
  schema.add({.path = "server.workers", .type = SettingType::Uint32, .initial = "0"});
  schema.add({.path = "log.format", .type = SettingType::Word, .initial = "text", .words = {"text", "json"}});
  schema.add({.path = "server.drain_timeout", .type = SettingType::TimeSpan, .initial = "90s"});
  schema.add({.path = "server.body", .type = SettingType::Size, .initial = "16KiB"});
  schema.add({.path = "settings.title", .initial = "\"a: \\\"b\\\"\""});
  schema.add({.path = "settings.ratio", .type = SettingType::Double, .initial = "0.25"});
  schema.add({.path = "settings.names", .shape = SettingShape::List, .initial = "[no, 12:30]"});
  schema.add({.path = "settings.ports", .type = SettingType::Int32, .shape = SettingShape::Map, .initial = "{a: 1, b: -2}"});
  schema.add({.path = "settings.token", .type = SettingType::Secret});
  schema.add({.path = "settings.nothing", .type = SettingType::Bool});
  return schema;
}

std::shared_ptr<const Config> read(std::string_view yaml) {
  ConfigTree tree;
  Diagnostics diagnostics;
  tree.load_text(yaml, "c.yaml", diagnostics);
  auto config = example().read(tree, diagnostics);
  EXPECT_TRUE(config) << diagnostics.text();
  return config;
}

constexpr const char* kYaml =
    "server:\n"
    "  workers: 2  # c.yaml:1\n"
    "  drain_timeout: 1m30s  # default\n"
    "  body: 16KiB  # default\n"
    "log:\n"
    "  format: text  # default\n"
    "settings:\n"
    "  title: \"a: \\\"b\\\"\"  # default\n"
    "  ratio: 0.25  # default\n"
    "  names: [\"no\", \"12:30\"]  # default\n"
    "  ports: {\"a\": 1, \"b\": -2}  # default\n"
    "  token: \"***\"  # c.yaml:2\n"
    "  # nothing:\n";

TEST(Config, DumpsYamlWithTheOriginOfEachValueAndHidesSecrets) {
  EXPECT_EQ(read("server: {workers: 2}\nsettings: {token: hunter2}\n")->yaml(), kYaml);
}

TEST(Config, TheDumpedYamlReadsBackToTheSameValues) {
  const std::string once = read("server: {workers: 2}\n")->json();
  EXPECT_EQ(read(read("server: {workers: 2}\n")->yaml())->json(), once);
}

TEST(Config, KeysOfAnyLengthReadBack) {
  const std::string yaml = "settings: {ports: {? " + std::string(5000, 'k') + " : 1, \"a\\nb\": 2, '': 3}}";
  EXPECT_EQ(read(read(yaml)->yaml())->json(), read(yaml)->json());
}

TEST(Config, DumpsJson) {
  EXPECT_EQ(read("settings: {token: hunter2}")->json(),
            R"({"server": {"workers": 0, "drain_timeout": "1m30s", "body": 16384}, "log": {"format": "text"}, )"
            R"("settings": {"title": "a: \"b\"", "ratio": 0.25, "names": ["no", "12:30"], "ports": {"a": 1, "b": -2}, )"
            R"("token": "***", "nothing": null}})");
}

TEST(Config, AFileNamedToForgeALineOfTheDumpIsEscaped) {
  ConfigTree tree;
  Diagnostics diagnostics;
  tree.load_text("server: {workers: 2}", "x\nlog: evil", diagnostics);
  EXPECT_THAT(example().read(tree, diagnostics)->yaml(), testing::HasSubstr("workers: 2  # x\\nlog: evil:1\n"));
}

using ConfigDeathTest = testing::Test;

TEST(ConfigDeathTest, ReadingWhatWasNotDeclaredSoAborts) {
  const auto config = read("server: {workers: 300}");
  EXPECT_DEATH(static_cast<void>(config->get<unsigned>("server.wokers")), "declared before it is read");
  EXPECT_DEATH(static_cast<void>(config->get<bool>("server.workers")), "type it was declared with");
  EXPECT_DEATH(static_cast<void>(config->get<std::uint8_t>("server.workers")), "can hold it");
  EXPECT_DEATH(static_cast<void>(config->get<std::vector<unsigned>>("server.workers")), "shape");
  EXPECT_DEATH(static_cast<void>(config->get<std::string>("settings.nothing")), "use find");
  EXPECT_DEATH(static_cast<void>(config->get<std::int64_t>("server.drain_timeout")), "std::chrono::duration");
}

TEST(ConfigDeathTest, ASecretIsNotReadAsAnOrdinaryText) {
  const auto config = read("settings: {token: hunter2}");
  EXPECT_DEATH(static_cast<void>(config->get<std::string>("settings.token")), "saki::Secret");
}

}  // namespace
}  // namespace saki
