# SPDX-License-Identifier: Apache-2.0
#
# `saki_warnings`: an interface target that our own targets link privately. Nothing of it reaches a consumer.
#
# GCC 12 takes a local node that is linked into an intrusive list, and unlinked again by its destructor, for a dangling pointer.
add_library(saki_warnings INTERFACE)
target_compile_options(saki_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wold-style-cast -Wcast-qual -Wformat=2 -Wimplicit-fallthrough -Wextra-semi -Wunused -Wundef
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op -Wno-dangling-pointer>
  $<$<BOOL:${SAKI_WERROR}>:-Werror>)
