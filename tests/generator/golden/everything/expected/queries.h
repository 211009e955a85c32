// SPDX-License-Identifier: Apache-2.0
//
// The statements of `sql/`, to be asked of a database or of a transaction: `co_await queries::find_note(db, id)`.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kitchen::sink::queries {

// sql/accounts.sql:5
template <class Queries>
[[nodiscard]] auto name_of(const Queries& database, std::int64_t id) {
  return database.template one<std::string>(
      "select name from accounts where id = ?", id);
}

template <class Queries>
[[nodiscard]] auto try_name_of(const Queries& database, std::int64_t id) {
  return database.template try_one<std::string>(
      "select name from accounts where id = ?", id);
}

// sql/accounts.sql:8
template <class Queries>
[[nodiscard]] auto find_names(const Queries& database, std::int64_t least, std::optional<std::string_view> text,
    bool again) {
  return database.template all<std::string>(
      "select name || '?;:least' from accounts\n"
      "where id >= ? and (? is null or name = ?) and ?", least, text, text, again);
}

template <class Queries>
[[nodiscard]] auto try_find_names(const Queries& database, std::int64_t least, std::optional<std::string_view> text,
    bool again) {
  return database.template try_all<std::string>(
      "select name || '?;:least' from accounts\n"
      "where id >= ? and (? is null or name = ?) and ?", least, text, text, again);
}

// sql/accounts.sql:12
template <class Queries>
[[nodiscard]] auto every_name(const Queries& database) {
  return database.template each<std::string>(
      "select name from accounts");
}

// sql/accounts.sqlite.sql:2
// sql/accounts.sql:15
template <class Queries>
[[nodiscard]] auto rename(const Queries& database, std::int64_t id, std::string_view name) {
  if (database.dialect() == "sqlite") {
    return database.execute(
        "update or ignore accounts set name = ? where id = ?", name, id);
  }
  return database.execute(
      "update accounts set name = ? where id = ?", name, id);
}

template <class Queries>
[[nodiscard]] auto try_rename(const Queries& database, std::int64_t id, std::string_view name) {
  if (database.dialect() == "sqlite") {
    return database.try_execute(
        "update or ignore accounts set name = ? where id = ?", name, id);
  }
  return database.try_execute(
      "update accounts set name = ? where id = ?", name, id);
}

}  // namespace kitchen::sink::queries
