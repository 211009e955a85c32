// SPDX-License-Identifier: Apache-2.0
//
// What a server's access log tells of its requests, whichever way they end.
#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "saki/server/server.h"
#include "saki/task/sleep.h"
#include "stack/server/blocking_client.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ContainsRegex;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

// Answers `/hello` at once, `/slow` a moment later, `/hang` never, `/fail` by throwing in the middle, and streams any other without an end.
class AccessedWorker final : public WorkerApplication, private http::Handler {
 public:
  explicit AccessedWorker(std::atomic<int>& entered) : entered_(entered) {}
  http::Handler& handler() noexcept override { return *this; }

 private:
  static Task<> answer_after(http::Exchange& exchange, Duration pause) {
    co_await sleep(pause);
    static_cast<void>(exchange.try_respond(http::ResponseHead{}, as_bytes("slow")));
  }

  static Task<> stream(http::Exchange& exchange) {
    const std::string block(64 * 1024, 'x');
    const http::ResponseHead head{};
    Result<> sent = co_await exchange.start(head, std::nullopt);
    while (sent) {
      if (exchange.head().path == "/fail") throw std::runtime_error("it failed");
      sent = co_await exchange.write(as_bytes(block));
    }
  }

  Task<> handle(http::Exchange& exchange) override {
    ++entered_;
    const std::string_view path = exchange.head().path;
    if (path == "/slow") return answer_after(exchange, 50ms);
    if (path == "/hang") return answer_after(exchange, 1h);
    if (path != "/hello") return stream(exchange);
    exchange.set_route("/{word}");
    static_cast<void>(exchange.try_respond(http::ResponseHead{}, as_bytes("hello")));
    return {};
  }

  std::atomic<int>& entered_;
};

class AccessedApplication final : public Application {
 public:
  std::unique_ptr<WorkerApplication> make_worker(Worker&) override { return std::make_unique<AccessedWorker>(entered); }
  std::atomic<int> entered = 0;
};

class ServerAccessLog : public testing::Test {
 protected:
  ~ServerAccessLog() override {
    if (thread_.joinable()) lines();
    std::filesystem::remove_all(folder_);
  }

  void serve(http::AccessFormat format, std::string_view listen = "127.0.0.1:0") {
    open(format, listen);
    run();
  }

  // From here on clients can connect, and what they send waits until run().
  void open(http::AccessFormat format, std::string_view listen = "127.0.0.1:0") {
    std::string pattern = testing::TempDir() + "access.XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    options_.listen = {{.address = *Address::parse(listen == "unix" ? "unix:" + (folder_ / "socket").string() : std::string(listen)),
                        .place = {.file = "test"}}};
    options_.workers = 1;
    options_.timeouts.linger = 20ms;
    options_.access_log = {folder_ / "access.log", format};
    options_.signals = ServerSignals::Ignore;
    options_.announce = [this](std::string_view) {
      listening_ = true;
      listening_.notify_all();
    };
    Diagnostics diagnostics;
    server_ = Server::open(options_, application_, log_, diagnostics);
    ASSERT_NE(server_, nullptr) << diagnostics.text();
    ASSERT_TRUE(log_.start());
  }
  void run() {
    thread_ = std::thread([this] { EXPECT_EQ(server_->run(), 0); });
    listening_.wait(false);
  }

  [[nodiscard]] Address address() const { return server_->listening().front(); }
  void await_entered(int count) const {
    while (application_.entered < count) std::this_thread::yield();
  }

  // Turns until the server has told of `target`.
  void await_line_of(std::string_view target) {
    const auto told = [&] {
      log_.flush();
      std::ifstream file(folder_ / "access.log");
      const std::string all((std::istreambuf_iterator<char>(file)), {});
      return all.find(target) != std::string::npos;
    };
    while (!told()) std::this_thread::yield();
  }

  // All lines, after the server and the log have ended.
  std::vector<std::string> lines() {
    server_->stop();
    thread_.join();
    log_.stop();
    std::ifstream file(folder_ / "access.log");
    std::vector<std::string> all;
    for (std::string line; std::getline(file, line);) all.push_back(line);
    return all;
  }

  ServerOptions options_;
  AccessedApplication application_;
  Log log_;
  std::filesystem::path folder_;
  std::atomic<bool> listening_ = false;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

TEST_F(ServerAccessLog, EachAnswerHasItsLine) {
  serve(http::AccessFormat::Combined);
  BlockingClient client(address());
  client.send(
      "GET /hello?a=b HTTP/1.1\r\nHost: example.org\r\nReferer: https://example.org/\r\nUser-Agent: a \"test\"\r\n\r\n"
      "HEAD /hello HTTP/1.0\r\nHost: example.org\r\n\r\n");
  static_cast<void>(client.receive_all());
  const std::string time = R"(127\.0\.0\.1 - - \[[0-9]{2}/[A-Z][a-z]{2}/20[0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{2} \+0000\] )";
  EXPECT_THAT(lines(),
              ElementsAre(ContainsRegex("^" + time + R"("GET /hello\?a=b HTTP/1\.1" 200 5 "https://example\.org/" "a \\x22test\\x22"$)"),
                          ContainsRegex("^" + time + R"("HEAD /hello HTTP/1\.0" 200 - "-" "-"$)")));
}

TEST_F(ServerAccessLog, JsonTellsHostRouteAndHowLongItTook) {
  const auto begin = std::chrono::steady_clock::now();
  serve(http::AccessFormat::Json);
  static_cast<void>(BlockingClient::ask(address(), "/hello"));
  static_cast<void>(BlockingClient::ask(address(), "/slow"));
  const auto all = lines();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_THAT(all[0], HasSubstr(R"("address":"127.0.0.1","method":"GET","target":"/hello","version":"HTTP/1.1","status":200,"bytes":5,)"));
  EXPECT_THAT(all[0], HasSubstr(R"("route":"/{word}"})"));
  const std::chrono::duration<double, std::micro> most = std::chrono::steady_clock::now() - begin;
  EXPECT_THAT(all[1], ContainsRegex(R"("bytes":4,"duration_us":[0-9]+,"host":)"));
  const double told = std::stod(all[1].substr(all[1].find("_us\":") + 5));
  EXPECT_THAT(told, AllOf(testing::Ge(50'000), testing::Le(most.count()))) << "it took 50 ms or longer, as everything here did";
}

TEST_F(ServerAccessLog, ARefusedRequestHasALineThatNobodyCanForge) {
  serve(http::AccessFormat::Common);
  for (const char* raw : {"GET /\"\\\x1B\xFF HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "BREW /\r\n\r\n"}) {
    BlockingClient client(address());
    client.send(raw);
    EXPECT_THAT(client.receive_all(), StartsWith("HTTP/1.1 400 "));
  }
  EXPECT_THAT(lines(), ElementsAre(ContainsRegex(R"("GET /\\x22\\x5C\\x1B\\xFF HTTP/1\.1" 400 [0-9]+$)"),
                                   ContainsRegex(R"("GET / HTTP/1\.1" 400 [0-9]+$)"), ContainsRegex(R"("BREW /" 400 [0-9]+$)")));
}

TEST_F(ServerAccessLog, AHeadThatNeverEndsHasALine) {
  options_.timeouts.head = 20ms;
  open(http::AccessFormat::Json);
  BlockingClient client(address());
  client.send("GET /hello HT");
  run();  // What was sent is there before the time begins.
  EXPECT_THAT(client.receive_all(), StartsWith("HTTP/1.1 408 "));
  EXPECT_THAT(lines(),
              ElementsAre(ContainsRegex(R"("unparsed":"GET /hello HT","status":408,"bytes":[0-9]+,"duration_us":0,"reason":".*"\}$)")));
}

TEST_F(ServerAccessLog, AnAnswerThatItsClientCutOffTellsWhatWasSent) {
  serve(http::AccessFormat::Json);
  {
    BlockingClient client(address());
    client.get("/endless");
    static_cast<void>(client.receive_until("xxx"));
  }
  static_cast<void>(BlockingClient::ask(address(), "/hello"));  // It goes on meanwhile.
  await_line_of("/endless");
  const auto all = lines();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_THAT(
      all,
      testing::Contains(ContainsRegex(
          R"("address":"127\.0\.0\.1",.*"target":"/endless",.*"status":200,"bytes":[1-9][0-9]{4,},.*"reason":"the client closed the connection"\}$)")));
}

TEST_F(ServerAccessLog, AWriteThatWasCancelledTellsWhoWouldNotWait) {
  options_.timeouts.half_close_grace = 20ms;
  serve(http::AccessFormat::Json);
  BlockingClient client(address());
  client.get("/endless");
  client.half_close();  // And reads nothing: the handler waits in its write.
  await_line_of("/endless");
  EXPECT_THAT(lines(), ElementsAre(HasSubstr(R"("reason":"the client closed the connection"})")));
}

TEST_F(ServerAccessLog, AWriteThatTookTooLongTellsSo) {
  options_.timeouts.request = 20ms;
  serve(http::AccessFormat::Json);
  BlockingClient client(address());
  client.get("/endless");
  await_line_of("/endless");
  EXPECT_THAT(lines(), ElementsAre(HasSubstr(R"("reason":"the request took too long"})")));
}

TEST_F(ServerAccessLog, AClientThatLeftBeforeItsAnswerHasALineThatSaysSo) {
  options_.timeouts.half_close_grace = 1ms;
  serve(http::AccessFormat::Json);
  {
    BlockingClient client(address());
    client.get("/hang");
    await_entered(1);
  }
  await_line_of("/hang");
  EXPECT_THAT(lines(), testing::Contains(
                           ContainsRegex(R"("target":"/hang",.*"status":499,"bytes":0,.*"reason":"the client closed the connection"\}$)")));
}

TEST_F(ServerAccessLog, AHandlerThatFailsInTheMiddleHasALineThatSaysSo) {
  serve(http::AccessFormat::Json);
  BlockingClient client(address());
  client.get("/fail");
  await_entered(1);
  EXPECT_THAT(lines(), ElementsAre(HasSubstr(R"("reason":"the handler failed"})")));
}

TEST_F(ServerAccessLog, WhatIsInFlightWhileItDrainsIsNotLost) {
  serve(http::AccessFormat::Common);
  BlockingClient client(address());
  client.get("/slow");
  await_entered(1);
  EXPECT_THAT(lines(), ElementsAre(HasSubstr("\"GET /slow HTTP/1.1\" 200 4")));
}

TEST_F(ServerAccessLog, WhatTheEndOfTheTimeToDrainCutsOffIsNotLost) {
  options_.drain_timeout = 10ms;
  serve(http::AccessFormat::Json);
  BlockingClient client(address());
  client.get("/hang");
  BlockingClient other(address());
  other.get("/endless");
  await_entered(2);
  EXPECT_THAT(lines(),
              testing::UnorderedElementsAre(
                  ContainsRegex(R"("target":"/hang",.*"status":499,"bytes":0,.*"reason":"the service stopped"\}$)"),
                  ContainsRegex(R"("target":"/endless",.*"status":200,"bytes":[1-9][0-9]{4,},.*"reason":"the service stopped"\}$)")));
}

TEST_F(ServerAccessLog, AClientOfAUnixSocketHasALineToo) {
  serve(http::AccessFormat::Common, "unix");
  static_cast<void>(BlockingClient::ask(address(), "/hello"));
  EXPECT_THAT(lines(), ElementsAre(StartsWith("unix: - - [")));
}

TEST(ServerAccessLogSettings, AFileThatCannotBeOpenedIsAMistakeWithItsPlace) {
  ServerOptions options;
  options.listen = {{.address = *Address::parse("127.0.0.1:0"), .place = {}}};
  options.workers = 1;
  options.signals = ServerSignals::Ignore;
  options.access_log.path = "/missing/access.log";
  options.access_log_place = {.file = "config.yaml", .line = 7, .column = 3};
  AccessedApplication application;
  Log log;
  Diagnostics diagnostics;
  EXPECT_EQ(Server::open(options, application, log, diagnostics), nullptr);
  EXPECT_THAT(diagnostics.text(), HasSubstr("config.yaml:7:3"));
  EXPECT_THAT(diagnostics.text(), HasSubstr("the access log cannot be written to /missing/access.log: No such file or directory"));
}

}  // namespace
}  // namespace saki
