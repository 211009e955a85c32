# SPDX-License-Identifier: Apache-2.0
#
# Faster tools, where the machine has them: ccache for compiling, mold or lld for linking. Only when Saki is the top-level project;
# a consumer chooses for himself.
if(NOT PROJECT_IS_TOP_LEVEL)
  return()
endif()

find_program(SAKI_CCACHE ccache)
mark_as_advanced(SAKI_CCACHE)
if(SAKI_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  # Paths relative to the tree, so that every clone and work tree of a machine shares what one of them has compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${SAKI_CCACHE}")
endif()

# Clang finds `ld.lld` of its own version by itself; GCC 12 knows both names. A cross compiler knows only the linker it came with.
if(CMAKE_CROSSCOMPILING)
  return()
endif()
find_program(SAKI_LINKER NAMES mold ld.lld)
mark_as_advanced(SAKI_LINKER)
if(SAKI_LINKER)
  cmake_path(GET SAKI_LINKER FILENAME linker)
  string(REPLACE "ld.lld" "lld" linker "${linker}")
  add_link_options("-fuse-ld=${linker}")
endif()
