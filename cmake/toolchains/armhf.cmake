# SPDX-License-Identifier: Apache-2.0
#
# 32-bit boards with an ARMv7 core: Raspberry Pi 2 and later with a 32-bit system. The ARMv6 of Pi 1 and Zero is no Debian armhf.
set(SAKI_DEBIAN_ARCHITECTURE armhf)
set(CMAKE_SYSTEM_PROCESSOR armv7l)
set(CMAKE_LIBRARY_ARCHITECTURE arm-linux-gnueabihf)
set(SAKI_QEMU qemu-arm)
# GCC notes at each structure that goes through registers otherwise than before GCC 7.1: no library here is that old.
set(CMAKE_CXX_FLAGS_INIT -Wno-psabi)
include(${CMAKE_CURRENT_LIST_DIR}/debian-cross.cmake)
