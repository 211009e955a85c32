# SPDX-License-Identifier: Apache-2.0
#
# Made by saki for saki_add_service(); see there what each of these means.
set(SAKI_PLAN_SERVICE "kitchen-sink")
set(SAKI_PLAN_INPUTS "migrations/0001_create_accounts.down.sql;migrations/0001_create_accounts.sql;migrations/0002_notes.sql;migrations/0002_notes.sqlite.sql;sql/accounts.sql;sql/accounts.sqlite.sql")
set(SAKI_PLAN_SOURCES "types.cpp;errors.cpp;settings.cpp;migrations.cpp;jobs.cpp;routes.cpp;unwritten.cpp;compose.cpp")
set(SAKI_PLAN_CLIENT "types.cpp;client.cpp")
set(SAKI_PLAN_MAIN "main.cpp")
set(SAKI_PLAN_HANDLERS "")
set(SAKI_PLAN_PACKAGES "sqlite")
set(SAKI_PLAN_TARGETS "saki::sqlite")
set(SAKI_PLAN_DIRECTORIES "public/assets;public;public/members")
set(SAKI_PLAN_HEADERS "handlers.h")
set(SAKI_PLAN_ORPHANS "")
