// SPDX-License-Identifier: Apache-2.0
#include "service/start_reading.h"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>

#include "saki/base/secret.h"
#include "saki/service.h"
#include "saki/setting_fields.h"
#include "service/preparation.h"
#include "support/test_folder.h"

namespace saki {
namespace {

struct Settings {
  Secret password;
};

class StartReading : public testing::Test {
 protected:
  StartReading() {
    SettingFields<Settings> fields("settings");
    fields.add(&Settings::password, {.path = "password", .initial = "one", .description = "Not to be shown."});
    service_.settings(std::move(fields));
    write("config.yaml", "server: {listen: 127.0.0.1:0, workers: 2}\n");
    write("404.html", "gone");
  }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder_.file(name)) << text; }
  std::string word(std::vector<std::string> more = {}) {
    more.insert(more.end(), {"--config", folder_.file("config.yaml")});
    const Preparation preparation = prepare(service_.composition(), more, nullptr);
    if (preparation.config == nullptr) throw std::runtime_error(preparation.error_output);
    return start_reading(*preparation.config);
  }

  TestFolder folder_;
  Service service_{"reader"};
};

TEST_F(StartReading, IsTheSameForTheSameConfigurationWhereverItComesFrom) {
  const std::string first = word();
  EXPECT_EQ(word(), first);
  write("config.yaml", "# moved\n\nserver:\n  workers: 2\n  listen: 127.0.0.1:0\n");
  EXPECT_EQ(word(), first);
  EXPECT_EQ(word({"--set", "server.workers=2"}), first);
}

TEST_F(StartReading, IsAnotherForAnyOtherValue) {
  const std::string first = word();
  EXPECT_NE(word({"--set", "server.workers=3"}), first);
  EXPECT_NE(word({"--set", "settings.password=two"}), first) << "secrets count, though no dump shows them";
  write("config.yaml", "server: {listen: 127.0.0.1:0, workers: 2, hosts: [{name: a.example}]}\n");
  const std::string with_host = word();
  EXPECT_NE(with_host, first);
  write("config.yaml", "server: {listen: 127.0.0.1:0, workers: 2, hosts: [{name: b.example}]}\n");
  EXPECT_NE(word(), with_host);
}

TEST_F(StartReading, IsAnotherForAnotherErrorPage) {
  write("config.yaml", "server: {listen: 127.0.0.1:0, error_pages: {404: " + folder_.file("404.html") + "}}\n");
  const std::string first = word();
  EXPECT_EQ(word(), first);
  write("404.html", "gone for good");
  EXPECT_NE(word(), first);
}

}  // namespace
}  // namespace saki
