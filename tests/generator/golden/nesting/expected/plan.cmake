# SPDX-License-Identifier: Apache-2.0
#
# Made by saki for saki_add_service(); see there what each of these means.
set(SAKI_PLAN_SERVICE "nesting")
set(SAKI_PLAN_INPUTS "")
set(SAKI_PLAN_SOURCES "types.cpp;routes.cpp;unwritten.cpp;compose.cpp")
set(SAKI_PLAN_CLIENT "types.cpp;client.cpp")
set(SAKI_PLAN_MAIN "main.cpp")
set(SAKI_PLAN_HANDLERS "src/keep_nested.cpp")
set(SAKI_PLAN_PACKAGES "sqlite")
set(SAKI_PLAN_TARGETS "saki::sqlite")
set(SAKI_PLAN_DIRECTORIES "")
set(SAKI_PLAN_HEADERS "handlers.h")
set(SAKI_PLAN_ORPHANS "")
