# SPDX-License-Identifier: Apache-2.0
#
# Everything Saki is built on, found once. Each library names the ones it uses in its own list.
if(SAKI_PORTABLE)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  add_link_options(-static-libstdc++ -static-libgcc)
endif()
find_package(Threads REQUIRED)
find_package(LibYaml REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Brotli REQUIRED)
find_package(Hiredis REQUIRED)
find_package(MySQL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto SSL)
find_package(nlohmann_json 3.11 REQUIRED)

# Whoever only builds services has no GoogleTest; `saki test` installs it, and fails where a group of tests is not there.
if(SAKI_BUILD_TESTS)
  find_package(GTest QUIET)
  if(NOT GTest_FOUND)
    message(STATUS "The tests are left out: GoogleTest is not installed. Run: ./saki setup --test")
    set(SAKI_BUILD_TESTS OFF)
  endif()
endif()
