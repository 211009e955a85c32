// SPDX-License-Identifier: Apache-2.0
//
// Rate limits counted in a store.
#include <gmock/gmock.h>

#include "crowd.h"
#include "saki/limits.h"
#include "saki/measures.h"
#include "saki/offers.h"
#include "saki/store.h"
#include "saki/store_provider.h"
#include "saki/test_start.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

Response hello(Request&) { return Response::text("hello"); }

// A store that cannot be reached.
class DeadEngine final : public StoreEngine {
 public:
  using StoreEngine::StoreEngine;
  [[nodiscard]] bool shared() const noexcept override { return true; }

 protected:
  [[nodiscard]] Task<StoreResult<StoreAnswer>> carry_out(StoreOperation) override { co_return std::unexpected(dead()); }
  [[nodiscard]] Task<StoreResult<StoreAnswers>> carry_out_all(std::vector<StoreOperation>) override { co_return std::unexpected(dead()); }
  [[nodiscard]] Task<StoreResult<StorePage>> read_page(StoreScan) override { co_return std::unexpected(dead()); }
  [[nodiscard]] Task<StoreResult<StoreWatch>> begin_watch(StoreTopic) override { co_return std::unexpected(dead()); }

 private:
  static StoreError dead() { return StoreError(StoreErrorKind::Unavailable, "connection refused", "grave"); }
};

class Grave final : public Package, public StoreProvider {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "grave"; }
  void start(const PackageContext& context, Diagnostics&) override { context.offers().add<StoreProvider>("grave", *this); }
  [[nodiscard]] std::unique_ptr<StoreEngine> open_store(std::string_view, const StoreOptions& options, Diagnostics&) override {
    return std::make_unique<DeadEngine>(options);
  }
};

class SharedLimitTest : public testing::Test {
 protected:
  // A limit that lets one request in a minute through.
  void limit() {
    auto& limits = service_.add_package(std::make_unique<Limits>());
    limits_ = &limits;
    RouteOptions options;
    options.middleware.push_back(limits.rate({.name = "n", .rate = Rate(1, 1min), .scope = LimitScope::Shared}));
    service_.get("/", hello, std::move(options));
  }
  Crowd& serve(std::string config = "") {
    limit();
    return crowd_.emplace(service_, std::move(config));
  }

  Service service_{"test"};
  Limits* limits_ = nullptr;
  std::optional<Crowd> crowd_;
};

TEST_F(SharedLimitTest, IsCountedInTheServicesStore) {
  service_.add_package(std::make_unique<Store>());
  Crowd& crowd = serve();
  const TestResponse first = crowd.get("/");
  EXPECT_EQ(first.status(), 200);
  EXPECT_EQ(first.header("RateLimit"), "\"n\";r=0;t=60");
  EXPECT_EQ(crowd.get("/").status(), 429);
  EXPECT_EQ(crowd.get("/", "192.0.2.2").status(), 200);
}

TEST_F(SharedLimitTest, WhereTheStoreIsDeadRequestsAreLetInUnlessToldOtherwise) {
  service_.add_package(std::make_unique<Grave>());
  service_.add_package(std::make_unique<Store>());
  Crowd& crowd = serve("store: {backend: grave}");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(crowd.get("/").status(), 200);
  EXPECT_EQ(crowd.get("/").header("RateLimit"), "");
  Measures measures;
  limits_->measure(measures);
  EXPECT_EQ(measures.find("rate_limit_requests_total{policy=\"n\",outcome=\"unreachable\"}"), 4);
}

TEST_F(SharedLimitTest, OrRefusedWithTheStoreNamed) {
  service_.add_package(std::make_unique<Grave>());
  service_.add_package(std::make_unique<Store>());
  Crowd& crowd = serve("store: {backend: grave}\nlimits: {unreachable: refuse}");
  const TestResponse refused = crowd.get("/");
  EXPECT_EQ(refused.status(), 503);
  EXPECT_THAT(refused.body(), HasSubstr("\"dependency\":\"grave\""));
}

TEST_F(SharedLimitTest, AStoreThatCannotStartIsNotTakenForNone) {
  service_.add_package(std::make_unique<Store>());
  try {
    serve("store: {backend: nowhere}");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("`nowhere`"));
    EXPECT_THAT(error.what(), Not(HasSubstr("the service has no store")));
  }
}

TEST_F(SharedLimitTest, WithoutAStoreTheServiceDoesNotStart) {
  limit();
  EXPECT_THAT(start_refusal(service_),
              AllOf(HasSubstr("the limit `n` is shared, and the service has no store"), HasSubstr("add `store:` to service.yaml")));
}

}  // namespace
}  // namespace saki
