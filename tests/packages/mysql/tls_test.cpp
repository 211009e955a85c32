// SPDX-License-Identifier: Apache-2.0
//
// TLS to the server: its certificate is checked where it is asked for, against the authority and for the host.
#include <fstream>

#include "mysql_test.h"
#include "support/made_identities.h"

namespace saki {
namespace {

using ::testing::HasSubstr;

MariaServer& encrypted() {
  static MariaServer server({"--ssl-cert=" + MadeIdentities::shared().file("server.pem"),
                             "--ssl-key=" + MadeIdentities::shared().file("server.key"), "--require-secure-transport=on"});
  return server;
}

class MysqlOverTls : public MysqlTest {
 public:
  MysqlOverTls() : MysqlTest(encrypted()) {
    options.tls = MysqlTls::Verified;
    options.tls_ca = MadeIdentities::shared().file("ca.pem");
  }
  std::string refusal() { return database.open(options).text(); }
};

TEST_F(MysqlOverTls, AVerifiedServerIsAskedOverTls) {
  open();
  ask([](Mysql& db) -> Task<> {
    using Pair = std::tuple<std::string, std::string>;
    const auto cipher = co_await db.one<Pair>("show session status like 'Ssl_cipher'");
    EXPECT_TRUE(cipher && !std::get<1>(*cipher).empty());
    const auto large = co_await db.one<std::string>("select repeat('x', 1000000)");
    EXPECT_EQ(large ? large->size() : 0U, 1'000'000U);
  });
}

TEST_F(MysqlOverTls, ANameIsLookedUpBesideTheLoop) {
  options.host = "localhost";
  open();
  ask([](Mysql& db) -> Task<> { EXPECT_EQ(co_await db.one<int>("select 7"), 7); });
}

TEST_F(MysqlOverTls, AnUnknownAuthorityIsRefused) {
  options.tls_ca = MadeIdentities::shared().file("stranger.pem");
  EXPECT_THAT(refusal(), HasSubstr("mysql.tls_ca"));
  options.tls = MysqlTls::Unverified;
  open();
  ask([](Mysql& db) -> Task<> { EXPECT_EQ(co_await db.one<int>("select 7"), 7); });
}

TEST_F(MysqlOverTls, ACertificateForAnotherHostIsRefused) {
  const MariaServer other(
      {"--ssl-cert=" + MadeIdentities::shared().file("elsewhere.pem"), "--ssl-key=" + MadeIdentities::shared().file("elsewhere.key")});
  options.port = other.port();
  EXPECT_THAT(refusal(), HasSubstr("mysql-unavailable"));
  options.start_timeout = std::chrono::milliseconds(0);
  open();  // Nor do workers believe it.
  ask([](Mysql& db) -> Task<> {
    const auto outcome = co_await db.try_one<int>("select 7");
    EXPECT_FALSE(outcome.has_value());
  });
}

TEST_F(MysqlOverTls, AUserWhoNeedsACertificateShowsOneWithItsKeyInTheSameFile) {
  const MadeIdentities& identities = MadeIdentities::shared();
  const MariaServer asking({"--ssl-cert=" + identities.file("server.pem"), "--ssl-key=" + identities.file("server.key"),
                            "--ssl-ca=" + identities.file("ca.pem")});
  asking.ask("alter user app require x509");
  options.port = asking.port();
  EXPECT_THAT(refusal(), HasSubstr("mysql-"));
  options.tls_cert = identities.file("client-and-key.pem");
  std::ofstream(options.tls_cert) << std::ifstream(identities.file("client.pem")).rdbuf()
                                  << std::ifstream(identities.file("client.key")).rdbuf();
  open();
  ask([](Mysql& db) -> Task<> { EXPECT_EQ(co_await db.one<int>("select 7"), 7); });
}

TEST_F(MysqlOverTls, AServerWithoutTlsIsNotAskedInClear) {
  options.port = MariaServer::shared().port();
  EXPECT_THAT(refusal(), HasSubstr("mysql.tls"));
}

}  // namespace
}  // namespace saki
