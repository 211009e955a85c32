// SPDX-License-Identifier: Apache-2.0
//
// A service as a process: its exit status, what it prints, and that it answers on a socket. The test runs itself as that process.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "saki/jobs.h"
#include "saki/service.h"
#include "saki/task.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using testing::HasSubstr;

Response hello(Request&) { return Response::text("Hello, World!"); }

// They go on after the answer: the first two a little, the last longer than anybody waits.
constexpr Duration kLater = std::chrono::milliseconds{200};

Task<> finish_later(Surroundings& here) {
  co_await sleep(kLater);
  here.log().info("spawned work has ended");
}

Task<> work_later(JobRun&) { co_await sleep(kLater); }

Task<> go_on(Surroundings& here) {
  co_await sleep(std::chrono::hours{1});
  here.log().info("spawned work has ended");
}

Response begin_later(Request& request) {
  request.spawn(finish_later);
  request.use<Jobs>().enqueue("later");
  return Response(Status::Accepted);
}

Response begin_to_go_on(Request& request) {
  request.spawn(go_on);
  return Response(Status::Accepted);
}

int run_hello(std::vector<std::string> arguments) {
  Service service("hello-test", "1.0.0");
  service.get("/hello", hello);
  service.get("/later", begin_later);
  service.get("/on-and-on", begin_to_go_on);
  service.add_package(std::make_unique<Jobs>()).add("later", work_later);
  arguments.insert(arguments.begin(), {"hello-test", "--no-supervisor"});  // A supervisor would start the test anew.
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  return service.run(static_cast<int>(argv.size()), argv.data());
}

// A child process that runs the service; its standard error comes back through a pipe.
class ServiceProcess {
 public:
  explicit ServiceProcess(const std::vector<std::string>& arguments) {
    std::array<int, 2> pipe{};
    EXPECT_EQ(::pipe(pipe.data()), 0);
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(pipe[1], STDERR_FILENO);
      ::close(pipe[0]);
      ::_exit(run_hello(arguments));
    }
    ::close(pipe[1]);
    errors_ = pipe[0];
  }
  ~ServiceProcess() {
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    ::close(errors_);
  }
  ServiceProcess(const ServiceProcess&) = delete;
  ServiceProcess& operator=(const ServiceProcess&) = delete;

  // Reads standard error until `word` is in it, or it ends.
  std::string errors_until(std::string_view word) {
    std::array<char, 512> piece{};
    while (text_.find(word) == std::string::npos) {
      const ssize_t count = ::read(errors_, piece.data(), piece.size());
      if (count <= 0) break;
      text_.append(piece.data(), static_cast<std::size_t>(count));
    }
    return text_;
  }
  std::string errors() { return errors_until("\x01 never"); }

  void signal(int number) const { ::kill(child_, number); }

  int wait() {
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  pid_t child_ = -1;
  int errors_ = -1;
  std::string text_;
};

std::uint16_t port_in(const std::string& text) {
  const std::string before = "listening on http://127.0.0.1:";
  const std::size_t at = text.find(before);
  return at == std::string::npos ? std::uint16_t{0} : static_cast<std::uint16_t>(std::stoi(text.substr(at + before.size())));
}

std::string ask(std::uint16_t port, const std::string& request) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      ::send(socket, request.data(), request.size(), 0) == static_cast<ssize_t>(request.size())) {
    std::array<char, 4096> piece{};
    for (ssize_t count = 0; (count = ::recv(socket, piece.data(), piece.size(), 0)) > 0;)
      answer.append(piece.data(), static_cast<std::size_t>(count));
  }
  ::close(socket);
  return answer;
}

TEST(ServiceRun, WaitsForWhatGoesOnBesideRequestsBeforeItEnds) {
  ServiceProcess process({"--listen", "127.0.0.1:0", "--workers", "2"});
  const std::uint16_t port = port_in(process.errors_until("listening on"));
  ASSERT_NE(port, 0);
  EXPECT_THAT(ask(port, "GET /later HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"), testing::StartsWith("HTTP/1.1 202 "));
  process.signal(SIGTERM);
  const std::string told = process.errors();
  EXPECT_THAT(told, HasSubstr("spawned work has ended"));
  EXPECT_THAT(told, HasSubstr("a job was done"));
  EXPECT_EQ(process.wait(), 0);
}

TEST(ServiceRun, WhatTakesLongerThanTheTimeToDrainIsCutOff) {
  ServiceProcess process({"--listen", "127.0.0.1:0", "--set", "server.drain_timeout=50ms"});
  const std::uint16_t port = port_in(process.errors_until("listening on"));
  ASSERT_NE(port, 0);
  EXPECT_THAT(ask(port, "GET /on-and-on HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"), testing::StartsWith("HTTP/1.1 202 "));
  process.signal(SIGTERM);
  EXPECT_THAT(process.errors(), testing::Not(HasSubstr("spawned work has ended")));
  EXPECT_EQ(process.wait(), 0);
}

TEST(ServiceRun, AnswersOnItsSocketUntilASignalEndsItInOrder) {
  ServiceProcess process({"--listen", "127.0.0.1:0", "--workers", "2"});
  const std::uint16_t port = port_in(process.errors_until("listening on"));
  ASSERT_NE(port, 0);
  const std::string answer = ask(port, "GET /hello HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, testing::StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("Content-Type: text/plain; charset=utf-8\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\nHello, World!"));
  EXPECT_THAT(ask(port, "GET /none HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"), HasSubstr("application/problem+json"));
  process.signal(SIGTERM);
  EXPECT_EQ(process.wait(), 0);
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ServiceRun, ASignalReopensTheLogThatWasMovedAway) {
  const TestFolder folder;
  const std::filesystem::path log = folder.path() / "a.log";
  const std::filesystem::path moved = folder.path() / "a.log.1";
  ServiceProcess process({"--listen", "127.0.0.1:0", "--workers", "1", "--set", "log.file=" + log.string()});
  process.errors_until("listening on");
  while (!std::filesystem::exists(log)) std::this_thread::yield();
  std::filesystem::rename(log, moved);
  process.signal(SIGUSR1);
  while (!std::filesystem::exists(log)) std::this_thread::yield();
  process.signal(SIGTERM);
  EXPECT_EQ(process.wait(), 0);
  EXPECT_THAT(text_of(log), HasSubstr("draining"));
  EXPECT_THAT(text_of(moved), testing::Not(HasSubstr("draining")));
}

TEST(ServiceRun, APortInUseIsNamedAndEndsTheStart) {
  ServiceProcess first({"--listen", "127.0.0.1:0", "--workers", "1"});
  const std::uint16_t port = port_in(first.errors_until("listening on"));
  ASSERT_NE(port, 0);
  ServiceProcess second({"--listen", "127.0.0.1:" + std::to_string(port)});
  EXPECT_THAT(second.errors(), HasSubstr(std::to_string(port)));
  EXPECT_EQ(second.wait(), 1);
}

TEST(ServiceRun, WrongUsageAndWrongConfigurationHaveTheirOwnStatus) {
  ServiceProcess usage({"--port", "8080"});
  EXPECT_THAT(usage.errors(), HasSubstr("unknown flag \"--port\""));
  EXPECT_EQ(usage.wait(), 2);
  ServiceProcess configuration({"--workers", "many"});
  EXPECT_THAT(configuration.errors(), HasSubstr("--workers"));
  EXPECT_EQ(configuration.wait(), 1);
  ServiceProcess log({"--set", "log.file=/nonexistent/a.log", "--listen", "127.0.0.1:0"});
  EXPECT_THAT(log.errors(), HasSubstr("error[log-file]: the log cannot be written to /nonexistent/a.log"));
  EXPECT_EQ(log.wait(), 1);
}

}  // namespace
}  // namespace saki
