// SPDX-License-Identifier: Apache-2.0
//
// What a service tells of itself, by the words of its packages.
#include "saki/health.h"

#include <gtest/gtest.h>

#include "saki/measures.h"
#include "saki/service.h"
#include "saki/test_client.h"

namespace saki {
namespace {

class Kettle : public Package {
 public:
  explicit Kettle(const char* name) : name_(name) {}
  [[nodiscard]] std::string_view name() const noexcept override { return name_; }
  void start(const PackageContext&, Diagnostics&) override {}
  [[nodiscard]] Health health() const override { return reason.empty() ? Health() : Health::failing(reason); }
  void measure(Measures& measures) const override { measures.gauge("kettle_litres", "Water held.", litres, {{"kettle", name_}}); }

  std::string reason;
  double litres = 1.5;

 private:
  const char* name_;
};

class Pot final : public Kettle {
 public:
  using Kettle::Kettle;
};

class HealthRoutes : public testing::Test {
 protected:
  HealthRoutes() {
    service_.get("/live", live);
    service_.get("/ready", ready);
    service_.get("/measures", measures);
  }

  Service service_{"kitchen"};
  Kettle& kettle_ = service_.add_package(std::make_unique<Kettle>("kettle"));
  Pot& pot_ = service_.add_package(std::make_unique<Pot>("pot"));
};

TEST_F(HealthRoutes, AServiceIsReadyWhereAllItsPackagesAre) {
  TestClient client(service_);
  const TestResponse response = client.get("/ready");
  EXPECT_EQ(response.status(), 200);
  EXPECT_EQ(response.body(), R"({"status":"ready","packages":{"kettle":{"status":"ready"},"pot":{"status":"ready"}}})");
  EXPECT_EQ(response.header("Cache-Control"), "no-store");
}

TEST_F(HealthRoutes, OneThatCannotWorkIsNamedWithItsReason) {
  TestClient client(service_);
  pot_.reason = "no \"fire\"";
  const TestResponse response = client.get("/ready");
  EXPECT_EQ(response.status(), 503);
  EXPECT_EQ(response.body(),
            R"({"status":"failing","packages":{"kettle":{"status":"ready"},"pot":{"status":"failing","reason":"no \"fire\""}}})");
  EXPECT_EQ(client.get("/live").status(), 200);  // Which a restart would not mend.
  pot_.reason.clear();
  EXPECT_EQ(client.get("/ready").status(), 200);
}

TEST_F(HealthRoutes, ItsNumbersAreTold) {
  TestClient client(service_);
  kettle_.litres = 0.25;
  const TestResponse response = client.get("/measures");
  EXPECT_EQ(response.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(response.body(),
            "# HELP saki_kettle_litres Water held.\n"
            "# TYPE saki_kettle_litres gauge\n"
            "saki_kettle_litres{kettle=\"kettle\"} 0.25\n"
            "saki_kettle_litres{kettle=\"pot\"} 1.5\n");
}

TEST(HealthOfNone, AServiceWithoutPackagesIsReady) {
  Service service("bare");
  service.get("/ready", ready);
  TestClient client(service);
  EXPECT_EQ(client.get("/ready").body(), R"({"status":"ready","packages":{}})");
}

}  // namespace
}  // namespace saki
