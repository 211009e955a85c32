// SPDX-License-Identifier: Apache-2.0
#include "saki/access.h"

#include "saki/measures.h"
#include "sdk/auth/auth_fixture.h"

namespace saki {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

class AccessTest : public AuthFixture {
 protected:
  AccessTest() {
    access_ = &service_.add_package(std::make_unique<Access>());
    service_.get("/", tell_caller);
    service_.get("/admin", tell_caller);
    service_.post("/admin", tell_caller);
    guard("/staff", {.schemes = {"staff"}});
    write("users", user("ada", "secret", "admin") + user("bob", "word"));
  }

  static std::string with(const std::string& access) { return "auth: {staff: {kind: basic, file: users}}\naccess: " + access; }

  Access* access_ = nullptr;
};

TEST_F(AccessTest, WithoutRulesEverybodyComesIn) { EXPECT_EQ(start(with("{}")).get("/").status(), 200); }

TEST_F(AccessTest, TheDefaultMayBeToTurnAway) {
  TestClient& client = start(with("{default: deny, rules: [{action: allow, path: [/admin]}]}"));
  EXPECT_EQ(client.get("/admin").status(), 200);
  EXPECT_EQ(client.get("/").status(), 403);
  EXPECT_EQ(client.get("/").header("Content-Type"), "application/problem+json");
  EXPECT_EQ(client.get("/nowhere").status(), 403) << "what there is, is told to nobody who may not come in";
}

TEST_F(AccessTest, APathIsJudgedAsItIsServed) {
  TestClient& client = start(with("{rules: [{action: deny, path: [/admin]}]}"));
  for (const char* target : {"/admin", "/%61dmin", "/./admin", "/x/../admin", "//admin", "/admin?x=/"}) {
    EXPECT_NE(client.get(target).status(), 200) << target;
  }
  EXPECT_EQ(client.request(Method::Head, "/admin").status(), 403);
}

TEST_F(AccessTest, NoSpellingOfAPathLeadsAroundItToAFile) {
  std::filesystem::create_directories(folder_.file("site/files/secret"));
  write("site/files/secret/plan.txt", "the plan");
  service_.static_files("/files", folder_.file("site/files"));
  service_.static_files("/", folder_.file("site"));
  TestClient& client = start(with("{rules: [{action: deny, path: [/files/secret]}]}"));
  for (const char* target :
       {"/files/secret/plan.txt", "/files//secret/plan.txt", "//files/secret/plan.txt", "/files/secret//plan.txt",
        "/files/./secret/plan.txt", "/files/%2e/secret/plan.txt", "/files/x/../secret/plan.txt", "/files/%73ecret/plan.txt",
        "/files/secret%2Fplan.txt", "/files%2Fsecret/plan.txt", "/files/.//secret/plan.txt", "/files/secret/plan.txt/",
        "/files/secret;/plan.txt", "/files\\secret/plan.txt", "/files/secret%00/plan.txt"}) {
    const TestResponse response = client.get(target);
    EXPECT_NE(response.status(), 200) << target;
    EXPECT_NE(response.body(), "the plan") << target;
  }
}

TEST_F(AccessTest, AMethodMayBeTurnedAway) {
  TestClient& client = start(with("{rules: [{action: deny, method: [POST]}]}"));
  EXPECT_EQ(client.get("/admin").status(), 200);
  EXPECT_EQ(client.post("/admin", "").status(), 403);
}

TEST_F(AccessTest, WhoCallsDecidesThoughTheRouteDoesNotAsk) {
  TestClient& client = start(with("{rules: [{action: allow, path: [/admin], role: [admin]}, {action: deny, path: [/admin]}]}"));
  EXPECT_EQ(client.get("/admin", basic("ada:secret")).body(), "staff:ada admin");
  EXPECT_EQ(client.get("/admin", basic("bob:word")).status(), 403);
  EXPECT_EQ(client.get("/admin", basic("bob:wrong")).status(), 401);
  const TestResponse asked = client.get("/admin");
  EXPECT_EQ(asked.status(), 401);
  EXPECT_THAT(asked.header("WWW-Authenticate"), HasSubstr("Basic realm"));
  EXPECT_EQ(client.get("/").body(), "nobody");
}

TEST_F(AccessTest, ARouteThatAsksAnywayIsNotAskedTwice) {
  TestClient& client = start(with("{rules: [{action: deny, user: [bob]}]}"));
  EXPECT_EQ(client.get("/staff", basic("ada:secret")).body(), "staff:ada admin");
  EXPECT_EQ(client.get("/staff", basic("bob:word")).status(), 403);
  EXPECT_EQ(client.get("/staff").status(), 401);
  Measures measures;
  auth_.measure(measures);
  EXPECT_EQ(measures.find("auth_attempts_total{scheme=\"staff\",outcome=\"accepted\"}"), 2);
}

TEST_F(AccessTest, ARefusalSaysWhichRuleAndIsCounted) {
  TestClient& client = start(with("{rules: [{action: allow, path: [/x]}, {action: deny, path: [/admin]}]}"));
  static_cast<void>(client.get("/admin"));
  EXPECT_THAT(client.log_lines(),
              Contains(AllOf(HasSubstr("access denied"), HasSubstr("access.rules[1]"), HasSubstr("test:2:"), HasSubstr("/admin"))));
  Measures measures;
  access_->measure(measures);
  EXPECT_EQ(measures.find("access_denied_total"), 1);
}

TEST_F(AccessTest, MistakesAreToldAtTheStart) {
  EXPECT_THAT(refusal(with("{rules: [{action: deny, from: [10.0.0.1/8]}]}")), HasSubstr("is no network"));
  EXPECT_THAT(refusal(with("{rules: [{action: deny, path: [admin]}]}")), HasSubstr("is no path"));
  EXPECT_THAT(refusal(with("{rules: [{action: deny, method: [get]}]}")), HasSubstr("is no method"));
  EXPECT_THAT(refusal(with("{rules: [{path: [/a]}]}")), HasSubstr("`action` must be configured"));
}

TEST(AccessAlone, DoesWithoutAuthWhereNoRuleAsksWhoCalls) {
  Service service("test");
  service.get("/", tell_caller);
  service.add_package(std::make_unique<Access>());
  const TestClient client(service, {.config = "access: {rules: [{action: deny, from: ['unix:']}]}"});
}

TEST(AccessAlone, TellsNothingOfAuthWhoseOwnMistakeIsTold) {
  Service service("test");
  service.add_package(std::make_unique<Auth>());
  service.add_package(std::make_unique<Access>());
  try {
    const TestClient client(service,
                            {.config = "{auth: {staff: {kind: basic, file: /nowhere}}, access: {rules: [{action: deny, user: [ada]}]}}"});
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("/nowhere"));
    EXPECT_THAT(error.what(), Not(HasSubstr("nothing finds that out")));
  }
}

TEST(AccessAlone, TellsWhereNothingFindsOutWhoCalls) {
  Service service("test");
  service.add_package(std::make_unique<Access>());
  EXPECT_THAT(start_refusal(service, {.config = "access: {rules: [{action: deny, user: [ada]}]}"}),
              HasSubstr("the rule asks who calls, and nothing finds that out"));
}

}  // namespace
}  // namespace saki
