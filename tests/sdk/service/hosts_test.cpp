// SPDX-License-Identifier: Apache-2.0
//
// What a service answers by the host that a request names.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "saki/service.h"
#include "saki/test_client.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using testing::Contains;
using testing::HasSubstr;

Response show(Request& request) {
  return Response::text(std::string(request.path()) + "?" + std::string(request.query().find("q").value_or("")));
}

Response fail(Request&) { throw std::runtime_error("on purpose"); }

Task<> fail_early(BodyWriter& out) {
  co_await out.write("");
  throw std::runtime_error("on purpose");
}

Response fail_while_writing(Request&) { return Response::stream("text/csv", fail_early); }

class Hosts : public testing::Test {
 protected:
  Hosts() {
    std::filesystem::create_directories(folder_ + "/site/sub");
    std::filesystem::create_directories(folder_ + "/own");
    std::ofstream(folder_ + "/site/index.html") << "site";
    std::ofstream(folder_ + "/site/sub/index.html") << "sub";
    std::ofstream(folder_ + "/site/show") << "file";
    std::ofstream(folder_ + "/own/index.html") << "own";
    std::ofstream(folder_ + "/404.html") << "no such page";
    std::ofstream(folder_ + "/50x.html") << "broken";
    service_.get("/show", show);
    service_.get("/notes/{id}/", show);
    service_.post("/show", show);
    service_.get("/new/{rest...}", show);
    service_.get("/fail", fail);
    service_.get("/stream", fail_while_writing);
  }

  // The client of the service with `yaml` below `server`, in which DIR is the folder.
  TestClient& start(std::string yaml) {
    for (std::size_t at = yaml.find("DIR"); at != yaml.npos; at = yaml.find("DIR")) yaml.replace(at, 3, folder_);
    client_.emplace(service_, TestClientOptions{.config = "server:\n" + yaml});
    return *client_;
  }

  TestResponse get(std::string_view host, std::string_view target, std::string accept = "*/*") {
    return client_->request(Method::Get, target, {{"Host", std::string(host)}, {"Accept", std::move(accept)}});
  }

  const TestFolder own_;
  const std::string folder_ = own_.path();
  Service service_{"test"};
  std::optional<TestClient> client_;
};

TEST_F(Hosts, ANameAnAliasOrAWildcardChoosesTheMounts) {
  start(R"(
  hosts:
    - name: example.org
      aliases: [www.example.org, "*.pages.example.org"]
      mounts: [{directory: DIR/site}]
    - {name: own.example, mounts: [{path: /, directory: DIR/own}]}
)");
  for (const char* host : {"example.org", "WWW.example.org:8080", "example.org.", "a.pages.example.org"})
    EXPECT_EQ(get(host, "/").body(), "site") << host;
  EXPECT_EQ(get("own.example", "/").body(), "own");
  for (const char* host : {"test", "a.b.pages.example.org", "pages.example.org", "example.org.evil"})
    EXPECT_EQ(get(host, "/").status(), 404) << host;
}

TEST_F(Hosts, RoutesComeBeforeTheHostsMountsAndThoseBeforeTheServices) {
  service_.static_files("/", folder_ + "/own");
  start("  hosts: [{name: a.example, mounts: [{path: /, directory: DIR/site}]}, {name: b.example}]");
  EXPECT_EQ(get("a.example", "/show").body(), "/show?");
  EXPECT_EQ(get("a.example", "/").body(), "site");
  EXPECT_EQ(get("b.example", "/").body(), "own");
  EXPECT_EQ(get("other.example", "/").body(), "own");
}

TEST_F(Hosts, AHostMayHaveNothingOfTheService) {
  service_.static_files("/", folder_ + "/own");
  start("  hosts: [{name: a.example, routes: false, mounts: [{path: /, directory: DIR/site}]}, {name: b.example, routes: false}]");
  EXPECT_EQ(get("a.example", "/show").body(), "file");
  EXPECT_EQ(get("b.example", "/").status(), 404);
  EXPECT_EQ(get("b.example", "/show").status(), 404);
}

TEST_F(Hosts, TheMountsOfAHostHaveEveryOption) {
  start(R"(
  hosts:
    - name: a.example
      mounts:
        - {path: /files, directory: DIR/site, index: "", listing: true, cache_control: no-cache, cache_rules: {"sh*": max-age=60, "*": no-store}}
)");
  EXPECT_THAT(get("a.example", "/files/").body(), HasSubstr("show"));
  EXPECT_EQ(get("a.example", "/files/show").header("Cache-Control"), "max-age=60");
  EXPECT_EQ(get("a.example", "/files/index.html").header("Cache-Control"), "no-store");
  EXPECT_EQ(get("a.example", "/files").header("Location"), "/files/");
}

TEST_F(Hosts, AnUnknownNameIsForTheDefaultOrRefused) {
  start("  hosts: [{name: a.example, default: true, mounts: [{directory: DIR/site}]}]");
  EXPECT_EQ(get("nobody.example", "/").body(), "site");
  start("  hosts: [{name: a.example}]\n  unknown_host: misdirected");
  EXPECT_EQ(get("nobody.example", "/show").status(), 421);
  EXPECT_EQ(get("a.example", "/show").status(), 200);
  EXPECT_EQ(get("", "/show").status(), 200);  // HTTP/1.0 names none.
  start("  hosts: [{name: a.example}]\n  unknown_host: not_found");
  EXPECT_EQ(get("nobody.example", "/show").status(), 404);
}

TEST_F(Hosts, HostileNamesAreUnknownOnes) {
  start("  hosts: [{name: a.example, mounts: [{directory: DIR/site}]}]\n  unknown_host: misdirected");
  for (const std::string& host : {std::string("a.example..", 11), std::string("*.example"), std::string(".a.example"),
                                  std::string("a%2eexample"), std::string("[::1]"), std::string("a.example@b"), std::string(70'000, 'a')}) {
    EXPECT_EQ(get(host, "/").status(), 421) << host.substr(0, 40);
  }
}

TEST_F(Hosts, ErrorPagesKeepTheStatusAndLeaveProblemsToApis) {
  start("  hosts: [{name: a.example, error_pages: {404: DIR/404.html, 5xx: DIR/50x.html}}]");
  const TestResponse page = get("a.example", "/nowhere", "text/html,*/*;q=0.8");
  EXPECT_EQ(page.status(), 404);
  EXPECT_EQ(page.body(), "no such page");
  EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(get("a.example", "/nowhere", "application/json").header("Content-Type"), "application/problem+json");
  EXPECT_EQ(get("a.example", "/nowhere", "application/json").header("Vary"), "Accept");
  EXPECT_EQ(get("a.example", "/fail").body(), "broken");
  EXPECT_EQ(get("a.example", "/fail").status(), 500);
  EXPECT_EQ(get("a.example", "/stream").body(), "broken") << "of a stream that fails before its first content";
  EXPECT_EQ(get("other.example", "/nowhere").header("Content-Type"), "application/problem+json");
  const TestResponse head = client_->request(Method::Head, "/nowhere", {{"Host", "a.example"}});
  EXPECT_EQ(head.status(), 404);
  EXPECT_EQ(head.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(head.body(), "");
}

TEST_F(Hosts, AFieldOfTheErrorStaysBesideThePage) {
  start("  error_pages: {4xx: DIR/404.html}");
  const TestResponse refused = client_->request(Method::Delete, "/show");
  EXPECT_EQ(refused.status(), 405);
  EXPECT_EQ(refused.header("Allow"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(refused.body(), "no such page");
}

TEST_F(Hosts, ARewriteLetsAnotherPlaceAnswerWithTheQueryKept) {
  start(R"(
  rewrites:
    - {match: "/old/{rest...}", to: "/new/{rest}"}
    - {match: "/search/{word}", to: "/show?q={word}"}
    - {match: "/site/{rest...}", to: "/files/{rest}"}
  mounts: [{path: /files, directory: DIR/site}]
)");
  EXPECT_EQ(get("test", "/old/a/b%20c?q=1").body(), "/new/a/b c?1");
  EXPECT_EQ(get("test", "/search/a%26b?q=mine").body(), "/show?a&b");
  EXPECT_EQ(get("test", "/site/sub").header("Location"), "/files/sub/");
  EXPECT_EQ(get("test", "/site/").body(), "site");
}

TEST_F(Hosts, ARedirectTellsTheClientWithTheQueryKept) {
  start(R"(
  hosts:
    - name: www.example.org
      rewrites: [{match: "/{rest...}", to: "https://example.org/{rest}", status: 308}]
    - name: example.org
      rewrites: [{match: "/old/{rest...}", to: "/{rest}", status: 301}, {match: /old, to: "/new/?", status: 302}]
)");
  EXPECT_EQ(get("www.example.org", "/a/b?c=d").status(), 308);
  EXPECT_EQ(get("www.example.org", "/a/b?c=d").header("Location"), "https://example.org/a/b?c=d");
  EXPECT_EQ(get("www.example.org", "/").header("Location"), "https://example.org/");
  EXPECT_EQ(client_->request(Method::Post, "/x", {{"Host", "www.example.org"}}).status(), 308);
  EXPECT_EQ(get("example.org", "/old/a").status(), 301);
  EXPECT_EQ(get("example.org", "/old?x=1").header("Location"), "/new/");
  for (const char* target : {"/old//evil.example", "/old///evil.example", "/old/./%2f"}) {
    const TestResponse answer = get("example.org", target);
    EXPECT_THAT(std::string(answer.header("Location")), testing::Not(testing::StartsWith("//"))) << target;
  }
}

TEST_F(Hosts, RulesAreAskedAgainUntilNothingChanges) {
  start(R"(
  rewrites:
    - {match: /a, to: /b}
    - {match: /b, to: "/new/c"}
    - {match: "/app/{rest...}", to: /app/start}
    - {match: /app/start, to: /show}
    - {match: "/self/{rest...}", to: "/self/x"}
)");
  EXPECT_EQ(get("test", "/a").body(), "/new/c?");
  EXPECT_EQ(get("test", "/app/deep/down").body(), "/show?");
  EXPECT_EQ(get("test", "/self/deep").status(), 404);
}

TEST_F(Hosts, RulesThatLeadInACircleEndWith500AndAreNamed) {
  start("  rewrites: [{match: /a, to: /b}, {match: /b, to: /a}, {match: '/grow/{rest...}', to: '/grow/{rest}/{rest}'}]");
  EXPECT_EQ(get("test", "/a").status(), 500);
  EXPECT_THAT(client_->log_lines(), Contains(HasSubstr("rewrites lead in a circle")));
  EXPECT_THAT(client_->log_lines(), Contains(HasSubstr("test:2:22")));
  for (int again = 0; again < 3; ++again) EXPECT_EQ(get("test", "/b").status(), 500);
  EXPECT_THAT(client_->log_lines(), Contains(HasSubstr("rewrites lead in a circle")).Times(1));
  EXPECT_THAT(get("test", "/grow/" + std::string(4000, 'x')).status(), testing::AnyOf(404, 500));
}

TEST_F(Hosts, TenRewritesAreAllowedAndNoMore) {
  std::string rules = "  rewrites:\n";
  for (int i = 0; i < 11; ++i)
    rules += "    - {match: /" + std::to_string(i) + ", to: /" + (i == 10 ? "show" : std::to_string(i + 1)) + "}\n";
  start(rules);
  EXPECT_EQ(get("test", "/1").body(), "/show?");
  EXPECT_EQ(get("test", "/0").status(), 500);
}

TEST_F(Hosts, StrictKeepsPathsWithAndWithoutASlashApart) {
  start("  hosts: [{name: a.example}]");
  EXPECT_EQ(get("a.example", "/show/").status(), 404);
  EXPECT_EQ(get("a.example", "/notes/1").status(), 404);
}

TEST_F(Hosts, IgnoreAnswersBoth) {
  start("  trailing_slash: ignore\n  mounts: [{directory: DIR/site}]");
  EXPECT_EQ(get("test", "/show/").body(), "/show/?");
  EXPECT_EQ(get("test", "/notes/1").body(), "/notes/1?");
  EXPECT_EQ(client_->del("/show/").status(), 405);
  EXPECT_EQ(get("test", "/sub").status(), 308);
}

TEST_F(Hosts, RedirectSendsToTheFormThatARouteHas) {
  start("  trailing_slash: redirect\n  mounts: [{directory: DIR/site}]");
  EXPECT_EQ(get("test", "/show/?q=1&r").status(), 301);
  EXPECT_EQ(get("test", "/show/?q=1&r").header("Location"), "/show?q=1&r");
  EXPECT_EQ(get("test", "/notes/a%20b%3F").header("Location"), "/notes/a%20b%3F/");
  EXPECT_EQ(get("test", "/notes/x/.").body(), "/notes/x/?");
  EXPECT_EQ(client_->request(Method::Head, "/show/").status(), 301);
  EXPECT_EQ(client_->post("/show/", "x").status(), 308);
  EXPECT_EQ(get("test", "/show").status(), 200);
  EXPECT_EQ(get("test", "/nowhere/").status(), 404);
  EXPECT_EQ(get("test", "//").header("Location"), "");
}

TEST_F(Hosts, StripSendsToTheFormWithoutSaveWhereAFolderHasOne) {
  start("  trailing_slash: strip\n  mounts: [{path: /files, directory: DIR/site}]");
  EXPECT_EQ(get("test", "/show/?q=1").header("Location"), "/show?q=1");
  EXPECT_EQ(get("test", "/nowhere/").header("Location"), "/nowhere");
  EXPECT_EQ(get("test", "/nowhere//").header("Location"), "/nowhere");
  EXPECT_EQ(get("test", "/notes/1").status(), 404);
  EXPECT_EQ(get("test", "/notes/1/").status(), 200);
  EXPECT_EQ(get("test", "/files/").body(), "site");
  EXPECT_EQ(get("test", "/files/sub").header("Location"), "/files/sub/");
  EXPECT_EQ(get("test", "//evil.example/").status(), 404);
  EXPECT_EQ(get("test", "/").status(), 404);
}

TEST_F(Hosts, OptionsOfTheWholeServiceIsAnsweredOnEachHost) {
  start("  hosts: [{name: a.example, rewrites: [{match: '/{rest...}', to: 'https://b.example/', status: 308}]}]");
  EXPECT_EQ(client_->request(Method::Options, "*", {{"Host", "a.example"}}).status(), 204);
}

}  // namespace
}  // namespace saki
