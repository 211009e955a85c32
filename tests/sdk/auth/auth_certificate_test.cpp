// SPDX-License-Identifier: Apache-2.0
#include "sdk/auth/auth_fixture.h"
#include "service/host_dispatcher.h"
#include "testing/test_exchange.h"
#include "testing/test_worker.h"

namespace saki {
namespace {

class AuthCertificate : public testing::Test {
 protected:
  AuthCertificate() {
    service_.add_package(std::make_unique<Auth>());
    add_guarded(service_, "/", {.schemes = {"machines"}});
  }

  TestResponse get(const TlsInfo* tls) {
    TestWorker worker(service_.composition(),
                      {.config = "auth: {machines: {kind: certificate, roles: {'CN=build,O=Example': 'deploy,read'}}}"});
    const auto dispatcher = make_dispatcher(*worker.context);
    Arena arena;
    TestHead head;
    EXPECT_TRUE(head.fill(Method::Get, "/", {}, arena));
    TestExchange exchange(head.head(), arena, *worker.loop, "");
    http::ConnectionInfo connection;
    connection.tls = tls;
    exchange.set_connection(connection);
    TaskScope scope(*worker.loop, "test");
    begin_test_exchange(worker, *dispatcher, exchange, scope);
    worker.run(scope);
    return exchange.take_response();
  }

  Service service_{"test"};
};

TEST_F(AuthCertificate, WhoWasFoundGoodInTheHandshakeIsKnownByTheSubject) {
  TlsInfo tls;
  tls.peer = TlsPeer{"CN=build,O=Example", std::string(64, 'a')};
  EXPECT_EQ(get(&tls).body(), "machines:CN=build,O=Example deploy read");
  tls.peer->subject = "CN=other,O=Example";
  EXPECT_EQ(get(&tls).body(), "machines:CN=other,O=Example");
}

TEST_F(AuthCertificate, WithoutOneNobodyIsKnown) {
  const TlsInfo without;
  EXPECT_EQ(get(&without).status(), 401);
  EXPECT_EQ(get(nullptr).status(), 401);
}

}  // namespace
}  // namespace saki
