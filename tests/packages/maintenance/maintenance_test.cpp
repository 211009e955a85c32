// SPDX-License-Identifier: Apache-2.0
#include "saki/maintenance.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "saki/measures.h"
#include "saki/request.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class MaintenancePackage : public testing::Test {
 protected:
  MaintenancePackage() {
    for (const char* path : {"/", "/live", "/live/deep", "/lively"}) service_.get(path, [](Request&) { return Response::text("served"); });
  }
  [[nodiscard]] TestClientOptions options(std::string config = {}) const {
    return {.config = std::move(config), .data_dir = folder_.path(), .time = TestTime::Virtual};
  }
  void begin() const { std::ofstream(folder_.file("maintenance")); }
  void end() const { std::filesystem::remove(folder_.file("maintenance")); }

  TestFolder folder_;
  Service service_{"test"};
  Maintenance& package_ = service_.add_package(std::make_unique<Maintenance>());
};

TEST_F(MaintenancePackage, NobodyIsServedWhileTheFileIsThere) {
  TestClient client(service_, options());
  EXPECT_EQ(client.get("/").body(), "served");
  begin();
  client.advance(Maintenance::kBetweenLooks);
  const TestResponse response = client.get("/");
  EXPECT_EQ(response.status(), 503);
  EXPECT_EQ(response.header("Retry-After"), "300");
  EXPECT_EQ(client.get("/nowhere").status(), 503);
  EXPECT_FALSE(package_.health().good());
  end();
  client.advance(Maintenance::kBetweenLooks);
  EXPECT_EQ(client.get("/").body(), "served");
  EXPECT_TRUE(package_.health().good());
}

TEST_F(MaintenancePackage, TheFileIsLookedForOnceASecond) {
  TestClient client(service_, options());
  client.advance(Maintenance::kBetweenLooks);
  EXPECT_EQ(client.get("/").status(), 200);
  begin();
  client.advance(999ms);
  EXPECT_EQ(client.get("/").status(), 200);
  client.advance(1ms);
  EXPECT_EQ(client.get("/").status(), 503);
}

TEST_F(MaintenancePackage, AServiceThatStartsWithItRefusesAtOnce) {
  begin();
  TestClient client(service_, options());
  EXPECT_EQ(client.get("/").status(), 503);
}

TEST_F(MaintenancePackage, SomePathsAreServedAllTheSame) {
  begin();
  TestClient client(service_, options("maintenance: {except: [/live], retry_after: 1500ms}"));
  EXPECT_EQ(client.get("/live").status(), 200);
  EXPECT_EQ(client.get("/live/deep").status(), 200);
  EXPECT_EQ(client.get("/lively").status(), 503);
  EXPECT_EQ(client.get("/").header("Retry-After"), "2");
  Measures measures;
  package_.measure(measures);
  EXPECT_EQ(measures.find("maintenance_on"), 1);
  EXPECT_EQ(measures.find("maintenance_refused_total"), 2);
}

}  // namespace
}  // namespace saki
