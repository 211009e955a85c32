// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_store_sql.h"

namespace saki {
namespace {

constexpr std::string_view kAlive = " and (\"end\" = 0 or \"end\" > ?)";

std::string page(const std::string& table, std::string_view compared) {
  return "select key, value from " + table + " where key " + std::string(compared) + " ? and key < ?" + std::string(kAlive) +
         " order by key limit ?";
}

}  // namespace

SqliteStoreSql::SqliteStoreSql(std::string_view store) {
  const std::string table = "\"saki_" + std::string(store) + "\"";
  const std::string alive(kAlive);
  create = "create table if not exists " + table +
           " (key blob primary key, value blob not null, \"end\" integer not null);\n"
           "create index if not exists \"saki_" +
           std::string(store) + "_end\" on " + table + " (\"end\") where \"end\" <> 0;";
  get = "select value from " + table + " where key = ?" + alive;
  put = "insert into " + table +
        " (key, value, \"end\") values (?, ?, ?) on conflict (key) do update set value = excluded.value, \"end\" = excluded.\"end\"";
  replace = "update " + table + " set value = ? where key = ?";
  expire = "update " + table + " set \"end\" = ? where key = ?";
  remove = "delete from " + table + " where key = ?" + alive;
  page_from = page(table, ">=");
  page_behind = page(table, ">");
  sweep = "delete from " + table + " where rowid in (select rowid from " + table +
          " where \"end\" <> 0 and \"end\" <= ? order by \"end\" limit ?) returning key";
}

}  // namespace saki
