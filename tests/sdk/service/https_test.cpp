// SPDX-License-Identifier: Apache-2.0
//
// What a service does so that its clients come by https: redirects, and Strict-Transport-Security.
#include <gmock/gmock.h>

#include "saki/service.h"
#include "saki/test_client.h"
#include "saki/test_start.h"
#include "service/https_redirect.h"

namespace saki {
namespace {

using testing::HasSubstr;

Response hello(Request&) { return Response::text("hello"); }
Response own(Request&) { return Response::text("own").header("Strict-Transport-Security", "max-age=1"); }

class Https : public testing::Test {
 protected:
  Https() {
    service_.get("/hello", hello);
    service_.get("/own", own);
  }

  TestResponse ask(const std::string& server, bool secure, std::string_view target = "/hello", TestClient::Headers headers = {}) {
    TestClient client(service_, {.config = "server: {" + server + "}", .secure = secure});
    return client.get(target, std::move(headers));
  }
  std::string refusal(const std::string& server) { return start_refusal(service_, {.config = "server: {" + server + "}"}); }

  Service service_{"test"};
};

constexpr const char* kField = "Strict-Transport-Security";

TEST_F(Https, ThosePlainlyComeAreSentToTheSamePlace) {
  const TestResponse response = ask("redirect_https: all", false, "/a%20b/c?d=e&f", {{"Host", "Example.org:8080"}});
  EXPECT_EQ(response.status(), 308);
  EXPECT_EQ(response.header("Location"), "https://Example.org/a%20b/c?d=e&f");
  EXPECT_EQ(response.body(), "");
  EXPECT_EQ(ask("redirect_https: all", false, "/", {{"Host", "[::1]:80"}}).header("Location"), "https://[::1]/");
}

TEST_F(Https, ThePortIsThatOfTheListenerOrTheOneConfigured) {
  const std::string listen = "redirect_https: all, listen: ['*:80', 'tls://*:8443', 'tls://*:9443']";
  EXPECT_EQ(ask(listen, false).header("Location"), "https://test:8443/hello");
  EXPECT_EQ(ask(listen + ", https_port: 443", false).header("Location"), "https://test/hello");
  EXPECT_EQ(ask("redirect_https: all, listen: ['tls://*:0']", false).header("Location"), "https://test/hello");
}

TEST_F(Https, WhoComesByHttpsIsAnswered) {
  EXPECT_EQ(ask("redirect_https: all", true).status(), 200);
  EXPECT_EQ(ask("", false).status(), 200);
}

TEST_F(Https, WhoNamesNoHostCannotBeSentAnywhere) { EXPECT_EQ(ask("redirect_https: all", false, "/hello", {{"Host", ""}}).status(), 400); }

TEST_F(Https, ListenersAreToldByTheirPorts) {
  const auto at = [](const char* text) { return *Address::parse(text); };
  const HttpsRedirectSettings settings{.listeners = {at("0.0.0.0:80"), at("unix:/run/a.sock")}};
  EXPECT_TRUE(settings.covers(at("192.0.2.1:80")));
  EXPECT_TRUE(settings.covers(at("[::1]:80")));
  EXPECT_FALSE(settings.covers(at("192.0.2.1:8080")));
  EXPECT_TRUE(settings.covers(at("unix:/run/a.sock")));
  EXPECT_FALSE(settings.covers(at("unix:/run/b.sock")));
}

TEST_F(Https, OnlyListenersWithoutTlsCanRedirect) {
  EXPECT_EQ(refusal("listen: ['*:80', 'tls://*:443'], redirect_https: '*:80'"), "");
  EXPECT_THAT(refusal("listen: ['*:80', 'tls://*:443'], redirect_https: '*:443'"), HasSubstr("error[no-such-listener]"));
  EXPECT_THAT(refusal("redirect_https: everywhere"), HasSubstr("neither all, nor an address"));
}

TEST_F(Https, BrowsersAreToldToComeByHttpsAloneOnceTheyDid) {
  EXPECT_EQ(ask("hsts: {max_age: 365d}", true).header(kField), "max-age=31536000");
  EXPECT_EQ(ask("hsts: {max_age: 1h, subdomains: true}", true).header(kField), "max-age=3600; includeSubDomains");
  EXPECT_EQ(ask("hsts: {max_age: 365d, subdomains: true, preload: true}", true).header(kField),
            "max-age=31536000; includeSubDomains; preload");
  EXPECT_EQ(ask("hsts: {max_age: 365d}", false).header(kField), "");
  EXPECT_EQ(ask("", true).header(kField), "");
}

TEST_F(Https, ErrorsTellItTooAndHandlersMaySayOtherwise) {
  EXPECT_EQ(ask("hsts: {max_age: 1h}", true, "/none").status(), 404);
  EXPECT_EQ(ask("hsts: {max_age: 1h}", true, "/none").header(kField), "max-age=3600");
  EXPECT_EQ(ask("hsts: {max_age: 1h}", true, "/own").header(kField), "max-age=1");
}

TEST_F(Https, ALineOfBrowsersListsIsNotPromisedLightly) {
  EXPECT_THAT(refusal("hsts: {max_age: 30d, subdomains: true, preload: true}"), HasSubstr("error[hsts-preload]"));
  EXPECT_THAT(refusal("hsts: {max_age: 365d, preload: true}"), HasSubstr("error[hsts-preload]"));
}

}  // namespace
}  // namespace saki
