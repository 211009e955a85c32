// SPDX-License-Identifier: Apache-2.0
//
// Migration: one numbered step of a database's schema, as it is embedded in the program.
#pragma once

#include <cstdint>
#include <string_view>

namespace saki {

// All views are of what is never freed: literals.
struct Migration {
  std::uint32_t number;      // From 1. The order in which they are applied.
  std::string_view name;     // "create_notes"
  std::string_view backend;  // The package it is for, "mysql"; empty: for all that have no variant of their own.
  std::string_view file;     // What errors call it: "migrations/0001_create_notes.sql".
  std::string_view up;       // SQL statements.
  std::string_view down;     // What takes it back; empty: nothing does.
};

}  // namespace saki
