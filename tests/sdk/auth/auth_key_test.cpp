// SPDX-License-Identifier: Apache-2.0
#include "saki/hash.h"
#include "sdk/auth/auth_fixture.h"

namespace saki {
namespace {

class AuthKey : public AuthFixture {
 protected:
  AuthKey() {
    guard("/", {.schemes = {"machines"}});
    write("keys", "build:$sha256$" + Sha256::hex_of("k-123") + ":deploy\n");
  }
};

TEST_F(AuthKey, AKeyInItsFieldSaysWhoCalls) {
  TestClient& client = start("auth: {machines: {kind: key, file: keys}}");
  EXPECT_EQ(client.get("/", {{"X-API-KEY", "k-123"}}).body(), "machines:build deploy");
  EXPECT_EQ(client.get("/", {{"X-Api-Key", "k-124"}}).status(), 401);
  EXPECT_EQ(client.get("/", {{"X-Api-Key", ""}}).status(), 401);
  EXPECT_EQ(client.get("/", {{"X-Api-Key", "k-124"}, {"X-Api-Key", "k-123"}}).status(), 401);
  EXPECT_EQ(client.get("/").header("WWW-Authenticate"), "ApiKey realm=\"machines\", header=\"X-Api-Key\"");
}

TEST_F(AuthKey, AParameterOfTheQueryIsTakenOnlyWhereThatIsConfigured) {
  EXPECT_EQ(start("auth: {machines: {kind: key, file: keys}}").get("/?key=k-123").status(), 401);
  TestClient& client = start("auth: {machines: {kind: key, file: keys, header: X-Key, query: key}}");
  EXPECT_EQ(client.get("/?key=k-123").body(), "machines:build deploy");
  EXPECT_EQ(client.get("/?key=k-124").status(), 401);
  EXPECT_EQ(client.get("/?key=%k").status(), 400);
}

}  // namespace
}  // namespace saki
