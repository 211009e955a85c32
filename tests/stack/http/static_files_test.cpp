// SPDX-License-Identifier: Apache-2.0
#include "saki/http/static_files.h"

#include "http/file_residency.h"
#include "http/open_beneath.h"
#include "http/static_path.h"
#include "stack/http/static_bench.h"

namespace saki::http {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(StaticFilesTest, AFileComesWithItsTypeAndLength) {
  EXPECT_THAT(ask("GET /style.css"), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("Content-Type: text/css; charset=utf-8\r\n"),
                                           HasSubstr("Content-Length: 3\r\n"), EndsWith("\r\n\r\np{}")));
  EXPECT_THAT(ask("GET /sub/a%20b.txt"), EndsWith("\r\n\r\nwith a space"));
}

TEST_F(StaticFilesTest, HeadHasTheFieldsAlone) {
  EXPECT_THAT(ask("HEAD /style.css"), AllOf(HasSubstr("Content-Length: 3\r\n"), EndsWith("\r\n\r\n")));
}

TEST_F(StaticFilesTest, AnEmptyFileIsAnEmptyAnswer) {
  EXPECT_THAT(ask("GET /empty"), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("Content-Length: 0\r\n"), EndsWith("\r\n\r\n")));
}

TEST_F(StaticFilesTest, ALargeFileArrivesWhole) {
  const std::string answer = ask("GET /large.bin");
  EXPECT_THAT(answer.substr(0, 200), HasSubstr("Content-Length: 1000000\r\n"));
  EXPECT_EQ(answer.size() - answer.find("\r\n\r\n") - 4, 1'000'000U);
}

TEST_F(StaticFilesTest, ADirectoryIsItsIndexOrNotThere) {
  EXPECT_THAT(ask("GET /"), EndsWith("<p>home</p>"));
  EXPECT_THAT(ask("GET /sub/"), EndsWith("<p>sub</p>"));
  EXPECT_THAT(ask("GET /", {.index = ""}), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(ask("GET /", {.index = "none.html"}), StartsWith("HTTP/1.1 404"));
}

TEST_F(StaticFilesTest, ADirectoryWithoutItsSlashIsRedirectedWithItsQuery) {
  EXPECT_THAT(ask("GET /sub?a=b"), AllOf(StartsWith("HTTP/1.1 308 Permanent Redirect\r\n"), HasSubstr("Location: /sub/?a=b\r\n")));
  EXPECT_THAT(ask("GET //sub"), StartsWith("HTTP/1.1 404"));  // Location: //sub/ would be another host.
}

TEST_F(StaticFilesTest, NothingOutsideTheDirectoryIsReached) {
  for (const char* path : {"/../secret.txt", "/%2e%2e/secret.txt", "/sub/../../secret.txt", "/..%2fsecret.txt", "/%2e%2e%5csecret.txt",
                           "/way_out", "/absolute_way_out", "/sub/%00", "/\\..\\secret.txt"}) {
    EXPECT_THAT(ask("GET " + std::string(path)), AllOf(Not(HasSubstr("nobody's business")), StartsWith("HTTP/1.1 40"))) << path;
  }
  EXPECT_THAT(ask("GET /inside.css"), EndsWith("p{}"));
}

TEST_F(StaticFilesTest, OnlyFilesAreAnswered) {
  EXPECT_THAT(ask("GET /pipe"), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(ask("GET /nothing"), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(ask("GET /style.css/more"), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(ask("GET /" + std::string(300, 'n')), StartsWith("HTTP/1.1 404"));
}

TEST_F(StaticFilesTest, OtherMethodsAreTurnedAway) {
  EXPECT_THAT(ask("POST /style.css"), AllOf(StartsWith("HTTP/1.1 405"), HasSubstr("Allow: GET, HEAD, OPTIONS\r\n")));
  EXPECT_THAT(ask("OPTIONS /style.css"), AllOf(StartsWith("HTTP/1.1 204"), HasSubstr("Allow: GET, HEAD, OPTIONS\r\n")));
  EXPECT_THAT(ask("DELETE /nothing"), StartsWith("HTTP/1.1 404"));
}

TEST_F(StaticFilesTest, HiddenFilesAreNotThereUnlessAskedFor) {
  for (const char* path : {"/.secret", "/.git/config", "/.git/", "/sub/../.secret", "/%2esecret", "/sub/.well-known/x"}) {
    EXPECT_THAT(ask("GET " + std::string(path)), AllOf(StartsWith("HTTP/1.1 40"), Not(HasSubstr("hidden")))) << path;
  }
  EXPECT_THAT(ask("GET /.well-known/token"), EndsWith("shown"));
  EXPECT_THAT(ask("GET /.secret", {.hidden_files = true}), EndsWith("hidden"));
  EXPECT_EQ(static_path("/a/./b", HiddenFiles::Show), std::nullopt);
  EXPECT_EQ(static_path("/a/..", HiddenFiles::Show), std::nullopt);
}

TEST_F(StaticFilesTest, LinksAreFollowedAsThePolicySays) {
  const bool is_root = ::geteuid() == 0;
  fs::create_directory_symlink("sub", folder_ / "public/linked");
  write("public/theirs.txt", "theirs");
  fs::create_symlink("theirs.txt", folder_ / "public/foreign.txt");
  EXPECT_TRUE(!is_root || ::chown((folder_ / "public/theirs.txt").c_str(), 12'345, 12'345) == 0);

  EXPECT_THAT(ask("GET /inside.css", {.symlinks = Symlinks::None}), StartsWith("HTTP/1.1 403"));
  EXPECT_THAT(ask("GET /linked/", {.symlinks = Symlinks::None}), StartsWith("HTTP/1.1 403"));
  EXPECT_THAT(ask("GET /style.css", {.symlinks = Symlinks::None}), EndsWith("p{}"));
  EXPECT_THAT(ask("GET /inside.css", {.symlinks = Symlinks::SameOwner}), EndsWith("p{}"));
  EXPECT_THAT(ask("GET /linked/", {.symlinks = Symlinks::SameOwner}), EndsWith("<p>sub</p>"));
  EXPECT_THAT(ask("GET /way_out", {.symlinks = Symlinks::SameOwner}), StartsWith("HTTP/1.1 403"));
  EXPECT_THAT(ask("GET /foreign.txt", {.symlinks = Symlinks::SameOwner}), StartsWith(is_root ? "HTTP/1.1 403" : "HTTP/1.1 200"));
  EXPECT_THAT(ask("GET /foreign.txt", {.symlinks = Symlinks::Within}), EndsWith("theirs"));
}

TEST_F(StaticFilesTest, CacheControlIsThatOfTheFirstRuleThatFits) {
  const StaticOptions options{.cache_control = "no-cache",
                              .cache_rules = {{"*.css", "max-age=60"}, {"sub/*", "max-age=1"}, {"/ind?x.html", "no-store"}, {"*.c*", "x"}}};
  EXPECT_THAT(ask("GET /style.css", options), HasSubstr("Cache-Control: max-age=60\r\n"));
  EXPECT_THAT(ask("GET /sub/", options), HasSubstr("Cache-Control: max-age=1\r\n"));
  EXPECT_THAT(ask("GET /", options), HasSubstr("Cache-Control: no-store\r\n"));
  EXPECT_THAT(ask("GET /ten.txt", options), HasSubstr("Cache-Control: no-cache\r\n"));
  EXPECT_THAT(ask("GET /ten.txt"), Not(HasSubstr("Cache-Control")));
}

TEST_F(StaticFilesTest, ADirectoryThatIsNotThereIsAnError) {
  const auto files = StaticFiles::open("/nowhere/at/all", blocking_);
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().detail(), ENOENT);
}

TEST_F(StaticFilesTest, WithoutOpenat2NoLinkIsFollowedAndNothingOutsideIsReached) {
  const FileDescriptor root(::open((folder_ / "public").c_str(), O_PATH | O_DIRECTORY));
  EXPECT_TRUE(open_by_parts(root.get(), "sub/index.html"));
  EXPECT_TRUE(open_by_parts(root.get(), "./sub//index.html"));
  EXPECT_EQ(open_by_parts(root.get(), "sub/../style.css").error().detail(), EXDEV);
  EXPECT_EQ(open_by_parts(root.get(), "inside.css").error().detail(), ELOOP);
  EXPECT_EQ(open_by_parts(root.get(), "nothing").error().detail(), ENOENT);
  EXPECT_EQ(open_by_parts(root.get(), "style.css/more").error().detail(), ENOTDIR);
}

TEST_F(StaticFilesTest, WhatWasReadInIsResident) {
  FileDescriptor file(::open((folder_ / "public/large.bin").c_str(), O_RDONLY | O_CLOEXEC));
  ::fsync(file.get());
  ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  make_resident(FileDescriptor(::dup(file.get())), 0, 1'000'000);
  EXPECT_TRUE(is_resident(file.get(), 0, 1'000'000));
  EXPECT_TRUE(is_resident(file.get(), 999'999, 1));
  EXPECT_TRUE(is_resident(file.get(), 0, 0));
}

}  // namespace
}  // namespace saki::http
