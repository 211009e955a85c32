# SPDX-License-Identifier: Apache-2.0
#
# Finds brotli (https://github.com/google/brotli), which brings no CMake package of its own: `Brotli::encoder`, `Brotli::decoder`.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_Brotli QUIET libbrotlienc)
endif()
find_path(Brotli_INCLUDE_DIR brotli/encode.h HINTS ${PC_Brotli_INCLUDE_DIRS})
find_library(Brotli_COMMON_LIBRARY brotlicommon HINTS ${PC_Brotli_LIBRARY_DIRS})
find_library(Brotli_ENCODER_LIBRARY brotlienc HINTS ${PC_Brotli_LIBRARY_DIRS})
find_library(Brotli_DECODER_LIBRARY brotlidec HINTS ${PC_Brotli_LIBRARY_DIRS})
mark_as_advanced(Brotli_INCLUDE_DIR Brotli_COMMON_LIBRARY Brotli_ENCODER_LIBRARY Brotli_DECODER_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Brotli
  REQUIRED_VARS Brotli_ENCODER_LIBRARY Brotli_DECODER_LIBRARY Brotli_COMMON_LIBRARY Brotli_INCLUDE_DIR
  VERSION_VAR PC_Brotli_VERSION
  REASON_FAILURE_MESSAGE "on Debian: apt-get install libbrotli-dev")

if(Brotli_FOUND AND NOT TARGET Brotli::common)
  foreach(part IN ITEMS common encoder decoder)
    string(TOUPPER ${part} upper)
    add_library(Brotli::${part} UNKNOWN IMPORTED)
    set_target_properties(Brotli::${part} PROPERTIES
      IMPORTED_LOCATION "${Brotli_${upper}_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${Brotli_INCLUDE_DIR}")
  endforeach()
  target_link_libraries(Brotli::encoder INTERFACE Brotli::common)
  target_link_libraries(Brotli::decoder INTERFACE Brotli::common)
endif()
