// SPDX-License-Identifier: Apache-2.0
//
// Static mounts beside routes. What a path can reach is tested with the stack's static files.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "saki/service.h"
#include "saki/setting_fields.h"
#include "saki/test_client.h"
#include "saki/test_start.h"
#include "support/test_folder.h"

namespace saki {
namespace {

struct Settings {
  std::optional<std::string> folder;
};

Task<Response> mark(Request& request, Next next) {
  Response response = co_await next(request);
  response.header("X-Marked", "yes");
  co_return response;
}

Response answer(Request&) { return Response::text("route"); }

class StaticMounts : public testing::Test {
 protected:
  StaticMounts() {
    std::filesystem::create_directories(folder_ + "/sub");
    std::ofstream(folder_ + "/index.html") << "front";
    std::ofstream(folder_ + "/a.css") << "css";
    std::ofstream(folder_ + "/sub/index.html") << "sub";
    SettingFields<Settings> fields("settings");
    fields.add(&Settings::folder, {.path = "folder", .description = "Files to be served."});
    service_.settings(std::move(fields));
  }

  const TestFolder own_;
  const std::string folder_ = own_.path();
  Service service_{"test"};
};

TEST_F(StaticMounts, AnswerWhatNoRouteFits) {
  service_.static_files("/", folder_);
  service_.get("/a.css", answer);
  service_.post("/sub/index.html", answer);
  TestClient client(service_);
  EXPECT_EQ(client.get("/").body(), "front");
  EXPECT_EQ(client.get("/").header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(client.get("/sub/").body(), "sub");
  EXPECT_EQ(client.get("/a.css").body(), "route");
  EXPECT_EQ(client.get("/sub/index.html").status(), 405);
  EXPECT_EQ(client.get("/nothing").status(), 404);
  EXPECT_EQ(client.get("/nothing").header("Content-Type"), "application/problem+json");
}

TEST_F(StaticMounts, HaveMiddlewareOfTheirOwn) {
  service_.static_files("/", folder_);
  StaticOptions options;
  options.middleware.push_back(mark);
  service_.static_files("/sub", folder_ + "/sub", std::move(options));
  TestClient client(service_);
  EXPECT_EQ(client.get("/sub/").header("X-Marked"), "yes");
  EXPECT_EQ(client.get("/a.css").header("X-Marked"), "");
}

TEST_F(StaticMounts, TheLongestPrefixWinsAndEndsAtASlash) {
  service_.static_files("/", folder_ + "/sub");
  service_.static_files("/static/", folder_);
  TestClient client(service_);
  EXPECT_EQ(client.get("/static/").body(), "front");
  EXPECT_EQ(client.get("/static/a.css").body(), "css");
  EXPECT_EQ(client.get("/").body(), "sub");
  EXPECT_EQ(client.get("/staticx").status(), 404);
}

TEST_F(StaticMounts, ADirectoryWithoutSlashIsRedirectedTo) {
  service_.static_files("/static", folder_);
  TestClient client(service_);
  EXPECT_EQ(client.get("/static?x=1").status(), 308);
  EXPECT_EQ(client.get("/static?x=1").header("Location"), "/static/?x=1");
  EXPECT_EQ(client.get("/static/sub").header("Location"), "/static/sub/");
}

TEST_F(StaticMounts, TakeGetHeadAndOptionsOnly) {
  service_.static_files("/static", folder_);
  TestClient client(service_);
  EXPECT_EQ(client.request(Method::Head, "/static/a.css").status(), 200);
  EXPECT_EQ(client.request(Method::Head, "/static/a.css").body(), "");
  EXPECT_EQ(client.request(Method::Options, "/static/a.css").header("Allow"), "GET, HEAD, OPTIONS");
  const TestResponse refused = client.post("/static/a.css", "");
  EXPECT_EQ(refused.status(), 405);
  EXPECT_EQ(refused.header("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(client.post("/static/nothing", "").status(), 404);
}

TEST_F(StaticMounts, MiddlewareGoesRoundThemToo) {
  service_.static_files("/static", folder_);
  service_.middleware(mark);
  TestClient client(service_);
  EXPECT_EQ(client.get("/static/a.css").body(), "css");
  EXPECT_EQ(client.get("/static/a.css").header("X-Marked"), "yes");
}

TEST_F(StaticMounts, ASettingMayNameTheDirectory) {
  service_.static_files("/static", FromSetting("folder"));
  TestClient client(service_, {.config = "settings: {folder: " + folder_ + "}"});
  EXPECT_EQ(client.get("/static/a.css").body(), "css");
}

TEST_F(StaticMounts, TheOptionsReachTheFiles) {
  std::filesystem::create_directory(folder_ + "/list");
  std::ofstream(folder_ + "/list/one.txt") << "1";
  std::ofstream(folder_ + "/a.css.gz") << "coded";
  StaticOptions options;
  options.listing = true;
  options.cache_control = "max-age=60";
  options.cache_rules = {{"*.css", "no-cache"}};
  options.symlinks = Symlinks::None;
  std::filesystem::create_symlink("a.css", folder_ + "/link.css");
  service_.static_files("/static", folder_, std::move(options));
  TestClient client(service_);
  EXPECT_THAT(client.get("/static/list/").body(), testing::HasSubstr("one.txt"));
  EXPECT_EQ(client.get("/static/list/one.txt").header("Cache-Control"), "max-age=60");
  EXPECT_EQ(client.get("/static/a.css").header("Cache-Control"), "no-cache");
  EXPECT_EQ(client.get("/static/link.css").status(), 403);
  EXPECT_EQ(client.get("/static/a.css", {{"Accept-Encoding", "gzip"}}).header("Content-Encoding"), "gzip");
}

TEST_F(StaticMounts, ConditionsAndRangesAreObeyedAndRefusalsAreProblems) {
  service_.static_files("/static", folder_);
  TestClient client(service_);
  const auto with = [&client](const char* name, const std::string& value) { return client.get("/static/a.css", {{name, value}}); };
  const std::string tag = client.get("/static/a.css").header("ETag");
  EXPECT_EQ(with("If-None-Match", tag).status(), 304);
  EXPECT_EQ(with("Range", "bytes=1-").status(), 206);
  EXPECT_EQ(with("Range", "bytes=1-").body(), "ss");
  EXPECT_EQ(with("Range", "bytes=3-").status(), 416);
  EXPECT_EQ(with("Range", "bytes=3-").header("Content-Range"), "bytes */3");
  EXPECT_EQ(with("Range", "bytes=3-").header("Content-Type"), "application/problem+json");
  EXPECT_EQ(with("If-Match", "\"x\"").status(), 412);
}

TEST_F(StaticMounts, ADirectoryThatIsNotThereKeepsTheServiceFromStarting) {
  service_.static_files("/a", "no-such-folder-beside");
  service_.static_files("/b", FromSetting("folder"));
  EXPECT_THAT(
      start_refusal(service_),
      testing::AllOf(testing::HasSubstr("static mount /a: error[static-directory]: there is no directory /"),
                     testing::HasSubstr("/no-such-folder-beside"), testing::HasSubstr("the directory of a static mount is not set")));
}

}  // namespace
}  // namespace saki
