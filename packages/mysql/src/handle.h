// SPDX-License-Identifier: Apache-2.0
//
// Making a MYSQL handle ready for its connection, and connecting it where the thread may block.
#pragma once

#include <string>

#include "library.h"
#include "saki/mysql/options.h"

namespace saki {

// Rows that an update finds count, also those that were so already: as in every other database.
constexpr unsigned long kClientFlags = CLIENT_FOUND_ROWS;

enum class MysqlWaiting : bool { Blocks, OnTheLoop };

// A handle with every option set: limits, character set, TLS, and how a session begins. Null when there is no memory.
[[nodiscard]] MYSQL* make_handle(const MysqlOptions& options, MysqlWaiting waiting);

// Connects it on this thread.
[[nodiscard]] bool connect_here(MYSQL* handle, const MysqlOptions& options);

// Ends what waits at the connection of `descriptor`, if there is one; its close will be a reset. A good-bye would not reach a server that
// waits for room to write: it would keep the session until its net_write_timeout.
void break_off(int descriptor) noexcept;

// What to give the library as host: null for the Unix socket.
[[nodiscard]] const char* host_of(const MysqlOptions& options) noexcept;
[[nodiscard]] const char* socket_of(const MysqlOptions& options) noexcept;
[[nodiscard]] bool needs_look_up(const MysqlOptions& options) noexcept;  // The host is a name.

// "127.0.0.1:3306", or the socket's path: for people.
[[nodiscard]] std::string server_of(const MysqlOptions& options);

}  // namespace saki
