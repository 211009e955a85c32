// SPDX-License-Identifier: Apache-2.0
//
// Mysql as a package of a service: settings, the service's Database, what clients and monitors are told.
#include "mysql_test.h"
#include "notes.h"
#include "saki/database.h"
#include "saki/health.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "saki/test_start.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;

Task<Response> add(Request& request) {
  const std::string title = co_await request.text();
  const auto changes = co_await request.use<Database>().execute("insert into notes (title) values (?)", title);
  co_return Response::text(std::to_string(changes.last_id()));
}

Task<Response> slow(Request& request) {
  co_await request.use<Mysql>().execute("do sleep(?)", 0.05);
  co_return Response::text("done");
}

class MysqlPackage : public ::testing::Test {
 public:
  MysqlPackage() : service("notes", "0.1.0") {
    service.add_package(std::make_unique<Mysql>()).add_script("sql/schema.sql", kNotes);
    service.add_package(std::make_unique<Database>());
    service.post("/notes", add);
    service.get("/slow", slow);
    service.get("/ready", ready);
    service.get("/measures", measures);
  }
  TestClientOptions configured(const std::string& more = "") const {
    return {.config = "mysql: {port: " + std::to_string(server.port()) + ", user: app, password: secret, database: test, slow_query: 20ms" +
                      more + "}"};
  }
  std::string refusal(const std::string& more) { return start_refusal(service, configured(more)); }

  MariaServer& server = MariaServer::shared();
  Service service;
};

TEST_F(MysqlPackage, ItServesTheServicesDatabase) {
  for (int start = 1; start <= 2; ++start) {
    TestClient client(service, configured());
    EXPECT_EQ(client.post("/notes", "milk", "text/plain").body(), std::to_string(start));
  }
}

TEST_F(MysqlPackage, ASlowCallIsLoggedWithoutItsValues) {
  TestClient client(service, configured());
  EXPECT_EQ(client.get("/slow").body(), "done");
  EXPECT_THAT(client.log_lines(), Contains(AllOf(HasSubstr("slow query"), HasSubstr("do sleep(?)"))));
  EXPECT_THAT(client.get("/measures").body(), HasSubstr("saki_database_slow_total{database=\"mysql\"} 1"));
}

TEST_F(MysqlPackage, WithoutItsServerClientsAreToldWhichDependencyIsMissing) {
  MariaServer mortal;
  server.ask("do 1");
  TestClient client(service,
                    {.config = "mysql: {port: " + std::to_string(mortal.port()) + ", user: app, password: secret, database: test}"});
  EXPECT_EQ(client.get("/ready").status(), 200);
  mortal.kill();
  const TestResponse response = client.post("/notes", "milk", "text/plain");
  EXPECT_EQ(response.status(), 503);
  EXPECT_THAT(response.body(), HasSubstr("\"dependency\":\"mysql\""));
  EXPECT_EQ(client.post("/notes", "milk", "text/plain").status(), 503);
  EXPECT_THAT(client.get("/ready").body(), HasSubstr("no connection to 127.0.0.1"));
}

TEST_F(MysqlPackage, ThatItsServerIsGoneAndBackIsToldOnce) {
  MariaServer mortal;
  TestClient client(service,
                    {.config = "mysql: {port: " + std::to_string(mortal.port()) + ", user: app, password: secret, database: test}"});
  const auto add_note = [&client] { return client.post("/notes", "milk", "text/plain").status(); };
  EXPECT_EQ(add_note(), 200);
  mortal.kill();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(add_note(), 503);
  EXPECT_THAT(client.log_lines(), Contains(HasSubstr("mysql is down")).Times(1));
  mortal.start();
  for (int tries = 0; add_note() != 200 && tries < 1000; ++tries) client.wait(5ms);
  EXPECT_THAT(client.log_lines(), Contains(HasSubstr("mysql is back")).Times(1));
}

TEST_F(MysqlPackage, SettingsAreChecked) {
  EXPECT_THAT(refusal(", max_connections: 0"), HasSubstr("mysql.max_connections"));
  EXPECT_THAT(refusal(", tls: maybe"), HasSubstr("verified"));
  EXPECT_THAT(refusal(", databse: x"), HasSubstr("database"));
  EXPECT_THAT(refusal(", start_timeout: 0s, socket: /nowhere"), HasSubstr("mysql-unavailable"));
}

}  // namespace
}  // namespace saki
