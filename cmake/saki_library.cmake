# SPDX-License-Identifier: Apache-2.0

# Built by `saki build` before a service: everything that a service links, nothing else.
add_custom_target(saki_libraries)

# saki_library(NAME [COMPONENT name] [NEEDS package...]): the static library `saki_NAME`, known to everybody as `saki::NAME`.
#
# Its public headers are those of `include/` beside the calling list, its private ones lie in `src/`. Sources are added by the lists
# of its rooms with target_sources(saki_NAME PRIVATE ...). It is exported as part of COMPONENT (NAME unless given), and NEEDS are the
# CMake packages that a consumer of that component must have.
function(saki_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "COMPONENT" "NEEDS")
  if(NOT arg_COMPONENT)
    set(arg_COMPONENT ${name})
  endif()
  set(target saki_${name})

  add_library(${target} STATIC)
  add_library(saki::${name} ALIAS ${target})
  add_dependencies(saki_libraries ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_features(${target} PUBLIC cxx_std_23)
  target_compile_options(${target} PRIVATE
    $<TARGET_PROPERTY:saki_warnings,INTERFACE_COMPILE_OPTIONS>
    -fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=  # A failed check names its file within the tree, wherever that was built.
    # Nobody puts another function in the place of one of a static library: GCC may inline those that others can call as well.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-fno-semantic-interposition>)
  target_include_directories(${target}
    PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/src)

  install(TARGETS ${target} EXPORT saki-${arg_COMPONENT}-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
  set_property(GLOBAL APPEND PROPERTY SAKI_COMPONENTS ${arg_COMPONENT})
  set_property(GLOBAL APPEND PROPERTY SAKI_NEEDS_${arg_COMPONENT} ${arg_NEEDS})
endfunction()
