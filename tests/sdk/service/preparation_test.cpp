// SPDX-License-Identifier: Apache-2.0
#include "service/preparation.h"

#include <gmock/gmock.h>

#include "saki/json.h"
#include "saki/service.h"
#include "saki/setting_fields.h"

namespace saki {
namespace {

using testing::HasSubstr;

struct Settings {
  std::string page_title;
};

class Preparing : public testing::Test {
 protected:
  Preparing() {
    SettingFields<Settings> fields("settings");
    fields.add(&Settings::page_title, {.path = "page_title", .initial = "Notes", .description = "Shown on top."});
    service_.settings(std::move(fields));
  }

  Preparation run(std::vector<std::string> arguments, const char* const* environment = nullptr) {
    return prepare(service_.composition(), arguments, environment);
  }
  std::string title(std::vector<std::string> arguments, const char* const* environment = nullptr) {
    return run(std::move(arguments), environment).config->get<std::string>("settings.page_title");
  }

  Service service_{"page-notes", "1.2.3", "Notes on pages."};
};

TEST_F(Preparing, WrongUsageEndsWithTwoAndTheWayToTheHelp) {
  const Preparation preparation = run({"--lisen"});
  EXPECT_EQ(preparation.exit_status, 2);
  EXPECT_EQ(preparation.error_output, "page-notes: unknown flag \"--lisen\" (did you mean \"--listen\"?)\nTry `page-notes --help`.\n");
  EXPECT_EQ(preparation.output, "");
}

TEST_F(Preparing, TheHelpTellsFlagsAndSettings) {
  const Preparation preparation = run({"--help"});
  EXPECT_EQ(preparation.exit_status, 0);
  EXPECT_THAT(preparation.output, HasSubstr("page-notes 1.2.3: Notes on pages.\n"));
  EXPECT_THAT(preparation.output, HasSubstr("--listen ADDRESS"));
  EXPECT_THAT(preparation.output, HasSubstr("settings.page_title"));
  EXPECT_THAT(preparation.output, HasSubstr("Shown on top."));
  EXPECT_THAT(preparation.output, HasSubstr("log.level"));
}

TEST_F(Preparing, TheVersionIsToldForPeopleAndForPrograms) {
  EXPECT_THAT(run({"--version"}).output, testing::StartsWith("page-notes 1.2.3 (Saki "));
  const Json version = Json::parse(run({"--version", "--json"}).output);
  EXPECT_EQ(version["name"], "page-notes");
  EXPECT_EQ(version["features"]["http1"], true);
  EXPECT_EQ(version["features"]["supervisor"], true);
  EXPECT_EQ(version["packages"], Json::array());
}

TEST_F(Preparing, FlagsAreStrongerThanTheEnvironmentAndThatThanDefaults) {
  service_.defaults("settings: {page_title: from the manifest}");
  const char* const environment[] = {"PAGE_NOTES__SETTINGS__PAGE_TITLE=from the environment", nullptr};
  EXPECT_EQ(title({}), "from the manifest");
  EXPECT_EQ(title({}, environment), "from the environment");
  EXPECT_EQ(title({"--set", "settings.page_title=from a flag"}, environment), "from a flag");
  EXPECT_EQ(run({"--log-level", "warn"}).config->get<std::string>("log.level"), "warn");
}

TEST_F(Preparing, AConfigurationThatIsWrongEndsWithOneAndAllMistakes) {
  const Preparation preparation = run({"--set", "settings.page_titel=x", "--log-level", "loud", "--check-config"});
  EXPECT_EQ(preparation.exit_status, 1);
  EXPECT_THAT(preparation.error_output, HasSubstr("page_titel"));
  EXPECT_THAT(preparation.error_output, HasSubstr("page_title"));
  EXPECT_THAT(preparation.error_output, HasSubstr("--log-level"));
}

TEST_F(Preparing, AFileThatIsMissingIsNamed) {
  const Preparation preparation = run({"--config", "/nonexistent/config.yaml"});
  EXPECT_EQ(preparation.exit_status, 1);
  EXPECT_THAT(preparation.error_output, HasSubstr("/nonexistent/config.yaml"));
}

TEST_F(Preparing, AServiceThatListensNowhereIsRefused) {
  const Preparation preparation = run({"--set", "server.listen=[]", "--check-config"});
  EXPECT_EQ(preparation.exit_status, 1);
  EXPECT_THAT(preparation.error_output, HasSubstr("server.listen"));
}

TEST_F(Preparing, WhatIsQuotedCannotSteerATerminal) {
  for (const char* argument : {"--\x1b[2J", "--set=\x1b[2J=1"}) {
    EXPECT_THAT(run({argument}).error_output, testing::AllOf(HasSubstr("\\u001b[2J"), testing::Not(HasSubstr("\x1b")))) << argument;
  }
}

TEST_F(Preparing, CheckConfigEndsWithZeroWhereAllIsWell) {
  const Preparation preparation = run({"--check-config"});
  EXPECT_EQ(preparation.exit_status, 0);
  EXPECT_EQ(preparation.output, "page-notes: the configuration is valid\n");
}

}  // namespace
}  // namespace saki
