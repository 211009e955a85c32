# SPDX-License-Identifier: Apache-2.0
#
# 64-bit boards: Raspberry Pi 3 and later with a 64-bit system.
set(SAKI_DEBIAN_ARCHITECTURE arm64)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(SAKI_QEMU qemu-aarch64)
include(${CMAKE_CURRENT_LIST_DIR}/debian-cross.cmake)
