// SPDX-License-Identifier: Apache-2.0
#include "handle.h"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <algorithm>
#include <mutex>

namespace saki {
namespace {

constexpr std::size_t kStackBytes = std::size_t{256} * 1024;  // Of the library's own coroutine; touched pages count only.

void start_library() {
  static std::once_flag once;
  std::call_once(once, [] { mysql_library_init(0, nullptr, nullptr); });  // Not safe from two threads at once.
}

unsigned whole_seconds(std::chrono::milliseconds time) noexcept {
  return static_cast<unsigned>(std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(time).count()));
}

// Times are UTC, values that do not fit are refused, a slow reader is borne for as long as we bear it, and the server tells when a
// statement changed the session, which another call would inherit.
std::string session_of(const MysqlOptions& options) {
  return "set autocommit = 1, time_zone = '+00:00', sql_mode = concat(@@sql_mode, ',STRICT_TRANS_TABLES'), session_track_state_change = 1, "
         "net_write_timeout = " +
         std::to_string(whole_seconds(options.transaction_timeout) + 1);
}

void set_tls(MYSQL* handle, const MysqlOptions& options) {
  if (options.tls == MysqlTls::Off) return;
  const bool is_verified = options.tls == MysqlTls::Verified;
  const auto or_null = [](const std::string& path) { return path.empty() ? nullptr : path.c_str(); };
  const char* authorities = is_verified ? or_null(options.tls_ca) : nullptr;  // Given some, the library checks against them.
  mysql_ssl_set(handle, or_null(options.tls_key), or_null(options.tls_cert), authorities, nullptr, nullptr);
  const MysqlFlag enforced = 1;
  mysql_options(handle, MYSQL_OPT_SSL_ENFORCE, &enforced);
  const MysqlFlag verified = is_verified ? 1 : 0;
  mysql_options(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verified);
}

}  // namespace

MYSQL* make_handle(const MysqlOptions& options, MysqlWaiting waiting) {
  start_library();
  MYSQL* handle = mysql_init(nullptr);
  if (handle == nullptr) return nullptr;
  if (waiting == MysqlWaiting::OnTheLoop) mysql_options(handle, MYSQL_OPT_NONBLOCK, &kStackBytes);
  const unsigned connecting = whole_seconds(options.connect_timeout);
  // A thread bears a silent server for as long as a call may take; the loop has timers of its own.
  const unsigned answering = waiting == MysqlWaiting::OnTheLoop || options.call_timeout.count() == 0
                                 ? connecting
                                 : connecting + whole_seconds(options.call_timeout);
  mysql_options(handle, MYSQL_OPT_CONNECT_TIMEOUT, &connecting);
  mysql_options(handle, MYSQL_OPT_READ_TIMEOUT, &answering);
  mysql_options(handle, MYSQL_OPT_WRITE_TIMEOUT, &answering);
  const unsigned long packet = options.max_packet_bytes;
  mysql_options(handle, MYSQL_OPT_MAX_ALLOWED_PACKET, &packet);
  const unsigned no_files = 0;
  mysql_options(handle, MYSQL_OPT_LOCAL_INFILE, &no_files);  // A server could ask for any file of this machine.
  mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  const unsigned protocol = options.socket.empty() ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET;  // Else `localhost` would mean a socket.
  mysql_options(handle, MYSQL_OPT_PROTOCOL, &protocol);
  mysql_options(handle, MYSQL_INIT_COMMAND, session_of(options).c_str());
  set_tls(handle, options);
  return handle;
}

bool connect_here(MYSQL* handle, const MysqlOptions& options) {
  return mysql_real_connect(handle, host_of(options), options.user.c_str(), options.password.reveal().c_str(), options.database.c_str(),
                            options.port, socket_of(options), kClientFlags) != nullptr;
}

void break_off(int descriptor) noexcept {
  if (descriptor < 0) return;
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::shutdown(descriptor, SHUT_RDWR);
}

const char* host_of(const MysqlOptions& options) noexcept { return options.socket.empty() ? options.host.c_str() : nullptr; }
const char* socket_of(const MysqlOptions& options) noexcept { return options.socket.empty() ? nullptr : options.socket.c_str(); }

bool needs_look_up(const MysqlOptions& options) noexcept {
  if (!options.socket.empty()) return false;
  in6_addr address{};
  return ::inet_pton(AF_INET, options.host.c_str(), &address) != 1 && ::inet_pton(AF_INET6, options.host.c_str(), &address) != 1;
}

std::string server_of(const MysqlOptions& options) {
  if (!options.socket.empty()) return options.socket;
  const bool v6 = options.host.find(':') != std::string::npos;
  return (v6 ? "[" + options.host + "]" : options.host) + ":" + std::to_string(options.port);
}

}  // namespace saki
