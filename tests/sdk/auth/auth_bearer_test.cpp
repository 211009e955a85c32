// SPDX-License-Identifier: Apache-2.0
#include "saki/jwt.h"
#include "sdk/auth/auth_fixture.h"
#include "sdk/jwt/jwt_samples.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Timestamp in(std::chrono::seconds wait) { return Timestamp::now() + wait; }

std::string claims_until(Timestamp end) {
  return to_text(
      {{"sub", "ada"}, {"roles", Json::array({"editor"})}, {"exp", end.time().time_since_epoch().count() / 1'000'000}, {"team", "core"}});
}

Response tell_team(Request& request) { return Response::text(request.identity().claim("team").value_or("none")); }

class AuthBearer : public AuthFixture {
 protected:
  AuthBearer() {
    guard("/", {.schemes = {"tokens"}});
    guard("/both", {.schemes = {"tokens", "staff"}});
    RouteOptions options;
    options.middleware.push_back(auth_.guard({.schemes = {"tokens"}}));
    service_.get("/team", tell_team, std::move(options));
    write("users", user("ada", "secret"));
    write("key.pem", samples::kP256Public);
  }

  static Headers bearer(const std::string& token) { return {{"Authorization", "Bearer " + token}}; }

  std::string config_ = "auth: {tokens: {kind: bearer, keys: [key.pem], algorithms: [ES256]}, staff: {kind: basic, file: users}}";
  JwtKey key_ = JwtKey::of_pem(samples::kP256).value();
};

TEST_F(AuthBearer, ATokenSaysWhoCallsAndWhatElse) {
  TestClient& client = start(config_);
  const std::string token = sign_jwt(claims_until(in(1min)), key_);
  EXPECT_EQ(client.get("/", bearer(token)).body(), "tokens:ada editor");
  EXPECT_EQ(client.get("/team", bearer(token)).body(), "core");
}

TEST_F(AuthBearer, ATokenThatIsNotGoodIsToldNoMoreThanThat) {
  TestClient& client = start(config_);
  EXPECT_EQ(client.get("/").header("WWW-Authenticate"), "Bearer realm=\"tokens\"");
  const TestResponse refused = client.get("/", bearer(sign_jwt(claims_until(in(-1min)), key_)));
  EXPECT_EQ(refused.status(), 401);
  EXPECT_EQ(refused.header("WWW-Authenticate"), "Bearer realm=\"tokens\", error=\"invalid_token\"");
  EXPECT_EQ(refused.body().find("expired"), std::string::npos);
  EXPECT_EQ(client.get("/", {{"Authorization", "Bearer"}}).status(), 401);
}

TEST_F(AuthBearer, ATokenWithoutASubjectIsNobodys) {
  Json claims = parse_json(claims_until(in(1min))).value();
  claims.erase("sub");
  EXPECT_EQ(start(config_).get("/", bearer(sign_jwt(to_text(claims), key_))).status(), 401);
}

TEST_F(AuthBearer, OfSeveralSchemesTheOneThatIsShownCounts) {
  TestClient& client = start(config_);
  EXPECT_EQ(client.get("/both", basic("ada:secret")).body(), "staff:ada");
  EXPECT_EQ(client.get("/both", bearer(sign_jwt(claims_until(in(1min)), key_))).body(), "tokens:ada editor");
  const TestResponse asked = client.get("/both");
  int challenges = 0;
  for (const auto& [name, value] : asked.headers()) challenges += name == "WWW-Authenticate" ? 1 : 0;
  EXPECT_EQ(challenges, 2);
}

TEST_F(AuthBearer, ASharedSecretAndAScopeSuffice) {
  const std::string secret = "a secret of more than thirty-two bytes";
  TestClient& client =
      start("auth: {tokens: {kind: bearer, secret: " + secret + ", roles_claim: scope}, staff: {kind: basic, file: users}}");
  Json claims = parse_json(claims_until(in(1min))).value();
  claims["scope"] = "read  write";
  EXPECT_EQ(client.get("/", bearer(sign_jwt(to_text(claims), JwtKey::of_secret(secret).value()))).body(), "tokens:ada read write");
}

TEST_F(AuthBearer, KeysThatChangeAreReadAnew) {
  TestClient& client = start(config_);
  const JwtKey other = JwtKey::of_secret("a secret of more than thirty-two bytes").value();
  write("key.pem", samples::kRsaPublic);
  EXPECT_EQ(status_once_changed(client, "/", bearer(sign_jwt(claims_until(in(1min)), key_))), 401);
}

TEST_F(AuthBearer, KeysOfNoUseStandInTheWayOfTheStart) {
  write("key.pem", "no key");
  EXPECT_THAT(refusal(config_), HasSubstr("no keys of use: neither PEM nor a JSON Web Key Set"));
  write("key.pem", samples::kRsaPublic);
  EXPECT_THAT(refusal(config_), HasSubstr("no key for an algorithm that it allows"));
  EXPECT_THAT(refusal("auth: {tokens: {kind: bearer, secret: short}, staff: {kind: basic, file: users}}"), HasSubstr("too weak"));
}

}  // namespace
}  // namespace saki
