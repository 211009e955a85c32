// SPDX-License-Identifier: Apache-2.0
#include "start.h"

#include <csignal>
#include <memory>
#include <thread>
#include <utility>

#include "explain.h"
#include "handle.h"

namespace saki {
namespace {

using Clock = std::chrono::steady_clock;
using Handle = std::unique_ptr<MYSQL, void (*)(MYSQL*)>;

constexpr std::chrono::milliseconds kPause{100};
constexpr const char* kLock = "select get_lock('saki scripts', 60)";  // Two services that start at once take turns.

// What no waiting heals.
bool is_final(unsigned code) noexcept {
  switch (code) {
    case ER_ACCESS_DENIED_ERROR:
    case ER_DBACCESS_DENIED_ERROR:
    case ER_BAD_DB_ERROR:
    case CR_SSL_CONNECTION_ERROR:
    case CR_AUTH_PLUGIN_CANNOT_LOAD: return true;
    default: return false;
  }
}

// Signals that end the service lie blocked until it serves. Who is to leave waits for no server.
bool told_to_leave() noexcept {
  sigset_t waiting;
  return ::sigpending(&waiting) == 0 && (sigismember(&waiting, SIGTERM) == 1 || sigismember(&waiting, SIGINT) == 1);
}

bool run(MYSQL* handle, const std::string& sql) {
  int code = mysql_real_query(handle, sql.data(), static_cast<unsigned long>(sql.size()));
  while (code == 0) {
    if (MYSQL_RES* result = mysql_store_result(handle)) mysql_free_result(result);
    code = mysql_next_result(handle);
  }
  return code < 0;
}

void run_scripts(MYSQL* handle, const std::vector<MysqlScript>& scripts, Diagnostics& diagnostics) {
  if (!run(handle, kLock)) return diagnostics.add({}, "mysql-lock", mysql_error(handle), "");
  mysql_set_server_option(handle, MYSQL_OPTION_MULTI_STATEMENTS_ON);
  for (const MysqlScript& script : scripts) {
    if (run(handle, script.sql)) continue;
    const MysqlError error = explain(*handle, {});
    return diagnostics.add({script.name, 1, 1}, std::string("mysql-") + to_string(error.kind()), error.text(), "");
  }
}

}  // namespace

std::string hint_for(unsigned code) {
  switch (code) {
    case ER_ACCESS_DENIED_ERROR: return "look after mysql.user and mysql.password";
    case ER_DBACCESS_DENIED_ERROR: return "grant the user of mysql.user the rights on mysql.database";
    case ER_BAD_DB_ERROR: return "make the database (`create database …`), or name another in mysql.database";
    case CR_SSL_CONNECTION_ERROR: return "name the authority of its certificate in mysql.tls_ca, or see whether it offers TLS (mysql.tls)";
    default: return "start the server, or look after mysql.host and mysql.port; mysql.start_timeout says how long it is waited for";
  }
}

MYSQL* connect_patiently(const MysqlOptions& options) {
  const auto end = Clock::now() + options.start_timeout;
  while (true) {
    Handle handle(make_handle(options, MysqlWaiting::Blocks), mysql_close);
    const bool over = !handle || connect_here(handle.get(), options) || is_final(mysql_errno(handle.get())) || Clock::now() >= end;
    if (over || told_to_leave()) return handle.release();
    std::this_thread::sleep_for(kPause);
  }
}

Diagnostics ask_server(const MysqlOptions& options, const std::vector<MysqlScript>& scripts) {
  Diagnostics diagnostics;
  if (options.start_timeout.count() == 0 && scripts.empty()) return diagnostics;
  const Handle handle(connect_patiently(options), mysql_close);
  const unsigned code = handle ? mysql_errno(handle.get()) : CR_OUT_OF_MEMORY;
  if (code != 0) {
    const std::string why = handle ? mysql_error(handle.get()) : "there is no memory left";
    diagnostics.add({}, "mysql-unavailable", "no connection to " + server_of(options) + ": " + why, hint_for(code));
  } else if (!scripts.empty()) {
    run_scripts(handle.get(), scripts, diagnostics);
  }
  return diagnostics;
}

}  // namespace saki
