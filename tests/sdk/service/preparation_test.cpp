// SPDX-License-Identifier: Apache-2.0
#include "service/preparation.h"

#include <gmock/gmock.h>

#include "saki/json.h"
#include "saki/service.h"
#include "saki/setting_fields.h"
#include "support/made_certificate.h"
#include "support/test_folder.h"

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

TEST_F(Preparing, CertificatesOfFlagsTakeThePlaceOfThoseConfigured) {
  service_.defaults(
      "server: {listen: 'tls://127.0.0.1:0', tls: {certificate: [old.pem, older.pem], key: [old.key, older.key], ocsp: old.ocsp}}");
  const auto paths = [](const Preparation& preparation, const char* path) {
    return preparation.config->get<std::vector<std::string>>(path);
  };
  const Preparation both = run({"--tls-cert", "new.pem", "--tls-key", "new.key"});
  EXPECT_THAT(paths(both, "server.tls.certificate"), testing::ElementsAre("new.pem"));
  EXPECT_THAT(paths(both, "server.tls.key"), testing::ElementsAre("new.key"));
  EXPECT_THAT(paths(both, "server.tls.ocsp"), testing::IsEmpty());
  EXPECT_THAT(paths(run({"--tls-cert=both.pem"}), "server.tls.key"), testing::IsEmpty());
}

TEST_F(Preparing, ACertificateThatNobodyWouldSeeIsToldWithTheWayOut) {
  const Preparation preparation = run({"--listen", "127.0.0.1:8443", "--tls-cert", "a.pem", "--tls-key", "a.key"});
  EXPECT_EQ(preparation.exit_status, 1);
  EXPECT_THAT(preparation.error_output, HasSubstr("--tls-cert: error[tls-listener]: no address that is listened on is one for TLS"));
  EXPECT_THAT(preparation.error_output, HasSubstr("--listen tls://127.0.0.1:8443"));
}

TEST_F(Preparing, ACertificateBesideAddressesThatAllAreWithoutTlsIsToldWithTheWayOut) {
  service_.defaults("server: {listen: '127.0.0.1:8443', tls: {certificate: a.pem, key: a.key}}");
  const Preparation preparation = run({});
  EXPECT_EQ(preparation.exit_status, 1);
  EXPECT_THAT(preparation.error_output, HasSubstr("error[tls-listener]: no address that is listened on is one for TLS"));
  EXPECT_THAT(preparation.error_output, HasSubstr("listen: tls://127.0.0.1:8443"));
  EXPECT_EQ(run({"--listen", "127.0.0.1:9000"}).error_output, "") << "who listens elsewhere for once may";
}

TEST_F(Preparing, CheckConfigLooksIntoCertificates) {
  const TestFolder folder;
  const TlsIdentity good = MadeCertificate::make({}).write(folder.path(), "server");
  const auto check = [&](const std::string& certificate, const std::string& key) {
    return run({"--check-config", "--listen", "tls://127.0.0.1:0", "--tls-cert", certificate, "--tls-key", key}).error_output;
  };
  EXPECT_EQ(check(good.certificate, good.key), "");
  EXPECT_THAT(check(good.key, good.certificate), HasSubstr("--tls-cert: error[tls-certificate]"));
  EXPECT_THAT(run({"--check-config", "--listen", "tls://127.0.0.1:0"}).error_output,
              HasSubstr("--listen: error[tls-certificate]: tls://127.0.0.1:0 has no certificate to show"));
}

TEST_F(Preparing, HostsMayHaveCertificatesOfTheirOwn) {
  const TestFolder folder;
  const TlsIdentity good = MadeCertificate::make({}).write(folder.path(), "server");
  const std::string own = "tls: {certificate: '" + good.certificate + "', key: '" + good.key + "'}";
  const auto check = [&](const std::string& hosts) {
    service_.defaults("server: {listen: 'tls://127.0.0.1:0', hosts: [" + hosts + "]}");
    return run({"--check-config"}).error_output;
  };
  EXPECT_EQ(check("{name: a.example, default: true, " + own + "}, {name: b.example, " + own + "}"), "");
  EXPECT_THAT(check("{name: a.example, " + own + "}"), HasSubstr("tls://127.0.0.1:0 has no certificate to show"));
  EXPECT_THAT(check("{name: a.example, default: true, " + own + "}, {name: b.example, tls: {certificate: /none.pem}}"),
              HasSubstr("cannot read the certificate /none.pem"));
  EXPECT_EQ(check("{name: a.example, default: true, " + own + "}, {name: b.example, tls: {client_certificates: required, client_ca: '" +
                  good.certificate + "'}}"),
            "");
}

}  // namespace
}  // namespace saki
