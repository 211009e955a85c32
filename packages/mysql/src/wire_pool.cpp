// SPDX-License-Identifier: Apache-2.0
//
// MysqlWire from threads: each step is a blocking call of the library on one of the pool's threads, of which there is one for every
// connection. Limits that the loop watches break the connection, which ends the call.
#include <fcntl.h>

#include <functional>

#include "handle.h"
#include "saki/base/file_descriptor.h"
#include "wire.h"

namespace saki {

class MysqlPort {
 public:
  explicit MysqlPort(BlockingPool& pool) noexcept : threads(pool) {}

  BlockingPool& threads;
  FileDescriptor twin;  // Of the connection's own, whose number the library may give back, and another connection have, at any time.
};

namespace {

// Connector/C has a call for it, libmysqlclient a member.
template <class Handle>
int descriptor_of(Handle& connection) noexcept {
  if constexpr (requires { mysql_get_socket(&connection); }) {
    return static_cast<int>(mysql_get_socket(&connection));
  } else {
    return static_cast<int>(connection.net.fd);
  }
}

constexpr int kNoThread = 1;  // As a failure of the library's own.

int run_query(MYSQL* handle, std::string_view sql) { return mysql_real_query(handle, sql.data(), static_cast<unsigned long>(sql.size())); }

int skip(MYSQL* handle) {
  int code = 0;
  while (code == 0) {
    if (MYSQL_RES* result = mysql_use_result(handle)) {
      while (mysql_fetch_row(result) != nullptr) continue;
      mysql_free_result(result);
      if (mysql_errno(handle) != 0) return 1;
    }
    code = mysql_next_result(handle);
  }
  return code < 0 ? 0 : code;
}

int set_multiple(MYSQL* handle, bool allowed) {
  return mysql_set_server_option(handle, allowed ? MYSQL_OPTION_MULTI_STATEMENTS_ON : MYSQL_OPTION_MULTI_STATEMENTS_OFF);
}

int run_prepare(MYSQL_STMT* statement, std::string_view sql) {
  return mysql_stmt_prepare(statement, sql.data(), static_cast<unsigned long>(sql.size()));
}

int run_free(MYSQL_STMT* statement) { return mysql_stmt_free_result(statement) ? 1 : 0; }

template <class F, class... A>
Task<int> wait_for_thread(BlockingPool& threads, F function, A... arguments) {
  const Result<int> code = co_await threads.run(function, arguments...);
  co_return code.value_or(kNoThread);
}

template <class F, class... A>
MysqlAnswer on_a_thread(BlockingPool& threads, F function, A... arguments) {
  return MysqlAnswer(wait_for_thread(threads, function, arguments...));
}

}  // namespace

MysqlWire::MysqlWire(Loop&, BlockingPool& threads, const MysqlOptions& options, MysqlWireOwner&)
    : options_(options), handle_(make_handle(options, MysqlWaiting::Blocks)), port_(std::make_unique<MysqlPort>(threads)) {
  SAKI_CHECK(handle_ != nullptr, "no memory for a connection to the database");
}

MysqlWire::~MysqlWire() { abort(); }

Task<bool> MysqlWire::connect() {
  const Result<bool> connected = co_await port_->threads.run(connect_here, handle(), std::cref(options_));
  if (!connected.value_or(false)) co_return false;
  port_->twin = FileDescriptor(::fcntl(descriptor_of(*handle()), F_DUPFD_CLOEXEC, 0));
  co_return true;
}

MysqlAnswer MysqlWire::query(std::string_view sql) { return on_a_thread(port_->threads, run_query, handle(), sql); }
Task<int> MysqlWire::skip_results() { return wait_for_thread(port_->threads, skip, handle()); }
MysqlAnswer MysqlWire::ping() { return on_a_thread(port_->threads, mysql_ping, handle()); }
MysqlAnswer MysqlWire::multiple_statements(bool allowed) { return on_a_thread(port_->threads, set_multiple, handle(), allowed); }
MysqlAnswer MysqlWire::prepare(MYSQL_STMT& statement, std::string_view sql) {
  return on_a_thread(port_->threads, run_prepare, &statement, sql);
}
MysqlAnswer MysqlWire::execute(MYSQL_STMT& statement) { return on_a_thread(port_->threads, mysql_stmt_execute, &statement); }
MysqlAnswer MysqlWire::fetch(MYSQL_STMT& statement) { return on_a_thread(port_->threads, mysql_stmt_fetch, &statement); }
MysqlAnswer MysqlWire::free_result(MYSQL_STMT& statement) { return on_a_thread(port_->threads, run_free, &statement); }
MysqlAnswer MysqlWire::next_result(MYSQL_STMT& statement) { return on_a_thread(port_->threads, mysql_stmt_next_result, &statement); }

void MysqlWire::abort() noexcept { break_off(port_->twin.get()); }

}  // namespace saki
