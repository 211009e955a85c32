// SPDX-License-Identifier: Apache-2.0
//
// What a handler asks of other servers, by the client of its worker.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "saki/base/file_descriptor.h"
#include "saki/http_client.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "scripted_server.h"

namespace saki {
namespace {

using testing::HasSubstr;

std::string place;  // That the handlers ask.

Task<Response> pass_on(Request& request) {
  const ClientResponse answer = co_await request.http().get(place);
  answer.require_ok();
  co_return Response::text(answer.content());
}

Task<Response> wait_briefly(Request& request) {
  ClientRequest asked(Method::Get, place);
  asked.within(std::chrono::milliseconds(20));
  const ClientResponse answer = co_await request.http().send(std::move(asked));
  co_return Response::text(answer.content());
}

class RequestHttpTest : public testing::Test {
 protected:
  RequestHttpTest() {
    place = server_.url("/there");
    service_.get("/pass", pass_on);
    service_.get("/brief", wait_briefly);
  }

  ScriptedServer server_;
  Service service_{"caller", "1.2.3"};
};

TEST_F(RequestHttpTest, AHandlerAsksAnotherServer) {
  server_.script({reply(200, "from there")});
  TestClient client(service_, {.config = "client: {proxy: none}"});
  EXPECT_EQ(client.get("/pass").body(), "from there");
  EXPECT_THAT(server_.asked().at(0), HasSubstr("User-Agent: caller/1.2.3\r\n"));
}

TEST_F(RequestHttpTest, TheConfigurationDecidesHowItAsks) {
  server_.script({reply(503), reply(200)});
  TestClient client(service_, {.config = "client: {proxy: none, user_agent: robot, retries: {attempts: 1}}"});
  EXPECT_EQ(client.get("/pass").status(), 502);
  EXPECT_EQ(client.get("/pass").status(), 200);
  EXPECT_THAT(server_.asked().at(0), HasSubstr("User-Agent: robot\r\n"));
}

TEST_F(RequestHttpTest, AServerThatFailsIsABadGatewayAndToldToTheLogAlone) {
  server_.script({reply(500, "secret reason")});
  TestClient client(service_, {.config = "client: {proxy: none}"});
  const TestResponse answer = client.get("/pass");
  EXPECT_EQ(answer.status(), 502);
  EXPECT_EQ(answer.body().find("secret"), std::string::npos);
  EXPECT_EQ(answer.body().find("127.0.0.1"), std::string::npos);
  const std::vector<std::string> lines = client.log_lines();
  EXPECT_THAT(lines.back(), HasSubstr("answered 500: secret reason"));
}

TEST_F(RequestHttpTest, AServerThatTakesTooLongIsAGatewayTimeout) {
  Reply silence;
  silence.never = true;
  server_.script({silence});
  TestClient client(service_, {.config = "client: {proxy: none}"});
  EXPECT_EQ(client.get("/brief").status(), 504);
}

// Counts how often a file is opened.
class OpenCount {
 public:
  explicit OpenCount(const std::string& path) : watch_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    EXPECT_GE(::inotify_add_watch(watch_.get(), path.c_str(), IN_OPEN), 0);
  }
  // Since the last call.
  [[nodiscard]] std::size_t take() const {
    std::array<inotify_event, 16> events;  // Of a file, which have no names.
    const ssize_t count = ::read(watch_.get(), events.data(), sizeof events);
    return count < 0 ? 0 : static_cast<std::size_t>(count) / sizeof events[0];
  }

 private:
  FileDescriptor watch_;
};

TEST_F(RequestHttpTest, TheSystemsAuthoritiesAreReadAtTheStartAndNoLoopWaitsForThem) {
  std::string path = testing::TempDir() + "saki-authorities.XXXXXX";
  const FileDescriptor file(::mkostemp(path.data(), O_CLOEXEC));
  ::setenv("SSL_CERT_FILE", path.c_str(), 1);
  const OpenCount opened(path);
  server_.script({reply(200)});
  TestClient client(service_, {.config = "client: {proxy: none}"});
  EXPECT_EQ(opened.take(), 1U);
  EXPECT_EQ(client.get("/pass").status(), 200);
  EXPECT_EQ(opened.take(), 0U);
  ::unsetenv("SSL_CERT_FILE");
  ::unlink(path.c_str());
}

TEST_F(RequestHttpTest, MistakesInItsSettingsAreToldAtTheStart) {
  for (const char* config : {"client: {proxy: 'socks://a'}", "client: {retries: {attempts: 0}}", "client: {user_agent: \"a\\nb\"}",
                             "client: {limits: {head_bytes: 1KiB}}", "client: {nothing: 1}"}) {
    EXPECT_THROW(TestClient(service_, {.config = config}), std::runtime_error) << config;
  }
}

}  // namespace
}  // namespace saki
