// SPDX-License-Identifier: Apache-2.0
#include "saki/markdown.h"

#include <gmock/gmock.h>

#include <fstream>

#include "core.h"
#include "saki/measures.h"
#include "saki/request.h"
#include "saki/service.h"
#include "saki/task.h"
#include "saki/test_client.h"
#include "saki/test_start.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kBrowser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

Response readme(Request& /*request*/) {
  return Response::of("text/markdown; charset=utf-8", "# Read *me*\n").status(Status::Accepted).header("X-Kept", "1");
}
Response tagged(Request& /*request*/) { return Response::of("text/markdown", "*x*").header("ETag", "\"1\""); }
Response plain(Request& /*request*/) { return Response::text("*not* Markdown"); }

Task<> render_into(Request& request, std::string text, std::string& html) { html = co_await request.use<Markdown>().render(request, text); }
Task<> render_both(Request& request, std::string& first, std::string& second) {
  TaskScope scope(request.loop(), "both");
  scope.spawn(render_into, std::ref(request), "*a*", std::ref(first));
  scope.spawn(render_into, std::ref(request), "*b*", std::ref(second));
  co_await scope.join();
}
Task<Response> both(Request& request) {
  std::string first;
  std::string second;
  co_await render_both(request, first, second);
  co_return Response::text(first + second);
}
Task<Response> neither(Request& request) {
  std::string first;
  std::string second;
  const Result<> ended = co_await with_timeout(Duration::zero(), render_both(request, first, second));
  co_return Response::text(ended ? "in time" : first + second + "too late");
}

void write(const TestFolder& folder, const char* name, const char* text) { std::ofstream(folder.file(name)) << text; }

class MarkdownPackage : public testing::Test {
 protected:
  MarkdownPackage() {
    service_.get("/readme", readme);
    service_.get("/tagged", tagged);
    service_.get("/plain", plain);
  }
  [[nodiscard]] static std::string render(TestClient& client, std::string text) {
    return std::string(client.post("/markdown", std::move(text), "text/markdown").body());
  }

  Service service_{"test"};
  Markdown& package_ = service_.add_package(std::make_unique<Markdown>());
};

TEST_F(MarkdownPackage, TheRouteRendersWhatItIsSent) {
  TestClient client(service_);
  const TestResponse response = client.post("/markdown", "# Hi\n\n- a\n- `b`\n", "text/plain");
  EXPECT_EQ(response.status(), 200);
  EXPECT_EQ(response.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(response.body(), "<h1>Hi</h1>\n<ul>\n<li>a</li>\n<li><code>b</code></li>\n</ul>\n");
}

TEST_F(MarkdownPackage, WhatCouldRunInABrowserIsLeftOut) {
  TestClient client(service_);
  const std::string html = render(client, "<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](data:text/html,z) <b onclick=x>\n");
  EXPECT_THAT(html, Not(HasSubstr("script")));
  EXPECT_THAT(html, Not(HasSubstr("data:")));
  EXPECT_THAT(html, Not(HasSubstr("onclick")));
}

TEST_F(MarkdownPackage, HtmlOfTrustedAuthorsIsLetThrough) {
  TestClient client(service_, {.config = "markdown: {raw_html: true}"});
  EXPECT_EQ(render(client, "<b>x</b>"), "<p><b>x</b></p>\n");
}

TEST_F(MarkdownPackage, ALongTextAndOneOfAnotherKindAreRefused) {
  TestClient client(service_, {.config = "markdown: {max_bytes: 10}"});
  EXPECT_EQ(client.post("/markdown", "0123456789", "text/markdown").status(), 200);
  EXPECT_EQ(client.post("/markdown", "0123456789a", "text/markdown").status(), 413);
  EXPECT_EQ(client.post("/markdown", "{}", "application/json").status(), 415);
  EXPECT_EQ(client.post("/markdown", "\xff", "text/markdown").status(), 400);
}

TEST_F(MarkdownPackage, AnAnswerInMarkdownIsAPageForBrowsers) {
  TestClient client(service_);
  const TestResponse page = client.get("/readme", {{"Accept", kBrowser}});
  EXPECT_EQ(page.status(), 202);
  EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("Vary"), "Accept");
  EXPECT_EQ(page.header("X-Kept"), "1");
  EXPECT_THAT(std::string(page.body()), StartsWith("<!doctype html>"));
  EXPECT_THAT(std::string(page.body()), HasSubstr("<h1>Read <em>me</em></h1>"));
}

TEST_F(MarkdownPackage, AndStaysMarkdownForEverybodyElse) {
  TestClient client(service_);
  for (const char* accept : {"*/*", "text/markdown, text/html", "text/html;q=0"}) {
    const TestResponse response = client.get("/readme", {{"Accept", accept}});
    EXPECT_EQ(response.body(), "# Read *me*\n") << accept;
    EXPECT_EQ(response.header("Vary"), "Accept");
  }
  EXPECT_EQ(client.get("/readme").body(), "# Read *me*\n");
  EXPECT_EQ(client.get("/tagged", {{"Accept", kBrowser}}).body(), "*x*");
  EXPECT_EQ(client.get("/plain", {{"Accept", kBrowser}}).body(), "*not* Markdown");
}

TEST_F(MarkdownPackage, AFrameGoesAroundThePage) {
  const TestFolder folder;
  write(folder, "frame.html", "<html><title>T</title>{content}</html>");
  TestClient client(service_, {.config = "markdown: {frame: frame.html}", .data_dir = folder.path()});
  EXPECT_EQ(client.get("/readme", {{"Accept", kBrowser}}).body(), "<html><title>T</title><h1>Read <em>me</em></h1>\n</html>");
}

TEST_F(MarkdownPackage, AFrameThatIsNoneStopsTheStart) {
  const TestFolder folder;
  write(folder, "none.html", "<html></html>");
  write(folder, "twice.html", "{content}{content}");
  write(folder, "empty.html", "");
  for (const char* name : {"none.html", "twice.html", "empty.html", "missing.html"}) {
    EXPECT_THAT(start_refusal(service_, {.config = std::string("markdown: {frame: ") + name + "}", .data_dir = folder.path()}),
                AllOf(HasSubstr("error[markdown-frame]: the frame "), HasSubstr(name)));
  }
}

TEST_F(MarkdownPackage, AHandlerRendersTwoTextsAtOnce) {
  service_.get("/both", both);
  TestClient client(service_);
  EXPECT_EQ(client.get("/both").body(), "<p><em>a</em></p>\n<p><em>b</em></p>\n");
}

TEST_F(MarkdownPackage, AHandlerThatIsCancelledTakesBothAlong) {
  service_.get("/neither", neither);
  TestClient client(service_);
  for (int round = 0; round < 20; ++round) EXPECT_EQ(client.get("/neither").body(), "too late");
  Measures measures;
  package_.measure(measures);
  EXPECT_EQ(measures.find("markdown_under_way"), 0);
}

TEST_F(MarkdownPackage, TellsItsNumbersAndThatItCanWork) {
  TestClient client(service_);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(render(client, "x"), "<p>x</p>\n");
  Measures measures;
  package_.measure(measures);
  EXPECT_EQ(measures.find("markdown_seconds_count"), 3);
  EXPECT_EQ(measures.find("markdown_under_way"), 0);
  EXPECT_EQ(measures.find("markdown_refused_total"), 0);
  EXPECT_TRUE(package_.health().good());
}

TEST(MarkdownTurn, MoreThanMayBeAtOnceAreNotGranted) {
  MarkdownCore core;
  core.settings.at_once = 1;
  {
    const MarkdownTurn first(core);
    const MarkdownTurn second(core);
    EXPECT_TRUE(first.granted());
    EXPECT_FALSE(second.granted());
  }
  EXPECT_TRUE(MarkdownTurn(core).granted());
}

TEST_F(MarkdownPackage, ItStartsAgain) {
  for (int round = 0; round < 2; ++round) {
    TestClient client(service_);
    EXPECT_EQ(render(client, "x"), "<p>x</p>\n");
  }
}

}  // namespace
}  // namespace saki
