// SPDX-License-Identifier: Apache-2.0
//
// The C library's own names, in one place: MariaDB's Connector/C or Oracle's libmysqlclient.
#pragma once

#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>

#include <type_traits>

namespace saki {

using MysqlFlag = std::remove_pointer_t<decltype(MYSQL_BIND::is_null)>;  // my_bool or bool.

}  // namespace saki
