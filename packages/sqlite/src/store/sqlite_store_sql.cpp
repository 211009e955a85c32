// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_store_sql.h"

namespace saki {
namespace {

constexpr std::string_view kAlive = " and (\"end\" = 0 or \"end\" > ?)";

std::string page(const std::string& table, std::string_view compared) {
  return "select key, value from " + table + " where key " + std::string(compared) + " ? and key < ?" + std::string(kAlive) +
         " order by key limit ?";
}

// The row is made last, by a statement that sees all that is there: until then the triggers find none.
std::string count_script(const std::string& name, const std::string& table, const std::string& count) {
  const std::string beside = std::to_string(SqliteStoreSql::kEntryBytes);
  const auto trigger = [&](std::string_view event, std::string_view when, const std::string& growth) {
    return "create trigger if not exists \"" + name + "_" + std::string(event) + "\" after " + std::string(when) + " on " + table +
           " begin update " + count + " set bytes = bytes " + growth + "; end;\n";
  };
  return "create table if not exists " + count + " (one integer primary key check (one = 1), bytes integer not null);\n" +
         trigger("comes", "insert", "+ length(new.key) + length(new.value) + " + beside) +
         trigger("goes", "delete", "- length(old.key) - length(old.value) - " + beside) +
         trigger("grows", "update of value", "+ length(new.value) - length(old.value)") + "insert or ignore into " + count +
         " select 1, coalesce(sum(length(key) + length(value) + " + beside + "), 0) from " + table + ";";
}

}  // namespace

SqliteStoreSql::SqliteStoreSql(std::string_view store) {
  const std::string name = "saki_" + std::string(store);
  const std::string table = "\"" + name + "\"";
  const std::string alive(kAlive);
  create = "create table if not exists " + table +
           " (key blob primary key, value blob not null, \"end\" integer not null, used integer not null default 0);\n"
           "create index if not exists \"" +
           name + "_end\" on " + table + " (\"end\") where \"end\" <> 0;";
  get = "select value from " + table + " where key = ?" + alive;
  const std::string insert = "insert into " + table + " (key, value, \"end\", used) ";
  const std::string update = " on conflict (key) do update set value = excluded.value, \"end\" = excluded.\"end\", used = excluded.used";
  put = insert + "values (?, ?, ?, ?)" + update;
  replace = "update " + table + " set value = ?, used = ? where key = ?";
  expire = "update " + table + " set \"end\" = ? where key = ?";
  remove = "delete from " + table + " where key = ?" + alive;
  page_from = page(table, ">=");
  page_behind = page(table, ">");
  has_used = "select count(*) from pragma_table_info('" + name + "') where name = 'used'";
  add_used = "alter table " + table + " add column used integer not null default 0";
  index_used = "create index if not exists \"" + name + "_used\" on " + table + " (used)";
  evict = "delete from " + table + " where rowid in (select rowid from " + table + " where key <> ? order by used limit ?) returning key";
  touch = "update " + table + " set used = ? where key = ?";

  const std::string count = "\"" + name + "_size\"";
  size = "select bytes from " + count;
  put_if_fits = insert + "select ?, ?, ?, ? where (select bytes from " + count + ") + ? <= ?" + update;
  count_size = count_script(name, table, count);
  sweep = "delete from " + table + " where rowid in (select rowid from " + table +
          " where \"end\" <> 0 and \"end\" <= ? order by \"end\" limit ?) returning key";
}

}  // namespace saki
