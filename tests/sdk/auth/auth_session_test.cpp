// SPDX-License-Identifier: Apache-2.0
#include "saki/session_identity.h"
#include "saki/sessions.h"
#include "saki/store.h"
#include "saki/test_start.h"
#include "sdk/auth/auth_fixture.h"

namespace saki {
namespace {

using testing::HasSubstr;

Task<Response> enter(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  const Identity ada("ada", {"editor"});
  sign_in(session, ada);
  co_return Response::text("in");
}

Task<Response> leave(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  sign_out(session);
  co_return Response::text("out");
}

class AuthSession : public testing::Test {
 protected:
  AuthSession() {
    service_.add_package(std::make_unique<Store>());
    service_.add_package(std::make_unique<Sessions>());
    service_.add_package(std::make_unique<Auth>());
    add_guarded(service_, "/", {.schemes = {"visitors"}});
    service_.get("/enter", enter);
    service_.get("/leave", leave);
  }

  Service service_{"test"};
};

TEST_F(AuthSession, WhoSignedInIsKnownUntilSigningOut) {
  TestClient client(service_, {.config = "auth: {visitors: {kind: session}}"});
  EXPECT_EQ(client.get("/").status(), 401);
  const TestClient::Headers cookie = sent_back(client.get("/enter"));
  EXPECT_EQ(client.get("/", cookie).body(), "visitors:ada editor");
  const TestResponse left = client.get("/leave", cookie);
  EXPECT_EQ(client.get("/", cookie).status(), 401) << "the id from before is dead";
  EXPECT_EQ(client.get("/", sent_back(left)).status(), 401);
}

TEST_F(AuthSession, SigningInChangesTheId) {
  TestClient client(service_, {.config = "auth: {visitors: {kind: session}}"});
  const TestClient::Headers first = sent_back(client.get("/enter"));
  const TestClient::Headers second = sent_back(client.get("/enter", first));
  EXPECT_NE(first, second);
  EXPECT_EQ(client.get("/", first).status(), 401);
  EXPECT_EQ(client.get("/", second).status(), 200);
}

TEST(AuthSessionAlone, NeedsWhatKeepsSessions) {
  Service service("test");
  service.add_package(std::make_unique<Auth>());
  EXPECT_THAT(start_refusal(service, {.config = "auth: {visitors: {kind: session}}"}), HasSubstr("the service keeps none"));
}

}  // namespace
}  // namespace saki
