// SPDX-License-Identifier: Apache-2.0
//
// What pages of other sites are told, and what they are not.
#include <gtest/gtest.h>

#include <fstream>

#include "saki/cors.h"
#include "saki/limits.h"
#include "saki/service.h"
#include "saki/task.h"
#include "saki/test_client.h"
#include "support/test_folder.h"

namespace saki {
namespace {

constexpr const char* kApp = "https://app.example.org";
constexpr const char* kEvil = "https://evil.example";

Response hello(Request&) { return Response::text("hello"); }
Response nothing(Request&) { throw NotFound(); }

RouteOptions with(std::shared_ptr<const Guard> guard) {
  RouteOptions options;
  options.middleware.push_back(std::move(guard));
  return options;
}

class CorsTest : public testing::Test {
 protected:
  static TestResponse ask(TestClient& client, std::string_view target, std::string origin, std::string method) {
    return client.request(Method::Options, target, {{"Origin", std::move(origin)}, {"Access-Control-Request-Method", std::move(method)}});
  }

  Service service_{"test"};
  Cors& cors_ = service_.add_package(std::make_unique<Cors>());
};

TEST_F(CorsTest, ASiteThatIsNamedMayReadAndHearsItsOwnName) {
  service_.get("/", hello, with(cors_.allow({.origins = {kApp, "https://b.example"}, .exposed = {"X-Total", "ETag"}})));
  TestClient client(service_);
  const TestResponse answer = client.get("/", {{"Origin", kApp}});
  EXPECT_EQ(answer.status(), 200);
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), kApp);
  EXPECT_EQ(answer.header("Access-Control-Expose-Headers"), "X-Total, ETag");
  EXPECT_EQ(answer.header("Access-Control-Allow-Credentials"), "");
  EXPECT_EQ(answer.header("Vary"), "Origin");
}

TEST_F(CorsTest, AnotherSiteIsToldNothingAndNeverItsName) {
  service_.get("/", hello, with(cors_.allow({.origins = {kApp}, .exposed = {"X-Total"}, .credentials = true})));
  TestClient client(service_);
  for (const std::string origin : {kEvil, "null", "https://app.example.org.evil.example", "http://app.example.org"}) {
    for (const TestResponse& answer : {client.get("/", {{"Origin", origin}}), ask(client, "/", origin, "GET")}) {
      for (const auto& [name, value] : answer.headers()) {
        EXPECT_FALSE(name.starts_with("Access-Control-")) << name << ": " << value;
        EXPECT_EQ(value.find("evil"), value.npos);
      }
      EXPECT_TRUE(answer.header("Vary").starts_with("Origin"));
    }
  }
}

TEST_F(CorsTest, WithoutAnOriginCachesAreToldThatItMatters) {
  service_.get("/", hello, with(cors_.allow({.origins = {kApp}})));
  TestClient client(service_);
  EXPECT_EQ(client.get("/").header("Vary"), "Origin");
  EXPECT_EQ(client.get("/").header("Access-Control-Allow-Origin"), "");
}

TEST_F(CorsTest, ABrowsersQuestionIsAnsweredByThePolicyOfTheRouteItMeans) {
  service_.put(
      "/notes/{id}", hello,
      with(cors_.allow({.origins = {kApp}, .headers = {"Content-Type", "X-Key"}, .credentials = true, .max_age = std::chrono::hours(1)})));
  service_.get("/notes/{id}", hello, with(cors_.allow({.origins = {"*"}})));
  service_.del("/notes/{id}", hello);
  TestClient client(service_);
  const TestResponse put = ask(client, "/notes/7", kApp, "PUT");
  EXPECT_EQ(put.status(), 204);
  EXPECT_EQ(put.header("Access-Control-Allow-Origin"), kApp);
  EXPECT_EQ(put.header("Access-Control-Allow-Methods"), "PUT");
  EXPECT_EQ(put.header("Access-Control-Allow-Headers"), "Content-Type, X-Key");
  EXPECT_EQ(put.header("Access-Control-Allow-Credentials"), "true");
  EXPECT_EQ(put.header("Access-Control-Max-Age"), "3600");
  EXPECT_EQ(put.header("Vary"), "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");

  EXPECT_EQ(ask(client, "/notes/7", kEvil, "GET").header("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(ask(client, "/notes/7", kApp, "DELETE").header("Access-Control-Allow-Origin"), "");
  EXPECT_EQ(ask(client, "/notes/7", kApp, "DELETE").header("Allow"), "GET, HEAD, PUT, DELETE, OPTIONS");
  EXPECT_EQ(ask(client, "/notes/7", kApp, "PATCH").header("Access-Control-Allow-Origin"), "");
  EXPECT_EQ(ask(client, "/nowhere", kApp, "GET").status(), 404);
}

TEST_F(CorsTest, MethodsMayBeFewerThanThePathHas) {
  const auto policy = cors_.allow({.origins = {kApp}, .methods = {"GET"}});
  service_.get("/", hello, with(policy));
  service_.post("/", hello, with(policy));
  TestClient client(service_);
  EXPECT_EQ(ask(client, "/", kApp, "GET").header("Access-Control-Allow-Methods"), "GET");
  EXPECT_EQ(ask(client, "/", kApp, "POST").header("Access-Control-Allow-Origin"), "");
}

TEST_F(CorsTest, EverySiteIsAStarThatVariesWithNobody) {
  service_.get("/", hello, with(cors_.allow({.origins = {"*"}})));
  TestClient client(service_);
  const TestResponse answer = client.get("/", {{"Origin", kEvil}});
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(answer.header("Vary"), "");
}

TEST_F(CorsTest, APageMayReadWhatWentWrong) {
  service_.get("/", nothing, with(cors_.allow({.origins = {kApp}})));
  TestClient client(service_);
  const TestResponse answer = client.get("/", {{"Origin", kApp}});
  EXPECT_EQ(answer.status(), 404);
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), kApp);
}

Task<Response> never(Request&) {
  co_await sleep(std::chrono::hours(1));
  co_return Response::text("too late");
}

TEST_F(CorsTest, APageMayReadThatItTookTooLong) {
  RouteOptions options = with(cors_.allow({.origins = {kApp}}));
  options.timeout = std::chrono::milliseconds(10);
  service_.get("/", never, std::move(options));
  TestClient client(service_, {.time = TestTime::Virtual});
  const TestResponse answer = client.get("/", {{"Origin", kApp}});
  EXPECT_EQ(answer.status(), 503);
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), kApp);
}

TEST_F(CorsTest, APageMayReadThatALimitAroundItRefused) {
  auto& limits = service_.add_package(std::make_unique<Limits>());
  service_.middleware(limits.rate({.name = "all", .rate = Rate(1, std::chrono::hours(1))}));
  service_.get("/", hello, with(cors_.allow({.origins = {kApp}, .exposed = {"Retry-After"}})));
  TestClient client(service_);
  EXPECT_EQ(client.get("/", {{"Origin", kApp}}).status(), 200);
  const TestResponse answer = client.get("/", {{"Origin", kApp}});
  EXPECT_EQ(answer.status(), 429);
  EXPECT_NE(answer.header("Retry-After"), "");
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), kApp);
  EXPECT_EQ(answer.header("Access-Control-Expose-Headers"), "Retry-After");
}

TEST_F(CorsTest, TheInnermostPolicyDecidesAlone) {
  service_.middleware(cors_.allow({.origins = {"*"}}));
  service_.get("/own", hello, with(cors_.allow({.origins = {kApp}})));
  service_.get("/common", hello);
  TestClient client(service_);
  EXPECT_EQ(client.get("/own", {{"Origin", kEvil}}).header("Access-Control-Allow-Origin"), "");
  EXPECT_EQ(ask(client, "/own", kEvil, "GET").header("Access-Control-Allow-Origin"), "");
  EXPECT_EQ(ask(client, "/own", kApp, "GET").header("Access-Control-Allow-Origin"), kApp);
  EXPECT_EQ(client.get("/common", {{"Origin", kEvil}}).header("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(ask(client, "/common", kEvil, "GET").header("Access-Control-Allow-Methods"), "GET");
  EXPECT_EQ(client.get("/nowhere", {{"Origin", kEvil}}).header("Access-Control-Allow-Origin"), "*");
}

TEST_F(CorsTest, AMountIsSharedAsRoutesAre) {
  const TestFolder folder;
  std::ofstream(folder.file("a.json")) << "{}";
  StaticOptions options;
  options.middleware.push_back(cors_.allow({.origins = {kApp}}));
  service_.static_files("/", folder.path(), std::move(options));
  TestClient client(service_);
  EXPECT_EQ(client.get("/a.json", {{"Origin", kApp}}).header("Access-Control-Allow-Origin"), kApp);
  EXPECT_EQ(ask(client, "/a.json", kApp, "GET").header("Access-Control-Allow-Methods"), "GET");
}

TEST_F(CorsTest, IsFoundByTheServiceItWasAddedTo) { EXPECT_EQ(&Cors::of(service_), &cors_); }

TEST_F(CorsTest, TheConfigurationNamesFurtherSites) {
  service_.get("/", hello, with(cors_.allow({.origins = {kApp}})));
  {
    TestClient client(service_, {.config = "cors: {origins: ['http://localhost:5173', 'https://*.dev.example']}"});
    EXPECT_EQ(client.get("/", {{"Origin", "http://localhost:5173"}}).header("Access-Control-Allow-Origin"), "http://localhost:5173");
    EXPECT_EQ(client.get("/", {{"Origin", "https://a.dev.example"}}).header("Access-Control-Allow-Origin"), "https://a.dev.example");
    EXPECT_EQ(client.get("/", {{"Origin", kApp}}).header("Access-Control-Allow-Origin"), kApp);
  }
  TestClient client(service_);
  EXPECT_EQ(client.get("/", {{"Origin", "http://localhost:5173"}}).header("Access-Control-Allow-Origin"), "");
  EXPECT_THROW(TestClient(service_, {.config = "cors: {origins: ['*']}"}), std::runtime_error);
}

TEST(CorsDeathTest, CredentialsForEverySiteAreAProgrammingError) {
  Cors cors;
  EXPECT_DEATH(static_cast<void>(cors.allow({.origins = {"*"}, .credentials = true})), "credentials cannot go to every site");
}

}  // namespace
}  // namespace saki
