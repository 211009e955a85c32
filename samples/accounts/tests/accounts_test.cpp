// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "saki/json.h"
#include "test_client.h"

namespace accounts {
namespace {

using testing::HasSubstr;

// A browser, as far as this service is concerned: it keeps one cookie, and its page one token.
class Visitor {
 public:
  explicit Visitor(saki::TestClient& client) : client_(client) { look(); }

  int ask(saki::http::Method method, const char* path, std::string body = {}, bool with_token = true) {
    saki::TestClient::Headers headers{{"Cookie", cookie_}};
    if (with_token) headers.emplace_back("X-CSRF-Token", token_);
    if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
    answer_ = client_.request(method, path, std::move(headers), std::move(body));
    if (const std::string set = answer_.header("Set-Cookie"); !set.empty()) cookie_ = set.substr(0, set.find(';'));
    if (answer_.body().find("\"csrf\"") != std::string::npos) token_ = saki::parse_json(answer_.body())->at("csrf").get<std::string>();
    return answer_.status();
  }
  int post(const char* path, std::string body = {}) { return ask(saki::http::Method::Post, path, std::move(body)); }
  int put(const char* path, std::string body) { return ask(saki::http::Method::Put, path, std::move(body)); }
  int get(const char* path) { return ask(saki::http::Method::Get, path); }
  std::string look() { return get("/me"), answer_.body(); }

  [[nodiscard]] const saki::TestResponse& answer() const noexcept { return answer_; }
  [[nodiscard]] const std::string& cookie() const noexcept { return cookie_; }
  void take_cookie(std::string cookie) { cookie_ = std::move(cookie); }

 private:
  saki::TestClient& client_;
  saki::TestResponse answer_;
  std::string cookie_;
  std::string token_;
};

constexpr const char* kAnn = R"({"name":"ann","password":"correct horse"})";
constexpr const char* kBen = R"({"name":"ben","password":"battery staple"})";

class Accounts : public testing::Test {
 protected:
  Client client_{{.config = "sqlite: {path: ':memory:'}", .secure = true}};
  Visitor ann_{client_.raw()};
  Visitor ben_{client_.raw()};
};

TEST_F(Accounts, WhoComesFirstIsTheAdminAndTheOthersAreMembers) {
  EXPECT_EQ(ann_.post("/sign-up", kAnn), 201);
  EXPECT_THAT(ann_.answer().body(), HasSubstr(R"("name":"ann","role":"admin")"));
  EXPECT_EQ(ben_.post("/sign-up", kBen), 201);
  EXPECT_THAT(ben_.look(), HasSubstr(R"("name":"ben","role":"member")"));
  EXPECT_EQ(ann_.get("/accounts"), 200);
  EXPECT_EQ(ben_.get("/accounts"), 403);
  EXPECT_EQ(Visitor(client_.raw()).get("/accounts"), 401);
}

TEST_F(Accounts, ANameIsTakenOnce) {
  ASSERT_EQ(ann_.post("/sign-up", kAnn), 201);
  EXPECT_EQ(ben_.post("/sign-up", kAnn), 409);
  EXPECT_EQ(ben_.post("/sign-up", R"({"name":"Ben!","password":"short"})"), 422);
}

TEST_F(Accounts, AWrongNameAndAWrongPasswordAreAnsweredAlike) {
  ASSERT_EQ(ann_.post("/sign-up", kAnn), 201);
  EXPECT_EQ(ben_.post("/sign-in", R"({"name":"ann","password":"incorrect"})"), 403);
  const std::string told = ben_.answer().body();
  EXPECT_EQ(ben_.post("/sign-in", R"({"name":"nobody","password":"incorrect"})"), 403);
  EXPECT_EQ(ben_.answer().body(), told);
}

TEST_F(Accounts, SigningInAndOutChangesTheCookieAndKillsTheOldOne) {
  ASSERT_EQ(ann_.post("/sign-up", kAnn), 201);
  const std::string first = ann_.cookie();
  EXPECT_EQ(ann_.post("/sign-out"), 204);
  ann_.take_cookie(first);
  EXPECT_THAT(ann_.look(), testing::Not(HasSubstr("ann")));
  const std::string planted = ann_.cookie();
  EXPECT_EQ(ann_.post("/sign-in", kAnn), 200);
  EXPECT_NE(ann_.cookie(), planted);
}

TEST_F(Accounts, AnotherSitesPageChangesNothing) {
  ASSERT_EQ(ann_.post("/sign-up", kAnn), 201);
  EXPECT_EQ(ann_.ask(saki::http::Method::Post, "/sign-out", {}, false), 403);
  EXPECT_THAT(ann_.look(), HasSubstr("ann"));
}

TEST_F(Accounts, APasswordIsChangedByWhoKnowsIt) {
  ASSERT_EQ(ann_.post("/sign-up", kAnn), 201);
  EXPECT_EQ(ann_.put("/password", R"({"current":"a guess","next":"another horse"})"), 403);
  EXPECT_EQ(ann_.put("/password", R"({"current":"correct horse","next":"another horse"})"), 200);
  EXPECT_EQ(ben_.post("/sign-in", kAnn), 403);
  EXPECT_EQ(ben_.post("/sign-in", R"({"name":"ann","password":"another horse"})"), 200);
}

TEST_F(Accounts, TheAdminGivesRolesToOthersAndNotToHerself) {
  ASSERT_EQ(ann_.post("/sign-up", kAnn), 201);
  ASSERT_EQ(ben_.post("/sign-up", kBen), 201);
  EXPECT_EQ(ben_.put("/accounts/ben/role", R"({"role":"admin"})"), 403);
  EXPECT_EQ(ann_.put("/accounts/ben/role", R"({"role":"editor"})"), 200);
  EXPECT_EQ(ann_.put("/accounts/cleo/role", R"({"role":"editor"})"), 404);
  EXPECT_EQ(ann_.put("/accounts/ann/role", R"({"role":"member"})"), 409);
  EXPECT_EQ(ben_.post("/sign-in", kBen), 200);
  EXPECT_THAT(ben_.look(), HasSubstr(R"("role":"editor")"));
}

TEST_F(Accounts, GuessingIsSlowedDown) {
  int refused = 0;
  for (int i = 0; i < 11; ++i) refused += ben_.post("/sign-in", "{}") == 429 ? 1 : 0;  // No hash to compute: they come at once.
  EXPECT_EQ(refused, 1);
}

}  // namespace
}  // namespace accounts
