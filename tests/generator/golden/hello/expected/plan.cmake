# SPDX-License-Identifier: Apache-2.0
#
# Made by saki for saki_add_service(); see there what each of these means.
set(SAKI_PLAN_SERVICE "hello")
set(SAKI_PLAN_INPUTS "")
set(SAKI_PLAN_SOURCES "routes.cpp;compose.cpp")
set(SAKI_PLAN_CLIENT "client.cpp")
set(SAKI_PLAN_MAIN "main.cpp")
set(SAKI_PLAN_HANDLERS "src/hello.cpp")
set(SAKI_PLAN_PACKAGES "")
set(SAKI_PLAN_TARGETS "")
set(SAKI_PLAN_DIRECTORIES "")
set(SAKI_PLAN_HEADERS "handlers.h")
set(SAKI_PLAN_ORPHANS "")
