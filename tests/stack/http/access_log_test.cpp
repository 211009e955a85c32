// SPDX-License-Identifier: Apache-2.0
#include "saki/http/access_log.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "net/socket_io.h"
#include "saki/base/file_descriptor.h"
#include "saki/log/log_thread.h"
#include "saki/log/memory_sink.h"
#include "stack/http/wire_bench.h"

namespace saki::http {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

class AccessLogTest : public testing::Test {
 protected:
  AccessLogTest() {
    std::string pattern = testing::TempDir() + "access.XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    service_ = &log_.add_sink(std::make_unique<MemorySink>());
    clock_.set_wall(std::chrono::sys_days{std::chrono::year{2000} / 10 / 10} + 13h + 55min + 36s + 1us);
  }
  ~AccessLogTest() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<AccessLog> open(const std::string& path, AccessFormat format = AccessFormat::Common) {
    auto opened = AccessLog::open(log_, "http.access", {path, format});
    EXPECT_TRUE(opened) << path;
    return opened ? std::move(*opened) : nullptr;
  }

  static AccessEntry entry(std::string_view target) {
    AccessEntry made;
    made.method = "GET";
    made.target = target;
    made.bytes = 2326;
    return made;
  }

  ManualClock clock_;
  Log log_{{}, clock_};
  MemorySink* service_;
  std::filesystem::path folder_;
};

// Has a log of its own, as a host may.
class LoggingService final : public Handler {
 public:
  explicit LoggingService(AccessLog& lines) noexcept : lines_(lines) {}
  Task<> handle(Exchange& exchange) override {
    exchange.set_access_log(&lines_);
    static_cast<void>(exchange.try_respond(ResponseHead{}, as_bytes("hello")));
    return {};
  }

 private:
  AccessLog& lines_;
};

// Two ends of a connection that has addresses.
std::array<FileDescriptor, 2> connected() {
  const FileDescriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  FileDescriptor client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), size), 0);
  EXPECT_EQ(::listen(listener.get(), 1), 0);
  EXPECT_EQ(::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
  EXPECT_EQ(::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), size), 0);
  return {std::move(client), FileDescriptor(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK))};
}

TEST_F(AccessLogTest, OneThatIsChosenByTheRequestNamesAClientThatIsGone) {
  const auto log = open(folder_ / "access.log");
  LoggingService service(*log);
  WireBench bench(service);
  bench.worker().names_clients = true;
  auto [client, server] = connected();
  bench.worker().connections.serve(1, std::move(server));
  bench.settle();
  constexpr std::string_view kRequest = "GET /gone HTTP/1.1\r\nHost: a\r\n\r\n";
  ASSERT_EQ(::send(client.get(), kRequest.data(), kRequest.size(), 0), static_cast<ssize_t>(kRequest.size()));
  reset_when_closed(client.get());
  client.close();
  bench.settle();
  log_.flush();
  EXPECT_THAT(lines_of(folder_ / "access.log"), ElementsAre(StartsWith("127.0.0.1 ")));
}

TEST_F(AccessLogTest, WritesTheCommonFormatAndNothingIntoTheServicesOwnLog) {
  const auto log = open(folder_ / "access.log");
  const auto client = Address::parse("192.0.2.7:4711");
  AccessEntry one = entry("/apache_pb.gif");
  one.client = &*client;
  log->record(one);
  log_.flush();
  EXPECT_THAT(lines_of(folder_ / "access.log"),
              ElementsAre(R"(192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET /apache_pb.gif HTTP/1.1" 200 2326)"));
  EXPECT_THAT(service_->lines(), IsEmpty());
}

TEST_F(AccessLogTest, TheLevelOfTheLogIsNoneOfItsBusiness) {
  const auto log = open(folder_ / "access.log");
  log_.set_level("", LogLevel::Off);
  log->record(entry("/"));
  log_.flush();
  EXPECT_THAT(lines_of(folder_ / "access.log"), SizeIs(1));
}

TEST_F(AccessLogTest, TwoLogsKeepTheirLinesApart) {
  const auto one = open(folder_ / "one.log");
  const auto other = AccessLog::open(log_, "http.access.example_org", {folder_ / "other.log", AccessFormat::Common});
  ASSERT_TRUE(other);
  one->record(entry("/one"));
  (*other)->record(entry("/other"));
  log_.flush();
  EXPECT_THAT(lines_of(folder_ / "one.log"), ElementsAre(HasSubstr("/one")));
  EXPECT_THAT(lines_of(folder_ / "other.log"), ElementsAre(HasSubstr("/other")));
}

TEST_F(AccessLogTest, FollowsItsPathWhenReopened) {
  const auto log = open(folder_ / "access.log");
  log->record(entry("/before"));
  log_.flush();
  std::filesystem::rename(folder_ / "access.log", folder_ / "access.log.1");
  log_.reopen();
  log->record(entry("/after"));
  log_.flush();
  EXPECT_THAT(lines_of(folder_ / "access.log.1"), ElementsAre(HasSubstr("/before")));
  EXPECT_THAT(lines_of(folder_ / "access.log"), ElementsAre(HasSubstr("/after")));
}

TEST_F(AccessLogTest, AFullDiskCostsLinesThatAreCountedAndToldOnceASecond) {
  const auto log = open("/dev/full");
  for (int round = 0; round < 3; ++round) {
    log->record(entry("/lost"));
    log->record(entry("/lost"));
    log_.flush();
  }
  log_.flush();
  EXPECT_EQ(log_.counters().sink_dropped, 6U);
  EXPECT_THAT(service_->lines(), ElementsAre(HasSubstr("lines of an access log dropped lines=2 path=/dev/full reason=\"No space left")));
  clock_.advance(1s);
  log->record(entry("/lost"));
  log_.flush();
  log_.flush();
  EXPECT_THAT(service_->lines(), Contains(HasSubstr("lines=4")));
}

TEST_F(AccessLogTest, AFullRingCostsLinesThatAreCountedAndTold) {
  const auto log = open(folder_ / "access.log");
  const LogThread thread(log_, "worker 0");
  constexpr std::size_t kLines = 2000;
  for (std::size_t i = 0; i < kLines; ++i) log->record(entry("/some/path/of/a/usual/length"));
  log_.flush();
  const std::size_t dropped = log_.counters().ring_dropped;
  EXPECT_GT(dropped, 0U);
  EXPECT_EQ(lines_of(folder_ / "access.log").size(), kLines - dropped);
  EXPECT_THAT(service_->lines(), Contains(HasSubstr("reason=\"ring full\" thread=\"worker 0\"")));
}

TEST_F(AccessLogTest, APipeWhoseReaderIsSlowCostsLinesAndNoTime) {
  const std::string path = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const FileDescriptor reader(::open(path.c_str(), O_RDONLY | O_NONBLOCK));
  const auto log = open(path);
  for (int i = 0; i < 20; ++i) {
    for (int j = 0; j < 100; ++j) log->record(entry("/" + std::string(200, 'x')));
    log_.flush();
  }
  EXPECT_GT(log_.counters().sink_dropped, 0U);
  EXPECT_EQ(log_.counters().ring_dropped, 0U);
}

TEST_F(AccessLogTest, TellsWhyAFileCannotBeOpened) {
  const auto log = AccessLog::open(log_, "http.access", {folder_ / "missing" / "access.log", AccessFormat::Json});
  ASSERT_FALSE(log);
  EXPECT_EQ(log.error().text(), "No such file or directory");
}

TEST_F(AccessLogTest, TextsBeyondTheirBoundsAreCut) {
  const auto log = open(folder_ / "access.log", AccessFormat::Combined);
  const std::string endless(100'000, 'a');
  AccessEntry all = entry(endless);
  all.host = all.referer = all.user_agent = all.route = all.reason = endless;
  log->record(all);
  log_.flush();
  const auto lines = lines_of(folder_ / "access.log");
  ASSERT_THAT(lines, SizeIs(1));
  EXPECT_LT(lines[0].size(), 6000U);
  EXPECT_THAT(lines[0], HasSubstr("aaa... HTTP/1.1\" 200 2326 \"aaa"));
}

// Under load the writer is woken by a ring that is half full, so that a pause of any length loses nothing.
TEST(AccessLog, AWriterThatLingersIsWokenBeforeARingIsFull) {
  Log log({.ring_bytes = 64 * 1024, .linger = 1h});
  std::string pattern = testing::TempDir() + "access.XXXXXX";
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  const auto access = AccessLog::open(log, "http.access", {folder / "access.log", AccessFormat::Common});
  ASSERT_TRUE(access);
  ASSERT_TRUE(log.start());
  {
    const LogThread thread(log, "worker 0");
    AccessEntry entry;
    entry.method = "GET";
    entry.target = "/";
    const std::uint64_t enough = 4 * 64 * 1024 / 64;
    const auto patience = std::chrono::steady_clock::now() + 20s;
    std::uint64_t told = 0;
    while (log.counters().written < enough && std::chrono::steady_clock::now() < patience) {
      if (told - log.counters().written < 400) {
        (*access)->record(entry);
        ++told;
      }
      std::this_thread::yield();
    }
    EXPECT_GE(log.counters().written, enough);
    EXPECT_EQ(log.counters().ring_dropped, 0U);
  }
  log.stop();
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace saki::http
