// SPDX-License-Identifier: Apache-2.0
//
// A directory of files, served over a connection without a network.
#pragma once

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "saki/http/static_files.h"
#include "stack/http/wire_bench.h"

namespace saki::http {

// Answers with the files of a directory.
class FileService final : public Handler {
 public:
  FileService(const std::string& directory, BlockingPool& blocking, StaticOptions options)
      : files_(*StaticFiles::open(directory, blocking, std::move(options))) {}
  void close() { files_.reset(); }  // Before the loop ends.

  Task<> handle(Exchange& exchange) override {
    const Result<> served = co_await files_->serve(exchange, exchange.head().path);
    EXPECT_TRUE(served) << served.error().text();
  }

  [[nodiscard]] const FileCache& cache() const { return files_->cache(); }

 private:
  std::optional<StaticFiles> files_;
};

class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() {
    namespace fs = std::filesystem;
    folder_ = fs::temp_directory_path() / ("saki_static_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    write("public/index.html", "<p>home</p>");
    write("public/sub/index.html", "<p>sub</p>");
    write("public/sub/a b.txt", "with a space");
    write("public/empty", "");
    write("public/style.css", "p{}");
    write("public/ten.txt", "0123456789");
    write("public/large.bin", std::string(1'000'000, 'x'));
    write("public/.secret", "hidden");
    write("public/.git/config", "hidden");
    write("public/.well-known/token", "shown");
    write("secret.txt", "nobody's business");
    fs::create_symlink("../secret.txt", folder_ / "public/way_out");
    fs::create_symlink(folder_ / "secret.txt", folder_ / "public/absolute_way_out");
    fs::create_symlink("style.css", folder_ / "public/inside.css");
    ::mkfifo((folder_ / "public/pipe").c_str(), 0600);
  }
  ~StaticFilesTest() override { std::filesystem::remove_all(folder_); }

  // Changed at midnight before 2025, unless told otherwise: a year before the worker's clock.
  void write(const std::string& name, const std::string& text, std::int64_t changed_seconds = 1'735'689'600) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
    const timespec time{.tv_sec = changed_seconds, .tv_nsec = 0};
    const std::array<timespec, 2> times{time, time};
    ::utimensat(AT_FDCWD, (folder_ / name).c_str(), times.data(), 0);
  }

  // One server, kept as long as the test asks.
  class Server {
   public:
    Server(const StaticFilesTest& test, BlockingPool& blocking, StaticOptions options)
        : service_((test.folder_ / "public").string(), blocking, std::move(options)), bench_(service_) {}
    ~Server() { service_.close(); }

    // `lines` are further field lines, each with its end.
    std::string ask(std::string_view request_line, std::string_view lines = {}) {
      WireBench::Client client = bench_.connect();
      client.send(std::string(request_line) + " HTTP/1.1\r\nHost: a\r\n" + std::string(lines) + "\r\n");
      std::string_view received = client.receive();
      // A pool's thread may have to open or read something first.
      for (int patience = 0; patience < 500 && received.find("\r\n\r\n") == received.npos; ++patience) {
        bench_.loop().run_once(std::chrono::milliseconds(10));
        received = client.receive();
      }
      std::string answer(received);
      client.close();
      return answer;
    }
    void advance(Duration step) { bench_.advance(step); }
    [[nodiscard]] const FileCacheCounters& counters() const { return service_.cache().counters(); }
    [[nodiscard]] std::size_t cached() const { return service_.cache().size(); }

   private:
    FileService service_;
    WireBench bench_;
  };

  std::string ask(std::string_view request_line, const StaticOptions& options = {}) {
    return Server(*this, blocking_, options).ask(request_line);
  }

  std::filesystem::path folder_;
  BlockingPool blocking_;
};

}  // namespace saki::http
