// SPDX-License-Identifier: Apache-2.0
#include "saki/http/static_files.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "http/file_residency.h"
#include "http/open_beneath.h"
#include "stack/http/wire_bench.h"

namespace saki::http {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Answers with the files of a directory, and with the outcome where that is not enough.
class FileService final : public Handler {
 public:
  FileService(const std::string& directory, BlockingPool& blocking, StaticOptions options)
      : files_(*StaticFiles::open(directory, blocking, std::move(options))) {}

  Task<> handle(Exchange& exchange) override {
    const Result<StaticOutcome> outcome = co_await files_.serve(exchange, exchange.head().path);
    if (!outcome || *outcome == StaticOutcome::Answered) co_return;
    const Status status = *outcome == StaticOutcome::NotFound    ? Status::NotFound
                          : *outcome == StaticOutcome::Forbidden ? Status::Forbidden
                                                                 : Status::MethodNotAllowed;
    static_cast<void>(exchange.try_respond(ResponseHead{status, {}}, {}));
  }

 private:
  StaticFiles files_;
};

class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() {
    folder_ = fs::temp_directory_path() / ("saki_static_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    write("public/index.html", "<p>home</p>");
    write("public/sub/index.html", "<p>sub</p>");
    write("public/sub/a b.txt", "with a space");
    write("public/empty", "");
    write("public/style.css", "p{}");
    write("public/large.bin", std::string(1'000'000, 'x'));
    write("secret.txt", "nobody's business");
    fs::create_symlink("../secret.txt", folder_ / "public/way_out");
    fs::create_symlink(folder_ / "secret.txt", folder_ / "public/absolute_way_out");
    fs::create_symlink("style.css", folder_ / "public/inside.css");
    ::mkfifo((folder_ / "public/pipe").c_str(), 0600);
  }
  ~StaticFilesTest() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  std::string ask(std::string_view request_line, const StaticOptions& options = {}) {
    FileService service((folder_ / "public").string(), blocking_, options);
    WireBench bench(service);
    WireBench::Client client = bench.connect();
    client.send(std::string(request_line) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    std::string_view received = client.receive();
    // A pool's thread may have to open or read something first.
    for (int patience = 0; patience < 500 && received.find("\r\n\r\n") == received.npos; ++patience) {
      bench.loop().run_once(std::chrono::milliseconds(10));
      received = client.receive();
    }
    std::string answer(received);
    client.close();
    return answer;
  }

  fs::path folder_;
  BlockingPool blocking_;
};

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
  EXPECT_THAT(ask("GET /sub?a=b"), AllOf(StartsWith("HTTP/1.1 301 Moved Permanently\r\n"), HasSubstr("Location: /sub/?a=b\r\n")));
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
  EXPECT_THAT(ask("POST /style.css"), StartsWith("HTTP/1.1 405"));
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
