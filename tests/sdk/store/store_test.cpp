// SPDX-License-Identifier: Apache-2.0
//
// Store as a package of a service: settings, handlers, what others offer.
#include "saki/store.h"

#include <gmock/gmock.h>

#include "saki/offers.h"
#include "saki/service.h"
#include "saki/store_provider.h"
#include "saki/test_client.h"
#include "saki/test_start.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Task<Response> visit(Request& request) {
  const auto count = co_await request.use<Store>().increment("visits", 1, 1h);
  co_return Response::text(std::to_string(count));
}
Task<Response> fail(Request& request) {
  co_await request.use<Store>().set("key", std::string(100, 'x'));
  co_return Response::text("never");
}

TEST(Store, HandlersCountInIt) {
  Service service("counter");
  service.add_package(std::make_unique<Store>());
  service.get("/", visit);
  TestClient client(service, {.config = "store: {prefix: 'mine:'}"});
  EXPECT_EQ(client.get("/").body(), "1");
  EXPECT_EQ(client.get("/").body(), "2");
}

Task<Response> forget(Request& request) {
  const Store& store = request.use<Store>();
  co_await store.set("key", "value");
  const auto kept = co_await store.try_expire("key", 1h);
  const auto missing = co_await store.try_expire("other", 1h);
  const auto removed = co_await store.try_remove("key");
  const auto again = co_await store.try_remove("key");
  const auto refused = co_await store.try_remove("");
  std::string told;
  for (const auto& each : {kept, missing, removed, again}) told += each ? (*each ? "yes " : "no ") : "error ";
  co_return Response::text(told + to_string(refused.error().kind()));
}

TEST(Store, TryFormsGiveTheAnswerOrTheError) {
  Service service("notes");
  service.add_package(std::make_unique<Store>());
  service.get("/", forget);
  TestClient client(service);
  EXPECT_EQ(client.get("/").body(), "yes no yes no invalid");
}

TEST(Store, WhatItCannotDoIsAnsweredWithItsName) {
  Service service("full");
  service.add_package(std::make_unique<Store>());
  service.get("/", fail);
  TestClient client(service, {.config = "store: {value_bytes: 16}"});
  const auto answer = client.get("/");
  EXPECT_EQ(static_cast<int>(answer.status()), 503);
  EXPECT_THAT(answer.body(), HasSubstr(R"("dependency":"store")"));
}

TEST(Store, ABackendThatNobodyOffersIsToldWithTheWayOut) {
  Service service("lost");
  service.add_package(std::make_unique<Store>());
  const std::string told = start_refusal(service, {.config = "store: {backend: redis}"});
  EXPECT_THAT(told, HasSubstr("error[store-backend]"));
  EXPECT_THAT(told, HasSubstr("no package of this service keeps a store as `redis`; there are: memory"));
  EXPECT_THAT(told, HasSubstr("name the package `redis` in `packages` of service.yaml"));
  EXPECT_THAT(start_refusal(service, {.config = "store: {backend: memry}"}), HasSubstr("did you mean `memory`?"));
}

// Offers a store that keeps nothing, and remembers what it was asked for.
class Attic final : public Package, public StoreProvider {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "attic"; }
  void start(const PackageContext& context, Diagnostics&) override { context.offers().add<StoreProvider>("attic", *this); }
  [[nodiscard]] std::unique_ptr<StoreEngine> open_store(std::string_view name, const StoreOptions& options,
                                                        Diagnostics& diagnostics) override {
    asked = std::string(name) + " " + options.prefix;
    diagnostics.add({}, "attic-locked", "the attic is locked");
    return nullptr;
  }

  std::string asked;
};

TEST(Store, WhatAnotherPackageOffersKeepsIt) {
  Service service("upstairs");
  Attic& attic = service.add_package(std::make_unique<Attic>());
  service.add_package(std::make_unique<Store>());
  EXPECT_THAT(start_refusal(service, {.config = "store: {backend: attic, prefix: box}"}), HasSubstr("the attic is locked"));
  EXPECT_EQ(attic.asked, "store box");
}

// Finds the store's engine, as sessions and jobs do.
class Lodger final : public Package {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "lodger"; }
  void start(const PackageContext& context, Diagnostics&) override { engine = context.offers().find<StoreEngine>("store"); }

  StoreEngine* engine = nullptr;
};

TEST(Store, PackagesThatComeLaterFindItsEngine) {
  Service service("shared");
  Store& store = service.add_package(std::make_unique<Store>());
  Lodger& lodger = service.add_package(std::make_unique<Lodger>());
  const TestClient client(service);
  EXPECT_EQ(lodger.engine, &store.engine());
  EXPECT_FALSE(store.engine().shared());
}

}  // namespace
}  // namespace saki
