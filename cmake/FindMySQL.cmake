# SPDX-License-Identifier: Apache-2.0
#
# Finds the client library of MySQL and MariaDB, whichever is there: `MySQL::MySQL`.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_search_module(PC_MySQL QUIET libmariadb mysqlclient)
endif()
find_path(MySQL_INCLUDE_DIR mysql.h HINTS ${PC_MySQL_INCLUDE_DIRS} PATH_SUFFIXES mariadb mysql)
find_library(MySQL_LIBRARY NAMES mariadb mysqlclient HINTS ${PC_MySQL_LIBRARY_DIRS})
mark_as_advanced(MySQL_INCLUDE_DIR MySQL_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(MySQL
  REQUIRED_VARS MySQL_LIBRARY MySQL_INCLUDE_DIR
  VERSION_VAR PC_MySQL_VERSION
  REASON_FAILURE_MESSAGE "on Debian: apt-get install libmariadb-dev")

if(MySQL_FOUND AND NOT TARGET MySQL::MySQL)
  add_library(MySQL::MySQL UNKNOWN IMPORTED)
  set_target_properties(MySQL::MySQL PROPERTIES
    IMPORTED_LOCATION "${MySQL_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${MySQL_INCLUDE_DIR}")
  if(MySQL_LIBRARY MATCHES "\\.a$")  # Carries nothing of what it needs itself.
    find_package(ZLIB QUIET)
    find_package(OpenSSL QUIET)
    target_link_libraries(MySQL::MySQL INTERFACE OpenSSL::SSL OpenSSL::Crypto ZLIB::ZLIB ${CMAKE_DL_LIBS})
  endif()
endif()
