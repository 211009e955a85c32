// SPDX-License-Identifier: Apache-2.0
#include "saki/config/config_schema.h"

#include <gmock/gmock.h>

#include "config_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

enum class Format { Text, Json };

ConfigSchema example() {
  ConfigSchema schema;
  schema.add({.path = "server.workers",
              .type = SettingType::Uint32,
              .initial = "0",
              .maximum = "1024",
              .aliases = {{"auto", "0"}},
              .unit = "threads",
              .description = "Worker threads; 0 or auto is one for each core."});
  schema.add({.path = "server.listen", .shape = SettingShape::List, .initial = "127.0.0.1:8080", .min_count = 1, .max_count = 3});
  schema.add({.path = "server.drain_timeout", .type = SettingType::TimeSpan, .initial = "10s", .minimum = "1ms", .maximum = "1h"});
  schema.add({.path = "server.limits.body_bytes", .type = SettingType::Size, .initial = "1MiB"});
  schema.add({.path = "log.format", .type = SettingType::Word, .initial = "text", .words = {"text", "json"}});
  schema.add({.path = "settings.title", .initial = "Notes", .minimum = "1", .maximum = "5"});
  schema.add({.path = "settings.ratio", .type = SettingType::Double, .minimum = "0", .maximum = "1"});
  schema.add({.path = "settings.strict", .type = SettingType::Bool, .initial = "true", .reload = SettingReload::Live});
  schema.add({.path = "settings.offset", .type = SettingType::Int64, .initial = "-5"});
  schema.add({.path = "settings.types", .type = SettingType::String, .shape = SettingShape::Map, .initial = "{}"});
  schema.add({.path = "settings.token", .type = SettingType::Secret, .minimum = "8"});
  return schema;
}

struct Reading {
  std::shared_ptr<const Config> config;
  std::string mistakes;
};

Reading read(const ConfigSchema& schema, std::string_view yaml) {
  ConfigTree tree;
  Diagnostics diagnostics;
  tree.load_text(yaml, "c.yaml", diagnostics);
  auto config = schema.read(tree, diagnostics);
  EXPECT_EQ(config == nullptr, !diagnostics.empty());
  return {std::move(config), diagnostics.text()};
}

std::string mistakes(std::string_view yaml) { return read(example(), yaml).mistakes; }

// A list of rules, each with settings of its own.
ConfigSchema rules() {
  auto rule = std::make_shared<ConfigSchema>();
  rule->add({.path = "match", .need = SettingNeed::Required, .description = "What it fits."});
  rule->add({.path = "status", .type = SettingType::Uint32, .initial = "200", .maximum = "599"});
  rule->add({.path = "words", .shape = SettingShape::List});
  ConfigSchema schema;
  schema.add({.path = "server.rules", .type = SettingType::Section, .shape = SettingShape::List, .section = std::move(rule)});
  return schema;
}

TEST(ConfigSchema, ReadsEachSectionOfAListWithItsOwnSettings) {
  const auto config = read(rules(), "server:\n  rules:\n    - {match: /a, words: [x, y]}\n    - match: /b\n      status: 404").config;
  ASSERT_TRUE(config);
  const auto sections = config->get<std::vector<ConfigSection>>("server.rules");
  ASSERT_EQ(sections.size(), 2U);
  EXPECT_EQ(sections[0]->get<std::string>("match"), "/a");
  EXPECT_EQ(sections[0]->get<unsigned>("status"), 200U);
  EXPECT_THAT(sections[0]->get<std::vector<std::string>>("words"), ElementsAre("x", "y"));
  EXPECT_EQ(sections[1]->get<unsigned>("status"), 404U);
  EXPECT_EQ(place_text(sections[1]->place("status")), "c.yaml:5:15");
  EXPECT_EQ(place_text(config->place("server.rules", 1)), "c.yaml:4:7");
}

TEST(ConfigSchema, TellsWhatIsWrongWithinASection) {
  const std::string text = read(rules(), "server:\n  rules:\n    - {match: /a, statsu: 4}\n    - {status: many}\n    - 7").mistakes;
  EXPECT_THAT(text, HasSubstr("c.yaml:3:19: error[unknown-key]: unknown key `statsu`"));
  EXPECT_THAT(text, HasSubstr("did you mean `status`?"));
  EXPECT_THAT(text, HasSubstr("c.yaml:4:7: error[missing-setting]: `match` must be configured (What it fits.)"));
  EXPECT_THAT(text, HasSubstr("c.yaml:4:16: error[wrong-type]: status: expected uint32, found `many`"));
  EXPECT_THAT(text, HasSubstr("c.yaml:5:7: error[wrong-type]: server.rules: expected a section with keys, found a text"));
}

TEST(ConfigSchema, DumpsAndDescribesSections) {
  const auto config = read(rules(), "server: {rules: [{match: /a}]}").config;
  ASSERT_TRUE(config);
  EXPECT_THAT(config->yaml(), HasSubstr(R"(rules: [{"match": "/a", "status": 200}])"));
  EXPECT_EQ(config->json(), R"({"server": {"rules": [{"match": "/a", "status": 200}]}})");
  EXPECT_THAT(rules().reference(),
              HasSubstr("  server.rules: list of section, optional\n  server.rules[].match: string, required\n      What it fits.\n"));
}

TEST(ConfigSchema, GivesDefaultsWhereNothingIsConfigured) {
  const auto config = read(example(), "").config;
  ASSERT_TRUE(config);
  EXPECT_EQ(config->get<unsigned>("server.workers"), 0U);
  EXPECT_THAT(config->get<std::vector<std::string>>("server.listen"), ElementsAre("127.0.0.1:8080"));
  EXPECT_EQ(config->get<std::chrono::nanoseconds>("server.drain_timeout"), 10s);
  EXPECT_EQ(config->get<std::uint64_t>("server.limits.body_bytes"), 1024U * 1024U);
  EXPECT_EQ(config->get<Format>("log.format"), Format::Text);
  EXPECT_EQ(config->get<std::string>("settings.title"), "Notes");
  EXPECT_EQ(config->find<double>("settings.ratio"), std::nullopt);
  EXPECT_TRUE(config->get<bool>("settings.strict"));
  EXPECT_EQ(config->get<std::int64_t>("settings.offset"), -5);
  EXPECT_TRUE((config->get<std::map<std::string, std::string>>("settings.types").empty()));
  EXPECT_FALSE(config->find<Secret>("settings.token").has_value());
  EXPECT_EQ(config->place("settings.title").file, "default");
}

TEST(ConfigSchema, ReadsEveryTypeAsPeopleWriteIt) {
  const auto [config, mistakes] = read(example(), R"(
server: {workers: auto, listen: ["a:1", "b:2"], drain_timeout: 1m30s, limits: {body_bytes: 16KiB}}
log: {format: json}
settings: {title: 2024, ratio: .5, strict: false, offset: 0x10, types: {.html: text/html, b: c}, token: hunter2000}
)");
  ASSERT_TRUE(config) << mistakes;
  EXPECT_EQ(config->get<unsigned>("server.workers"), 0U);
  EXPECT_THAT(config->get<std::vector<std::string>>("server.listen"), ElementsAre("a:1", "b:2"));
  EXPECT_EQ(config->get<std::chrono::milliseconds>("server.drain_timeout"), 90s);
  EXPECT_EQ(config->get<std::uint64_t>("server.limits.body_bytes"), 16384U);
  EXPECT_EQ(config->get<Format>("log.format"), Format::Json);
  EXPECT_EQ(config->get<std::string>("settings.title"), "2024");
  EXPECT_EQ(config->find<double>("settings.ratio"), 0.5);
  EXPECT_FALSE(config->get<bool>("settings.strict"));
  EXPECT_EQ(config->get<int>("settings.offset"), 16);
  EXPECT_EQ((config->get<std::map<std::string, std::string>>("settings.types").at(".html")), "text/html");
  EXPECT_EQ(config->find<Secret>("settings.token")->reveal(), "hunter2000");
  EXPECT_EQ(place_text(config->place("server.listen", 1)), "c.yaml:2:41");
}

TEST(ConfigSchema, AnEmptyKeyGivesTheDefaultAndAnEmptySectionNothingElse) {
  const auto [config, mistakes] = read(example(), "server:\nlog:\n  format:\n");
  ASSERT_TRUE(config) << mistakes;
  EXPECT_EQ(config->get<Format>("log.format"), Format::Text);
}

TEST(ConfigSchema, SuggestsTheKeyThatWasMeant) {
  EXPECT_EQ(mistakes("server:\n  wokers: 2\n"),
            "c.yaml:2:3: error[unknown-key]: unknown key `wokers` in `server`\n  hint: did you mean `workers`?\n");
  EXPECT_EQ(mistakes("server: {drain: 2s}\n"),
            "c.yaml:1:10: error[unknown-key]: unknown key `drain` in `server`\n  hint: did you mean `drain_timeout`?\n");
  EXPECT_EQ(mistakes("sever: {workers: 2}\n"), "c.yaml:1:1: error[unknown-key]: unknown key `sever`\n  hint: did you mean `server`?\n");
  EXPECT_EQ(mistakes("workers: 2\n"), "c.yaml:1:1: error[unknown-key]: unknown key `workers`\n  hint: did you mean `server.workers`?\n");
  EXPECT_EQ(mistakes("limits: {head: 1}\n"),
            "c.yaml:1:1: error[unknown-key]: unknown key `limits`\n"
            "  hint: did you mean `server.limits`? It reads server: {limits: ...}\n");
  EXPECT_EQ(mistakes("server.workers: 2\n"),
            "c.yaml:1:1: error[unknown-key]: unknown key `server.workers`\n"
            "  hint: keys are nested, a dotted one is for --set: server: {workers: ...}\n");
  EXPECT_THAT(mistakes("'': {workers: 2}\n"), HasSubstr("unknown key ``"));
  EXPECT_EQ(mistakes("log: {nothing_like_it: 2}\n"),
            "c.yaml:1:7: error[unknown-key]: unknown key `nothing_like_it` in `log`\n  hint: known keys: format\n");
}

TEST(ConfigSchema, RefusesAValueWhereASectionBelongsAndTheReverse) {
  EXPECT_EQ(mistakes("log: json\n"),
            "c.yaml:1:6: error[wrong-type]: log: expected a section with keys, found a text\n  hint: known keys: format\n");
  EXPECT_EQ(mistakes("log: {format: {a: 1}}\n"), "c.yaml:1:15: error[wrong-type]: log.format: expected text|json, found a map\n");
  EXPECT_EQ(mistakes("settings: {title: [a]}\n"), "c.yaml:1:19: error[wrong-type]: settings.title: expected string, found a list\n");
  EXPECT_EQ(mistakes("settings: {title: {a: b}}\n"),
            "c.yaml:1:19: error[wrong-type]: settings.title: expected string, found a map\n"
            "  hint: quote the text if `: ` belongs to it\n");
}

struct Refusal {
  const char* yaml;
  const char* said;
};

class ConfigSchemaRefuses : public testing::TestWithParam<Refusal> {};

TEST_P(ConfigSchemaRefuses, WhatIsOfTheWrongTypeOrOutOfRange) { EXPECT_THAT(mistakes(GetParam().yaml), HasSubstr(GetParam().said)); }

INSTANTIATE_TEST_SUITE_P(
    Values, ConfigSchemaRefuses,
    testing::Values(
        Refusal{"server: {workers: two}", "c.yaml:1:19: error[wrong-type]: server.workers: expected uint32, found `two`"},
        Refusal{"server: {workers: 2.0}", "expected uint32, found `2.0`"},
        Refusal{"server: {workers: '2'}", "expected uint32, found `2`\n  hint: remove the quotes"},
        Refusal{"server: {workers: -1}", "error[out-of-range]: server.workers: `-1` does not fit into uint32"},
        Refusal{"server: {workers: 99999999999999999999}", "does not fit into uint32"},
        Refusal{"server: {workers: 1025}", "error[out-of-range]: server.workers: expected at most 1024, found `1025`"},
        Refusal{"server: {listen: []}", "server.listen: expected at least 1 entries, found 0"},
        Refusal{"server: {listen: [a, b, c, d]}", "server.listen: expected at most 3 entries, found 4"},
        Refusal{"server: {listen: [a, [b]]}", "c.yaml:1:22: error[wrong-type]: server.listen: expected string, found a list"},
        Refusal{"server: {listen: [a, ~]}", "server.listen: expected string, found nothing"},
        Refusal{"server: {drain_timeout: 10}", "expected duration, found `10`\n  hint: whole numbers with units"},
        Refusal{"server: {drain_timeout: 2h}", "expected 1ms to 1h, found `2h`"},
        Refusal{"server: {drain_timeout: 400y}", "expected duration"},
        Refusal{"server: {drain_timeout: 300000d}", "does not fit into duration"},
        Refusal{"server: {limits: {body_bytes: 1MB}}", "expected size, found `1MB`\n  hint: a whole number of bytes"},
        Refusal{"log: {format: jsn}", "error[unknown-word]: log.format: `jsn` is not one of text, json\n  hint: did you mean `json`?"},
        Refusal{"settings: {title: Äpfel!}", "expected 1 to 5 characters, found `Äpfel!`"},
        Refusal{"settings: {title: ''}", "expected 1 to 5 characters"}, Refusal{"settings: {ratio: .inf}", "expected double, found `.inf`"},
        Refusal{"settings: {ratio: 1e999}", "does not fit into double"}, Refusal{"settings: {ratio: 1.5}", "expected 0 to 1, found `1.5`"},
        Refusal{"settings: {strict: yes}", "expected bool, found `yes`\n  hint: write true or false"},
        Refusal{"settings: {offset: 9223372036854775808}", "does not fit into int64"},
        Refusal{"settings: {types: a}", "settings.types: expected map of string, found a text"},
        Refusal{"settings: {token: short}", "settings.token: expected at least 8 characters, found ***"}));

TEST(ConfigSchema, CollectsAllMistakesInTheOrderOfTheirPlaces) {
  EXPECT_EQ(mistakes("settings: {strict: 1}\nserver:\n  workers: x\n  oops: 1\n"),
            "c.yaml:1:20: error[wrong-type]: settings.strict: expected bool, found `1`\n  hint: write true or false\n"
            "c.yaml:3:12: error[wrong-type]: server.workers: expected uint32, found `x`\n"
            "c.yaml:4:3: error[unknown-key]: unknown key `oops` in `server`\n"
            "  hint: known keys: drain_timeout, limits, listen, workers\n");
}

TEST(ConfigSchema, NeverShowsASecretInAMessage) {
  EXPECT_THAT(mistakes("settings: {token: [geheim]}"), testing::Not(HasSubstr("geheim")));
  EXPECT_THAT(mistakes("settings: {token: geheim}"), testing::Not(HasSubstr("geheim")));
}

TEST(ConfigSchema, AskForWhatMustBeConfigured) {
  ConfigSchema schema;
  schema.add({.path = "redis.url", .need = SettingNeed::Required, .description = "Where Redis answers."});
  EXPECT_EQ(read(schema, "").mistakes,
            "configuration: error[missing-setting]: `redis.url` must be configured (Where Redis answers.)\n"
            "  hint: in the configuration file, or with --set redis.url=VALUE\n");
  EXPECT_EQ(read(schema, "redis: {url: x}").config->get<std::string>("redis.url"), "x");
}

TEST(ConfigSchema, AnOwnersCheckHasTheLastWord) {
  ConfigSchema schema;
  schema.add({.path = "mail.from", .initial = "a@b", .check = [](std::string_view text) {
                return text.find('@') == std::string_view::npos ? std::string("not an address") : std::string();
              }});
  EXPECT_EQ(read(schema, "mail: {from: nobody}").mistakes, "c.yaml:1:14: error[bad-value]: mail.from: not an address\n");
  EXPECT_TRUE(read(schema, "mail: {from: x@y}").config);
}

TEST(ConfigSchema, TheReferenceTellsTypeRangeDefaultAndSentence) {
  EXPECT_EQ(example().reference(),
            "  server.workers: uint32 (..1024) threads, default 0, `auto` is 0\n"
            "      Worker threads; 0 or auto is one for each core.\n"
            "  server.listen: list of string, default [\"127.0.0.1:8080\"]\n"
            "  server.drain_timeout: duration (1ms..1h), default 10s\n"
            "  server.limits.body_bytes: size, default 1MiB\n"
            "  log.format: text|json, default text\n"
            "  settings.title: string (1..5), default \"Notes\"\n"
            "  settings.ratio: double (0..1), optional\n"
            "  settings.strict: bool, default true, can change while running\n"
            "  settings.offset: int64, default -5\n"
            "  settings.types: map of string, default {}\n"
            "  settings.token: secret (8..), optional\n");
}

using ConfigSchemaDeathTest = testing::Test;

TEST(ConfigSchemaDeathTest, ADeclarationThatContradictsItselfAborts) {
  ConfigSchema schema = example();
  EXPECT_DEATH(schema.add({.path = "server.workers"}), "server.workers");
  EXPECT_DEATH(schema.add({.path = "server"}), "server");
  EXPECT_DEATH(schema.add({.path = "server.workers.more"}), "server.workers.more");
  EXPECT_DEATH(schema.add({.path = "Upper.case"}), "Upper.case");
  EXPECT_DEATH(schema.add({.path = "a.b", .type = SettingType::Uint32, .initial = "9", .maximum = "8"}), "out-of-range");
  EXPECT_DEATH(schema.add({.path = "a.b", .type = SettingType::Word, .initial = "9"}), "a.b");
}

}  // namespace
}  // namespace saki
