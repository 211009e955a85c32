# SPDX-License-Identifier: Apache-2.0
#
# Finds hiredis (https://github.com/redis/hiredis), whose CMake package differs between versions: `Hiredis::hiredis`, `Hiredis_VERSION`.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_Hiredis QUIET hiredis)
endif()
find_path(Hiredis_INCLUDE_DIR hiredis/read.h HINTS ${PC_Hiredis_INCLUDE_DIRS})
find_library(Hiredis_LIBRARY hiredis HINTS ${PC_Hiredis_LIBRARY_DIRS})
mark_as_advanced(Hiredis_INCLUDE_DIR Hiredis_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Hiredis
  REQUIRED_VARS Hiredis_LIBRARY Hiredis_INCLUDE_DIR
  VERSION_VAR PC_Hiredis_VERSION
  REASON_FAILURE_MESSAGE "on Debian: apt-get install libhiredis-dev")

if(Hiredis_FOUND AND NOT TARGET Hiredis::hiredis)
  add_library(Hiredis::hiredis UNKNOWN IMPORTED)
  set_target_properties(Hiredis::hiredis PROPERTIES
    IMPORTED_LOCATION "${Hiredis_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${Hiredis_INCLUDE_DIR}")
endif()
