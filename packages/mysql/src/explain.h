// SPDX-License-Identifier: Apache-2.0
//
// What the server's error numbers and the client library's mean: their kind, and the constraint that a violation names.
#pragma once

#include <string>
#include <string_view>

#include "library.h"
#include "saki/mysql/error.h"

namespace saki {

// The error of a call, from what the library keeps of its last one.
[[nodiscard]] MysqlError explain(MYSQL& handle, std::string_view sql);
[[nodiscard]] MysqlError explain(MYSQL_STMT& statement, std::string_view sql);
[[nodiscard]] MysqlError explain(unsigned code, std::string_view state, std::string_view message, std::string_view sql);

// The connection is of no use any more.
[[nodiscard]] bool is_broken(unsigned code) noexcept;

// Nothing of the statement reached the server's parser: it may be sent again on another connection.
[[nodiscard]] bool was_never_sent(unsigned code) noexcept;

// The result has other columns than when the statement was prepared, which the library cannot read. Only a statement that reads may
// be made again.
[[nodiscard]] bool is_outdated(unsigned code, std::string_view sql) noexcept;

// The server forgot the prepared statement, or wants it prepared anew.
[[nodiscard]] bool is_forgotten(unsigned code) noexcept;

}  // namespace saki
