// SPDX-License-Identifier: Apache-2.0
//
// Packages and settings: when they are called, and how handlers reach them.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "saki/service.h"
#include "saki/setting_fields.h"
#include "saki/test_client.h"
#include "saki/test_start.h"

namespace saki {
namespace {

using Steps = std::vector<std::string>;

class Recorder : public Package {
 public:
  explicit Recorder(Steps& steps) : steps_(steps) {}

  [[nodiscard]] std::string_view name() const noexcept override { return "recorder"; }
  void declare_settings(ConfigSchema& schema) override {
    schema.add({.path = "recorder.path", .initial = "r.db", .description = "Where to."});
  }
  void start(const PackageContext& context, Diagnostics& diagnostics) override {
    path = context.data_path(context.config().get<std::string>("recorder.path"));
    if (path.ends_with("bad")) diagnostics.add(context.config().place("recorder.path"), "recorder-path", "no such place");
    steps_.push_back("start");
  }
  void start_worker(Loop&) override { steps_.push_back("start worker"); }
  void stop_worker(Loop&) noexcept override { steps_.push_back("stop worker"); }
  void stop() noexcept override { steps_.push_back("stop"); }

  std::string path;

 private:
  Steps& steps_;
};

// One that finds no descriptors left for a worker.
class Poor final : public Package {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "poor"; }
  void start(const PackageContext&, Diagnostics&) override {}
  void start_worker(Loop&) override { throw std::runtime_error("too many open files"); }
  void stop_worker(Loop&) noexcept override { ADD_FAILURE() << "it was not started"; }
};

// One that brings a route and a middleware of its own.
class Guest final : public Package {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "guest"; }
  void install(Service& service) override {
    service.get("/guest", [](Request& request) { return Response::text(request.use<Guest>().word); });
    service.middleware([](Request& request, Next next) -> Task<Response> {
      Response response = co_await next(request);
      response.header("Guest", "here");
      co_return response;
    });
  }
  void start(const PackageContext&, Diagnostics&) override { word = "started"; }

  std::string word;
};

struct Settings {
  std::string page_title;
  std::int64_t limit = 0;
};

SettingFields<Settings> setting_fields() {
  SettingFields<Settings> fields("settings");
  fields.add(&Settings::page_title, {.path = "page_title", .initial = "Notes", .description = "Shown on top."});
  fields.add(&Settings::limit, {.path = "limit", .initial = "20", .maximum = "100", .description = "Notes a page."});
  return fields;
}

Response show(Request& request) {
  const Settings& settings = request.settings<Settings>();
  return Response::text(request.use<Recorder>().path + " " + settings.page_title + " " + std::to_string(settings.limit));
}

class Running : public testing::Test {
 protected:
  Running() {
    service_.add_package(std::make_unique<Recorder>(steps_));
    service_.settings(setting_fields());
    service_.get("/", show);
  }
  Steps steps_;
  Service service_{"test"};
};

TEST_F(Running, HandlersReachPackagesAndSettings) {
  service_.defaults("settings: {limit: 30}");
  TestClient client(service_, {.config = "settings: {page_title: Mine}\ndata_dir: /data"});
  EXPECT_EQ(client.get("/").body(), "/data/r.db Mine 30");
}

TEST_F(Running, APackageBringsRoutesAndMiddlewareOfItsOwn) {
  service_.add_package(std::make_unique<Guest>());
  TestClient client(service_);
  EXPECT_EQ(client.get("/guest").body(), "started");
  EXPECT_EQ(client.get("/").header("Guest"), "here");
}

TEST_F(Running, PackagesStartBeforeWorkersAndStopAfterThem) {
  {
    const TestClient client(service_);
  }
  EXPECT_EQ(steps_, (Steps{"start", "start worker", "stop worker", "stop"}));
}

TEST_F(Running, APackageThatCannotStartEndsTheStartAndIsStopped) {
  EXPECT_THAT(start_refusal(service_, {.config = "recorder: {path: bad}"}),
              testing::HasSubstr("test:1:18: error[recorder-path]: no such place"));
  EXPECT_EQ(steps_, (Steps{"start", "stop"}));
}

TEST_F(Running, AWorkerThatCannotStartStopsWhatWasStartedOnIt) {
  service_.add_package(std::make_unique<Poor>());
  EXPECT_THROW(static_cast<void>(TestClient(service_)), std::runtime_error);
  EXPECT_EQ(steps_, (Steps{"start", "start worker", "stop worker", "stop"}));
}

TEST_F(Running, ConfigurationMistakesAreToldAllAtOnce) {
  EXPECT_THAT(start_refusal(service_, {.config = "settings: {limit: 101, page_titel: x}\nrecorder: {path: [1]}"}),
              testing::AllOf(testing::HasSubstr("page_titel"), testing::HasSubstr("settings.limit"), testing::HasSubstr("recorder.path")));
  EXPECT_TRUE(steps_.empty());
}

TEST_F(Running, AServiceCanBeStartedAgain) {
  for (int round = 0; round < 3; ++round) {
    TestClient client(service_);
    EXPECT_EQ(client.get("/").body(), "./r.db Notes 20");
  }
}

class Spare final : public Recorder {
 public:
  using Recorder::Recorder;
  [[nodiscard]] bool may_be_off() const noexcept override { return true; }
};

Response show_spare(Request& request) { return Response::text(request.use<Spare>().path); }

TEST(RunningWithout, APackageThatIsSwitchedOffIsNeitherStartedNorStopped) {
  for (const bool on : {true, false}) {
    Steps steps;
    Service service("test");
    service.add_package(std::make_unique<Spare>(steps));
    service.get("/", show_spare);
    {
      TestClient client(service, {.config = on ? "{}" : "recorder: {enabled: false}"});
      EXPECT_EQ(client.get("/").status(), 200);
    }
    EXPECT_EQ(steps, (on ? Steps{"start", "start worker", "stop worker", "stop"} : Steps{}));
  }
}

TEST(RunningWithout, APackageThatMustBeThereHasNoSwitch) {
  Steps steps;
  Service service("test");
  service.add_package(std::make_unique<Recorder>(steps));
  EXPECT_THROW(TestClient(service, {.config = "recorder: {enabled: false}"}), std::runtime_error);
}

}  // namespace
}  // namespace saki
