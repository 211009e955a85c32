// SPDX-License-Identifier: Apache-2.0
//
// What a statement's first word tells before SQLite has seen it. A guess that saves a detour; the connection has the last word.
#pragma once

#include <string_view>

namespace saki {

// Insert, update, delete, replace, or `with`, which may stand before any of them.
[[nodiscard]] bool may_change_rows(std::string_view sql) noexcept;

// It certainly belongs to the writer: it changes rows or the schema, or is a pragma, which asks or sets one connection.
[[nodiscard]] bool is_for_writer(std::string_view sql) noexcept;

}  // namespace saki
