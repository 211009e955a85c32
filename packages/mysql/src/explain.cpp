// SPDX-License-Identifier: Apache-2.0
#include "explain.h"

#include <algorithm>

namespace saki {
namespace {

using Kind = DatabaseErrorKind;

// Numbers that one of the two servers has and the other's header does not name.
constexpr unsigned kMariaCheckFailed = 4025;
constexpr unsigned kMysqlCheckFailed = 3819;
constexpr unsigned kMysqlNoWait = 3572;
constexpr unsigned kMysqlTooLong = 3024;
constexpr unsigned kMariaTooLong = 1969;
constexpr unsigned kFirstOfClient = 2000;
constexpr unsigned kLastOfClient = 2999;
constexpr unsigned kMariaClient = 5000;  // Connector/C's own.

Kind kind_by_state(std::string_view state) noexcept {
  if (state.starts_with("23")) return Kind::OtherViolation;
  if (state.starts_with("22")) return Kind::Mismatch;
  if (state.starts_with("42") || state.starts_with("21")) return Kind::Statement;
  if (state.starts_with("28") || state.starts_with("08")) return Kind::Unavailable;
  return Kind::Other;
}

Kind kind_of(unsigned code, std::string_view state) noexcept {
  switch (code) {
    case ER_DUP_ENTRY:
    case ER_DUP_ENTRY_WITH_KEY_NAME:
    case ER_DUP_UNIQUE: return Kind::UniqueViolation;
    case ER_NO_REFERENCED_ROW:
    case ER_NO_REFERENCED_ROW_2:
    case ER_ROW_IS_REFERENCED:
    case ER_ROW_IS_REFERENCED_2: return Kind::ForeignKeyViolation;
    case ER_BAD_NULL_ERROR:
    case ER_NO_DEFAULT_FOR_FIELD: return Kind::NotNullViolation;
    case kMariaCheckFailed:
    case kMysqlCheckFailed: return Kind::CheckViolation;
    case ER_SIGNAL_EXCEPTION: return Kind::OtherViolation;
    case ER_LOCK_WAIT_TIMEOUT:
    case ER_LOCK_DEADLOCK:
    case kMysqlNoWait: return Kind::Busy;
    case kMysqlTooLong:
    case kMariaTooLong: return Kind::Timeout;
    case ER_QUERY_INTERRUPTED: return Kind::Cancelled;
    case ER_CON_COUNT_ERROR:
    case ER_TOO_MANY_USER_CONNECTIONS:
    case ER_USER_LIMIT_REACHED:
    case ER_OUT_OF_RESOURCES:
    case CR_OUT_OF_MEMORY:
    case CR_NET_PACKET_TOO_LARGE:
    case ER_NET_PACKET_TOO_LARGE: return Kind::Exhausted;
    case ER_DISK_FULL:
    case ER_RECORD_FILE_FULL: return Kind::Full;
    case ER_OPTION_PREVENTS_STATEMENT:
    case ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION:
    case ER_OPEN_AS_READONLY: return Kind::ReadOnly;
    case ER_NOT_KEYFILE:
    case ER_OLD_KEYFILE:
    case ER_CRASHED_ON_USAGE:
    case ER_CRASHED_ON_REPAIR: return Kind::Corrupt;
    case ER_SERVER_SHUTDOWN:
    case ER_CONNECTION_KILLED:
    case ER_ACCESS_DENIED_ERROR:
    case ER_BAD_DB_ERROR:
    case ER_DBACCESS_DENIED_ERROR: return Kind::Unavailable;
    case WARN_DATA_TRUNCATED: return Kind::Mismatch;
    default: break;
  }
  if ((code >= kFirstOfClient && code <= kLastOfClient) || code >= kMariaClient) return Kind::Unavailable;
  return kind_by_state(state);
}

// What stands between `before` and the next `end`; empty when there is no such place.
std::string_view between(std::string_view text, std::string_view before, char end) noexcept {
  const std::size_t found = text.find(before);
  if (found == std::string_view::npos) return {};
  text.remove_prefix(found + before.size());
  return text.substr(0, text.find(end));
}

std::string constraint_of(Kind kind, unsigned code, std::string_view message) {
  switch (kind) {
    case Kind::UniqueViolation: {  // "Duplicate entry 'x' for key 'name'": the value may hold the words, so from behind.
      const std::size_t key = message.rfind("for key '");
      return std::string(key == std::string_view::npos ? "" : between(message.substr(key), "for key '", '\''));
    }
    case Kind::ForeignKeyViolation: return std::string(between(message, "CONSTRAINT `", '`'));
    case Kind::NotNullViolation: return std::string(between(message, code == ER_BAD_NULL_ERROR ? "Column '" : "Field '", '\''));
    case Kind::CheckViolation: {
      const char mark = code == kMariaCheckFailed ? '`' : '\'';
      return std::string(between(message, std::string(1, mark), mark));
    }
    default: return {};
  }
}

}  // namespace

MysqlError explain(unsigned code, std::string_view state, std::string_view message, std::string_view sql) {
  const Kind kind = kind_of(code, state);
  return MysqlError(kind, std::string(message), std::string(sql), constraint_of(kind, code, message), static_cast<int>(code));
}

MysqlError explain(MYSQL& handle, std::string_view sql) {
  return explain(mysql_errno(&handle), mysql_sqlstate(&handle), mysql_error(&handle), sql);
}

MysqlError explain(MYSQL_STMT& statement, std::string_view sql) {
  return explain(mysql_stmt_errno(&statement), mysql_stmt_sqlstate(&statement), mysql_stmt_error(&statement), sql);
}

bool is_broken(unsigned code) noexcept {
  return (code >= kFirstOfClient && code <= kLastOfClient && code != CR_NO_PREPARE_STMT && code != CR_PARAMS_NOT_BOUND) ||
         code >= kMariaClient || code == ER_SERVER_SHUTDOWN || code == ER_CONNECTION_KILLED || code == ER_NEW_ABORTING_CONNECTION ||
         code == ER_NET_PACKETS_OUT_OF_ORDER || code == ER_MALFORMED_PACKET;
}

bool was_never_sent(unsigned code) noexcept { return code == CR_SERVER_GONE_ERROR; }

bool is_outdated(unsigned code, std::string_view sql) noexcept {
  constexpr std::string_view kSelect = "select";
  sql.remove_prefix(std::min(sql.find_first_not_of(" \t\r\n("), sql.size()));
  return code == CR_NEW_STMT_METADATA &&
         std::ranges::equal(sql.substr(0, kSelect.size()), kSelect, {}, [](char c) { return static_cast<char>(c | 0x20); });
}

bool is_forgotten(unsigned code) noexcept { return code == ER_UNKNOWN_STMT_HANDLER || code == ER_NEED_REPREPARE; }

}  // namespace saki
