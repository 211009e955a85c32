// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "auth/file_watch.h"
#include "saki/measures.h"
#include "saki/task/task_scope.h"
#include "sdk/auth/auth_fixture.h"

namespace saki {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

constexpr const char* kConfig = "auth: {staff: {kind: basic, file: users, realm: Staff only}}";

class AuthPassword : public AuthFixture {
 protected:
  AuthPassword() {
    guard("/", {.schemes = {"staff"}});
    guard("/edit", {.schemes = {"staff"}, .roles = {"editor", "admin"}});
    guard("/open", {.schemes = {"staff"}, .need = AuthNeed::Optional});
    service_.get("/public", tell_caller);
    write("users", user("ada", "secret", "editor") + user("bob", "pass:word"));
  }
};

TEST_F(AuthPassword, WhoProvesWhoTheyAreIsLetIn) {
  TestClient& client = start(kConfig);
  EXPECT_EQ(client.get("/", basic("ada:secret")).body(), "staff:ada editor");
  EXPECT_EQ(client.get("/", basic("bob:pass:word")).body(), "staff:bob");
  EXPECT_EQ(client.get("/", {{"Authorization", "bASIC  " + to_base64("ada:secret")}}).status(), 200);
}

TEST_F(AuthPassword, WhoShowsNothingIsAskedForIt) {
  TestClient& client = start(kConfig);
  const TestResponse refused = client.get("/");
  EXPECT_EQ(refused.status(), 401);
  EXPECT_EQ(refused.header("WWW-Authenticate"), "Basic realm=\"Staff only\", charset=\"UTF-8\"");
  EXPECT_EQ(refused.header("Content-Type"), "application/problem+json");
}

TEST_F(AuthPassword, WhatIsWrongIsRefusedWithoutSayingWhy) {
  TestClient& client = start(kConfig);
  const std::string body = client.get("/", basic("ada:wrong")).body();
  for (const Headers& headers : {basic("ada:"), basic("eve:secret"), basic("ada"), basic(":"), basic("ada:secret "),
                                 Headers{{"Authorization", "Basic"}}, Headers{{"Authorization", "Basic !!"}}}) {
    const TestResponse refused = client.get("/", headers);
    EXPECT_EQ(refused.status(), 401);
    EXPECT_EQ(refused.body(), body);
  }
}

TEST_F(AuthPassword, ARoleThatIsMissingIs403) {
  TestClient& client = start(kConfig);
  EXPECT_EQ(client.get("/edit", basic("ada:secret")).status(), 200);
  EXPECT_EQ(client.get("/edit", basic("bob:pass:word")).status(), 403);
  EXPECT_EQ(client.get("/edit").status(), 401);
}

TEST_F(AuthPassword, WhereItIsOptionalNobodyIsLetInButNotWhoIsWrong) {
  TestClient& client = start(kConfig);
  EXPECT_EQ(client.get("/open").body(), "nobody");
  EXPECT_EQ(client.get("/open", basic("ada:secret")).body(), "staff:ada editor");
  EXPECT_EQ(client.get("/open", basic("ada:wrong")).status(), 401);
}

TEST_F(AuthPassword, ARouteThatDoesNotAskKnowsNobody) { EXPECT_EQ(start(kConfig).get("/public", basic("ada:secret")).body(), "nobody"); }

TEST_F(AuthPassword, TwoAuthorizationsAreRefused) {
  TestClient& client = start(kConfig);
  Headers twice = basic("ada:secret");
  twice.push_back({"authorization", "Bearer x"});
  EXPECT_EQ(client.get("/", twice).status(), 401);
}

TEST_F(AuthPassword, ControlCharactersAreNoPartOfAPassword) {
  TestClient& client = start(kConfig);
  EXPECT_EQ(client.get("/", basic(std::string("ada:secret\0", 11))).status(), 401);
  EXPECT_EQ(client.get("/", basic("ada:secret\n")).status(), 401);
}

TEST_F(AuthPassword, AHeadRequestIsGuardedAsItsGetIs) { EXPECT_EQ(start(kConfig).request(Method::Head, "/").status(), 401); }

// Since the file is looked at once a second; a busy machine may come to it later.
TEST_F(AuthPassword, WhoIsTakenOutOfTheFileIsRefusedWithinTwoSecondsThoughRemembered) {
  TestClient& client = start(kConfig);
  ASSERT_EQ(client.get("/", basic("ada:secret")).status(), 200);
  write("users", user("bob", "new"));
  static_assert(FileWatch::kPause <= std::chrono::seconds(1));
  EXPECT_EQ(status_once_changed(client, "/", basic("ada:secret")), 401);
  EXPECT_EQ(client.get("/", basic("bob:new")).status(), 200);
}

TEST_F(AuthPassword, ARefusalIsTold) {
  TestClient& client = start(kConfig);
  static_cast<void>(client.get("/edit", basic("ada:wrong")));
  EXPECT_THAT(client.log_lines(),
              Contains(AllOf(HasSubstr("a caller was not believed"), HasSubstr("wrong name or password"), HasSubstr("/edit"))));
  for (const std::string& line : client.log_lines()) EXPECT_EQ(line.find("wrong:"), line.npos);
}

TEST_F(AuthPassword, OutcomesAreCounted) {
  TestClient& client = start(kConfig);
  static_cast<void>(client.get("/", basic("ada:secret")));
  static_cast<void>(client.get("/", basic("ada:wrong")));
  Measures measures;
  auth_.measure(measures);
  EXPECT_EQ(measures.find("auth_attempts_total{scheme=\"staff\",outcome=\"accepted\"}"), 1);
  EXPECT_EQ(measures.find("auth_attempts_total{scheme=\"staff\",outcome=\"refused\"}"), 1);
}

}  // namespace
}  // namespace saki
