// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "migrations.h"

namespace kitchen::sink {
namespace {

constexpr saki::Migration kMigrations[] = {
    {1, "create_accounts", "", "migrations/0001_create_accounts.sql",
     "-- Accounts and what they own.\n"
     "create table accounts (\n"
     "  id integer primary key,\n"
     "  name text not null check (name <> '')\n"
     ");\n",
     "drop table accounts;\n"},
    {2, "notes", "", "migrations/0002_notes.sql",
     "alter table accounts add column \"note\\path\" text;\n",
     ""},
    {2, "notes", "sqlite", "migrations/0002_notes.sqlite.sql",
     "alter table accounts add column \"note\\path\" varchar(100);\n",
     ""},
};

}  // namespace

std::span<const saki::Migration> migrations() { return kMigrations; }

}  // namespace kitchen::sink
