// SPDX-License-Identifier: Apache-2.0
#include "service/package_routes.h"

#include <gmock/gmock.h>

#include "saki/service.h"
#include "saki/test_client.h"
#include "service/composition.h"

namespace saki {
namespace {

Response answer(Request&) { return {}; }

class Stones final : public Package {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "stones"; }
  void install(Service& service) override {
    service.post("/press", answer);
    service.get("/pressed/{id:int64}", answer);
    service.web_socket("/live", answer);
  }
  void start(const PackageContext&, Diagnostics&) override {}
};

std::vector<std::string> told(std::vector<std::string> declared) {
  Service service("test");
  service.get("/before", answer);
  service.add_package(std::make_unique<Stones>());
  service.get("/behind", answer);
  service.package_routes("stones", std::move(declared));
  Diagnostics diagnostics;
  service.composition().check(diagnostics);
  std::vector<std::string> texts;
  for (const Diagnostic& each : diagnostics.list()) texts.push_back(each.text);
  return texts;
}

TEST(PackageRoutes, AreThoseOfItsPackageYaml) { EXPECT_THAT(told({"GET /pressed/{id:int64}", "POST /press"}), testing::IsEmpty()); }

TEST(PackageRoutes, OfWhichOneIsNotDeclaredAreNamed) {
  EXPECT_THAT(told({"POST /press"}),
              testing::ElementsAre("the package stones brings a route that its package.yaml does not declare: GET /pressed/{id:int64}"));
}

TEST(PackageRoutes, ThatAreDeclaredOtherwiseAreNamedOnBothSides) {
  EXPECT_THAT(told({"PUT /press", "GET /pressed/{id:int64}"}),
              testing::ElementsAre("the package stones brings a route that its package.yaml does not declare: POST /press",
                                   "the package.yaml of stones declares a route that the package does not bring: PUT /press"));
}

TEST(PackageRoutes, KeepAServiceFromStarting) {
  Service service("test");
  service.add_package(std::make_unique<Stones>());
  service.package_routes("stones", {});
  EXPECT_THROW(TestClient{service}, std::runtime_error);
}

}  // namespace
}  // namespace saki
