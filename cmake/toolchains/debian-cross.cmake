# SPDX-License-Identifier: Apache-2.0
#
# What the toolchains of this folder share: Debian's cross compiler, a sysroot unpacked from Debian packages, and QEMU to run what was
# built, so that ctest works as on the machine itself. Set before including this: SAKI_DEBIAN_ARCHITECTURE, CMAKE_SYSTEM_PROCESSOR,
# CMAKE_LIBRARY_ARCHITECTURE (which prefixes the compiler) and SAKI_QEMU.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_CXX_COMPILER ${CMAKE_LIBRARY_ARCHITECTURE}-g++)

set(CMAKE_SYSROOT ${CMAKE_CURRENT_LIST_DIR}/../../build/sysroot/${SAKI_DEBIAN_ARCHITECTURE})
cmake_path(NORMAL_PATH CMAKE_SYSROOT)
set(SAKI_SYSROOT_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/../sysroot.sh)
if(${SAKI_SYSROOT_SCRIPT} IS_NEWER_THAN ${CMAKE_SYSROOT})  # Or there is none: the script names the packages.
  message(STATUS "Unpacking a sysroot for ${SAKI_DEBIAN_ARCHITECTURE}")
  file(REMOVE_RECURSE ${CMAKE_SYSROOT})
  cmake_path(GET CMAKE_SYSROOT PARENT_PATH sysroots)
  file(MAKE_DIRECTORY ${sysroots})
  execute_process(
    COMMAND ${SAKI_SYSROOT_SCRIPT} ${SAKI_DEBIAN_ARCHITECTURE} ${CMAKE_SYSROOT}
    COMMAND_ERROR_IS_FATAL ANY)
endif()

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${CMAKE_SYSROOT})
set(ENV{PKG_CONFIG_LIBDIR} ${CMAKE_SYSROOT}/usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/pkgconfig)

set(CMAKE_CROSSCOMPILING_EMULATOR ${SAKI_QEMU} -L ${CMAKE_SYSROOT})
