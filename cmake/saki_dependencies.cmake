# SPDX-License-Identifier: Apache-2.0
#
# Everything Saki is built on, found once. Each library names the ones it uses in its own list.
find_package(Threads REQUIRED)
find_package(LibYaml REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
if(SAKI_BUILD_TESTS)
  find_package(GTest REQUIRED)
endif()
