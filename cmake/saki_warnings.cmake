# SPDX-License-Identifier: Apache-2.0
#
# `saki_warnings`: an interface target that our own targets link privately. Nothing of it reaches a consumer.
add_library(saki_warnings INTERFACE)
target_compile_options(saki_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wold-style-cast -Wcast-align -Wcast-qual -Wformat=2 -Wimplicit-fallthrough -Wextra-semi -Wunused -Wundef
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
  $<$<BOOL:${SAKI_WERROR}>:-Werror>)
