// SPDX-License-Identifier: Apache-2.0
#include "client/request_head.h"

#include <gmock/gmock.h>

#include "saki/client/client_fault.h"

namespace saki::client {
namespace {

Request request_to(std::string_view url, std::string method = "GET") { return {std::move(method), Url::parse(url).value()}; }

TEST(RequestHead, HasHostFirstThenTheAuthorsFieldsThenWhatTheClientAdds) {
  Request request = request_to("http://Example.org:8080/a?b#c", "POST");
  request.fields.emplace_back("X-One", "1");
  request.content = "hello";
  EXPECT_EQ(request_head(request, {.user_agent = "saki"}),
            "POST /a?b HTTP/1.1\r\nHost: example.org:8080\r\nX-One: 1\r\nUser-Agent: saki\r\nAccept-Encoding: gzip, br\r\nContent-Length: "
            "5\r\n\r\n");
}

TEST(RequestHead, WhatTheAuthorGivesIsNotAddedAgain) {
  Request request = request_to("http://me@a/");
  for (const char* name : {"host", "user-agent", "accept-encoding", "authorization"}) request.fields.emplace_back(name, "x");
  EXPECT_EQ(request_head(request, {.user_agent = "saki"}),
            "GET / HTTP/1.1\r\nhost: x\r\nuser-agent: x\r\naccept-encoding: x\r\nauthorization: x\r\n\r\n");
}

TEST(RequestHead, ContentIsAnnouncedWhereThereIsSomeAndWhereTheMethodExpectsSome) {
  const auto tells = [](std::string method) {
    return request_head(request_to("http://a/", std::move(method)), {}).find("Content-Length: 0") != std::string::npos;
  };
  EXPECT_TRUE(tells("POST") && tells("PUT") && tells("PATCH"));
  EXPECT_FALSE(tells("GET") || tells("DELETE") || tells("HEAD"));
}

TEST(RequestHead, CredentialsOfTheUrlAndOfTheProxyGoToEachTheirOwn) {
  Request request = request_to("http://me:p%40ss@a/");
  const std::string head = request_head(request, {.target = TargetWriting::Absolute, .proxy_userinfo = "you"});
  EXPECT_NE(head.find("GET http://a/ HTTP/1.1\r\n"), std::string::npos) << head;
  EXPECT_NE(head.find("\r\nAuthorization: Basic bWU6cEBzcw==\r\n"), std::string::npos) << head;    // me:p@ss
  EXPECT_NE(head.find("\r\nProxy-Authorization: Basic eW91Og==\r\n"), std::string::npos) << head;  // you:
  EXPECT_EQ(tunnel_head(Url::parse("https://[::1]/")->origin(), {.proxy_userinfo = "you"}),
            "CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\nProxy-Authorization: Basic eW91Og==\r\n\r\n");
}

TEST(RequestHead, AnUpgradeNamesItsProtocol) {
  Request request = request_to("ws://a/");
  request.upgrade = "websocket";
  EXPECT_TRUE(request_head(request, {}).ends_with("Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"));
}

TEST(RequestHead, NothingThatAnAuthorGivesEndsALine) {
  const auto verdict = [](const Request& request) { return check_request(request, "saki"); };
  for (const char* method : {"", "G ET", "GET\r\n", "GET /", "CONNECT"}) {
    EXPECT_EQ(verdict(request_to("http://a/", method)).error(), ClientFault::MalformedMethod) << method;
  }
  const std::pair<const char*, const char*> fields[]{{"", "x"},
                                                     {"A b", "x"},
                                                     {"A:", "x"},
                                                     {"A\r\nB", "x"},
                                                     {"A", "x\r\nB: y"},
                                                     {"A", "x\ny"},
                                                     {"A", "x\ry"},
                                                     {"A", " x"},
                                                     {"A", "x\t"},
                                                     {"Content-Length", "0"},
                                                     {"content-length", "0"},
                                                     {"Transfer-Encoding", "chunked"},
                                                     {"Connection", "close"},
                                                     {"TE", "trailers"},
                                                     {"Upgrade", "h2c"},
                                                     {"Expect", "100-continue"},
                                                     {"Trailer", "X"},
                                                     {"Proxy-Authorization", "x"}};
  for (const auto& [name, value] : fields) {
    Request request = request_to("http://a/");
    request.fields.emplace_back(name, value);
    EXPECT_EQ(verdict(request).error(), ClientFault::MalformedRequestField) << name << ": " << value;
  }
  Request two_hosts = request_to("http://a/");
  two_hosts.fields.emplace_back("Host", "a");
  two_hosts.fields.emplace_back("HOST", "b");
  EXPECT_FALSE(verdict(two_hosts));
  Request with_nul = request_to("http://a/");
  with_nul.fields.emplace_back("A", std::string("x\0y", 3));
  EXPECT_FALSE(verdict(with_nul));
  EXPECT_EQ(check_request(request_to("http://a/"), "x\r\nHost: b").error(), ClientFault::MalformedRequestField);
  EXPECT_TRUE(check_request(request_to("http://a/"), ""));
}

}  // namespace
}  // namespace saki::client
