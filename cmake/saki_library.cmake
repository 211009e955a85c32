# SPDX-License-Identifier: Apache-2.0

# saki_library(NAME): the static library `saki_NAME`, known to everybody as `saki::NAME`.
#
# Its public headers are those of `include/` beside the calling list, its private ones lie in `src/`. Sources are added by the lists
# of its rooms with target_sources(saki_NAME PRIVATE ...).
function(saki_library name)
  set(target saki_${name})
  add_library(${target} STATIC)
  add_library(saki::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_features(${target} PUBLIC cxx_std_23)
  target_include_directories(${target}
    PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/src)
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:saki_warnings>)
endfunction()
