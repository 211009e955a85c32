// SPDX-License-Identifier: Apache-2.0
#include "maria_server.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <mysql.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <thread>

namespace saki {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 20s;
constexpr const char* kSetUp =
    "create database if not exists test; create user if not exists app identified by 'secret'; grant all on test.* to app; "
    "grant select on mysql.* to app";

pid_t run(std::vector<std::string> command, const std::string& log) {
  std::vector<char*> arguments;
  for (std::string& each : command) arguments.push_back(each.data());
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // Ends with a test that crashes.
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  return child;
}

void wait_for(pid_t child) {
  int status = 0;
  if (::waitpid(child, &status, 0) != child || status != 0)
    throw std::runtime_error("mariadb-install-db failed; is mariadb-server installed?");
}

// The system tables of a fresh server, for copying.
const TestFolder& fresh_tables() {
  static const TestFolder folder;
  static const bool made = [] {
    wait_for(run({"mariadb-install-db", "--no-defaults", "--user=root", "--datadir=" + folder.file("data"),
                  "--auth-root-authentication-method=normal", "--skip-test-db", "--innodb-buffer-pool-size=8M", "--innodb-log-file-size=4M",
                  "--innodb-use-native-aio=0"},
                 folder.file("log")));
    return true;
  }();
  static_cast<void>(made);
  return folder;
}

using Handle = std::unique_ptr<MYSQL, void (*)(MYSQL*)>;

Handle connect(const std::string& socket) {
  Handle handle(mysql_init(nullptr), mysql_close);
  if (mysql_real_connect(handle.get(), nullptr, "root", nullptr, nullptr, 0, socket.c_str(), CLIENT_MULTI_STATEMENTS) == nullptr) {
    throw std::runtime_error(mysql_error(handle.get()));
  }
  return handle;
}

}  // namespace

MariaServer::MariaServer(std::vector<std::string> options) : options_(std::move(options)) {
  std::filesystem::copy(fresh_tables().file("data"), folder_.file("data"), std::filesystem::copy_options::recursive);
  start();
  ask(kSetUp);
}

MariaServer::~MariaServer() { kill(); }

MariaServer& MariaServer::shared() {
  static MariaServer server;
  server.ask("drop database test; create database test");
  return server;
}

void MariaServer::launch() {
  std::vector<std::string> command{"mariadbd",
                                   "--no-defaults",
                                   "--user=root",
                                   "--datadir=" + folder_.file("data"),
                                   "--socket=" + socket(),
                                   "--port=" + port_.text(),
                                   "--bind-address=127.0.0.1",
                                   "--pid-file=" + folder_.file("pid"),
                                   "--innodb-buffer-pool-size=8M",
                                   "--innodb-log-buffer-size=1M",
                                   "--key-buffer-size=1M",
                                   "--innodb-flush-log-at-trx-commit=1",
                                   "--performance-schema=off",
                                   "--skip-log-bin",
                                   "--max-connections=100",
                                   "--innodb-use-native-aio=0"};
  command.insert(command.end(), options_.begin(), options_.end());
  process_ = run(std::move(command), folder_.file("log"));
}

bool MariaServer::answers() const {
  try {
    return ask("select 1") == "1";
  } catch (const std::runtime_error&) {
    return false;
  }
}

void MariaServer::start() {
  launch();
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!answers()) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("mariadbd does not answer, see " + folder_.file("log"));
    std::this_thread::sleep_for(10ms);
  }
}

void MariaServer::kill() noexcept {
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

void MariaServer::pause() noexcept { ::kill(process_, SIGSTOP); }
void MariaServer::resume() noexcept { ::kill(process_, SIGCONT); }

MysqlOptions MariaServer::options() const {
  MysqlOptions options;
  options.port = port();
  options.user = "app";
  options.password = Secret("secret");
  options.database = "test";
  return options;
}

std::string MariaServer::ask(const std::string& sql) const {
  const Handle handle = connect(socket());
  std::string answer;
  int code = mysql_real_query(handle.get(), sql.data(), static_cast<unsigned long>(sql.size()));
  while (code == 0) {
    if (MYSQL_RES* result = mysql_store_result(handle.get())) {
      const MYSQL_ROW row = mysql_fetch_row(result);
      answer = row != nullptr && row[0] != nullptr ? row[0] : "";
      mysql_free_result(result);
    }
    code = mysql_next_result(handle.get());
  }
  if (code > 0) throw std::runtime_error(mysql_error(handle.get()));
  return answer;
}

int MariaServer::sessions() const { return std::stoi(ask("select count(*) from information_schema.processlist where user = 'app'")); }

int MariaServer::running(const std::string& statement) const {
  return std::stoi(ask("select count(*) from information_schema.processlist where user = 'app' and info like '" + statement + "'"));
}

void MariaServer::expect_at_most(int count) const {
  const auto end = std::chrono::steady_clock::now() + 10s;
  while (sessions() > count && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(5ms);
  EXPECT_LE(sessions(), count);
}

void MariaServer::expect_sessions(int count) const {
  const auto end = std::chrono::steady_clock::now() + 10s;
  while (sessions() != count && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(5ms);
  EXPECT_EQ(sessions(), count);
}

}  // namespace saki
