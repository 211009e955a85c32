// SPDX-License-Identifier: Apache-2.0
//
// Settings that are live: who finds which values when, and who is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "context/following.h"
#include "context/worker_context.h"
#include "context/worker_list.h"
#include "saki/open_socket.h"
#include "saki/service.h"
#include "saki/setting_fields.h"
#include "saki/task/sleep.h"
#include "saki/test_client.h"
#include "saki/test_socket.h"
#include "saki/web_socket.h"
#include "service/composition.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Settings {
  std::string title;
  std::optional<Secret> token;
  std::int64_t limit = 0;
};

struct Fixed {
  std::string word;
};

SettingFields<Settings> setting_fields() {
  SettingFields<Settings> fields("settings");
  fields.add(&Settings::title, {.path = "title", .initial = "Notes", .reload = SettingReload::Live});
  fields.add(&Settings::token, {.path = "token", .reload = SettingReload::Live});
  fields.add(&Settings::limit, {.path = "limit", .initial = "20", .maximum = "100"});
  return fields;
}

SettingFields<Fixed> fixed_fields() {
  SettingFields<Fixed> fields("fixed");
  fields.add(&Fixed::word, {.path = "word", .initial = "same"});
  return fields;
}

std::function<void(const std::string&)> change;  // From within a handler.
std::vector<std::string> heard;

std::string shown(const Settings& settings) { return settings.title + " " + std::to_string(settings.limit); }

Response show(Request& request) { return Response::text(shown(request.settings<Settings>()) + " " + request.settings<Fixed>().word); }

// What it found first, what the worker has, what is newest, after a change while it waits.
Task<Response> wait_for_change(Request& request) {
  const Settings& own = request.settings<Settings>();
  const std::string& title = request.context().surroundings.settings<Settings>().title;
  const std::shared_ptr<const Settings> held = request.newest_settings<Settings>();
  change("settings: {title: Changed}");
  for (int i = 0; i < 1000 && title == held->title; ++i) co_await sleep(1ms);
  co_return Response::text(own.title + " " + request.settings<Settings>().title + " " + held->title + " " + title + " " +
                           request.newest_settings<Settings>()->title);
}

// Answers a question with what it finds.
Task<> talk(Request& request, WebSocket<Text>& socket) {
  while (auto question = co_await socket.next()) {
    co_await socket.send(std::string(*question) + request.settings<Settings>().title + " " + request.newest_settings<Settings>()->title);
  }
}

Task<> talk_as_asked(Request& request, WebSocket<Text>& socket) {
  const Settings& asked = request.settings<Settings>();  // While it is a request still.
  while (auto question = co_await socket.next())
    co_await socket.send(std::string(*question) + asked.title + " " + request.settings<Settings>().title);
}

class LiveSettingsTest : public testing::Test {
 protected:
  LiveSettingsTest() {
    heard.clear();
    service_.settings(setting_fields());
    service_.settings(fixed_fields());
    service_.get("/", show);
    service_.get("/wait", wait_for_change);
    service_.web_socket<talk>("/talk");
    service_.web_socket<talk_as_asked>("/talk-as-asked");
    change = [this](const std::string& yaml) { service_.composition().context.following->take(read(yaml)); };
  }
  ~LiveSettingsTest() override { change = nullptr; }

  std::shared_ptr<const Config> read(const std::string& yaml) {
    ConfigTree tree;
    Diagnostics mistakes;
    tree.load_text(yaml, "test", mistakes);
    return service_.composition().schema().read(tree, mistakes);
  }

  Service service_{"test"};
};

TEST_F(LiveSettingsTest, TheNextRequestFindsTheNewValue) {
  TestClient client(service_, {.config = "settings: {title: One}"});
  EXPECT_EQ(client.get("/").body(), "One 20 same");
  client.change_config("settings: {title: Two}");
  EXPECT_EQ(client.get("/").body(), "Two 20 same");
  client.change_config("");
  EXPECT_EQ(client.get("/").body(), "Notes 20 same") << "back to the default";
  EXPECT_THAT(client.log_lines(), Contains(AllOf(HasSubstr("settings have changed"), HasSubstr("settings.title"))));
}

TEST_F(LiveSettingsTest, ARequestKeepsWhatItFoundFirst) {
  TestClient client(service_);
  EXPECT_EQ(client.get("/wait").body(), "Notes Notes Notes Changed Changed");
}

TEST_F(LiveSettingsTest, ASocketKeepsWhatItFoundFirst) {
  TestClient client(service_);
  for (const char* target : {"/talk-as-asked", "/talk"}) {
    client.change_config("");
    TestSocket<Text> socket(client, target);
    socket.send("?");
    EXPECT_EQ(socket.receive(), "?Notes Notes");
    client.change_config("settings: {title: Two}");
    socket.send("?");
    EXPECT_EQ(socket.receive(), std::string_view(target) == "/talk" ? "?Notes Two" : "?Notes Notes");
    socket.close();
  }
}

TEST_F(LiveSettingsTest, WhatIsReplacedEndsWithTheLastWhoHoldsIt) {
  TestClient client(service_);
  static std::weak_ptr<const Settings> first;
  client.change_config("settings: {title: One}");
  std::optional<TestSocket<Text>> socket(std::in_place, client, "/talk-as-asked");
  socket->send("?");
  static_cast<void>(socket->receive());
  service_.composition().context.workers->post([](Surroundings& here) { first = here.newest_settings<Settings>(); });
  client.settle();
  ASSERT_FALSE(first.expired());
  client.change_config("settings: {title: Two}");
  EXPECT_FALSE(first.expired()) << "the socket holds on to it";
  socket->close();
  socket.reset();
  EXPECT_TRUE(first.expired());
}

TEST_F(LiveSettingsTest, WhatIsNotLiveIsToldOnceAndNotTaken) {
  TestClient client(service_);
  client.change_config("settings: {limit: 30, title: Two}\nfixed: {word: other}");
  EXPECT_EQ(client.get("/").body(), "Two 20 same");
  client.change_config("settings: {limit: 30, title: Three}\nfixed: {word: other}");
  EXPECT_EQ(client.get("/").body(), "Three 20 same");
  const auto is_told = [](const std::string& line) { return line.contains("SIGHUP"); };
  const std::vector<std::string> lines = client.log_lines();
  EXPECT_EQ(std::ranges::count_if(lines, is_told), 1);
  EXPECT_THAT(lines, Contains(AllOf(HasSubstr("settings.limit (test:1:19)"), HasSubstr("fixed.word (test:2:15)"))));
}

TEST_F(LiveSettingsTest, WhatBreaksARuleIsRefused) {
  TestClient client(service_);
  EXPECT_THROW(client.change_config("settings: {title: Two, limit: 101}"), std::runtime_error);
  EXPECT_EQ(client.get("/").body(), "Notes 20 same");
}

TEST_F(LiveSettingsTest, SubscribersAreToldInTheirOrderWithOldAndNew) {
  service_.on_change<Settings>([](Surroundings&, const Settings&, const Settings&) -> void { throw std::runtime_error("no mood"); });
  service_.on_change<Settings>([](Surroundings& here, const Settings& was, const Settings& is) {
    heard.push_back(was.title + " " + is.title + " " + here.settings<Settings>().title);
  });
  service_.on_change<Fixed>([](Surroundings&, const Fixed&, const Fixed&) { heard.push_back("never"); });
  TestClient client(service_);
  client.change_config("settings: {title: Two}");
  client.change_config("settings: {title: Two, limit: 3}");
  client.change_config("settings: {title: Three}");
  EXPECT_THAT(heard, ElementsAre("Notes Two Two", "Two Three Three"));
  EXPECT_THAT(client.log_lines(), Contains(HasSubstr("no mood")));
}

TEST_F(LiveSettingsTest, OfManyChangesInARowAWorkerHearsOfTheLast) {
  service_.on_change<Settings>([](Surroundings&, const Settings& was, const Settings& is) { heard.push_back(was.title + " " + is.title); });
  TestClient client(service_);
  for (int i = 0; i < 100; ++i) change("settings: {title: t" + std::to_string(i) + "}");
  client.settle();
  EXPECT_THAT(heard, ElementsAre("Notes t99"));
}

TEST_F(LiveSettingsTest, SecretsChangeWithoutBeingTold) {
  service_.on_change<Settings>([](Surroundings&, const Settings& was, const Settings& is) {
    heard.push_back((was.token ? std::string(was.token->reveal()) : "none") + " " + std::string(is.token->reveal()));
  });
  TestClient client(service_);
  client.change_config("settings: {token: hush}");
  client.change_config("settings: {token: hushhush}");
  EXPECT_THAT(heard, ElementsAre("none hush", "hush hushhush"));
  EXPECT_THAT(client.log_lines(), AllOf(Contains(HasSubstr("settings.token")), Not(Contains(HasSubstr("hush")))));
}

TEST_F(LiveSettingsTest, AServiceThatIsStartedAgainBeginsAnew) {
  for (int round = 0; round < 2; ++round) {
    TestClient client(service_);
    EXPECT_EQ(client.get("/").body(), "Notes 20 same");
    client.change_config("settings: {title: Two}");
    EXPECT_EQ(client.get("/").body(), "Two 20 same");
  }
}

TEST(SettingsThatAreNotLive, AreFollowedByNothing) {
  Service service("test");
  service.settings(fixed_fields());
  service.get(
      "/", [](Request& request) { return Response::text(request.settings<Fixed>().word + " " + request.newest_settings<Fixed>()->word); });
  TestClient client(service);
  client.change_config("fixed: {word: other}");
  EXPECT_EQ(client.get("/").body(), "same same");
  EXPECT_EQ(service.composition().context.following, nullptr);
  EXPECT_THAT(client.log_lines(), IsEmpty());
}

}  // namespace
}  // namespace saki
