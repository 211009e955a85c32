# SPDX-License-Identifier: Apache-2.0

include(${CMAKE_CURRENT_LIST_DIR}/saki_add_package.cmake)
enable_testing()  # Here, in the scope of the project: in a function it would be forgotten.

# saki_add_service(NAME): a service from the `service.yaml` beside the calling list.
#
# The generator writes `gen/` below the build folder, only what changed, and a plan of what to compile. Both are made while configuring,
# and the build configures again by itself when the manifest, one of its includes or the generator changed, or when a handler's file
# came or went. When only the text of a handler changed, the plan stands and the generator runs as a step of the build: whether the
# handler is a coroutine or a plain function decides how it is declared. Targets:
#
#   NAME          the executable: main() alone
#   NAME_service  generated code and the author's src/*.cpp, for the executable and for the tests
#   NAME_test     tests/*.cpp on GoogleTest, when there are any and BUILD_TESTING is not off; its tests are ctest's
#
# Static directories are linked beside the executable, where it looks for them. `cmake --install` puts the executable, copies of
# these directories and config/ into one folder that can be carried elsewhere.
function(saki_add_service name)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release, RelWithDebInfo or MinSizeRel" FORCE)
  endif()
  set(gen_dir ${CMAKE_CURRENT_BINARY_DIR}/gen)
  set(manifest ${CMAKE_CURRENT_SOURCE_DIR}/service.yaml)
  _saki_plan(${gen_dir} ${manifest})
  include(${gen_dir}/plan.cmake)
  _saki_use_packages("${SAKI_PLAN_PACKAGES}" ${CMAKE_CURRENT_SOURCE_DIR}/packages)
  _saki_author_sources(author_sources "${SAKI_PLAN_HANDLERS}" "${SAKI_PLAN_ORPHANS}")

  list(TRANSFORM SAKI_PLAN_SOURCES PREPEND ${gen_dir}/)
  _saki_emit_when_changed(${gen_dir} ${manifest} "${author_sources}")
  add_library(${name}_service OBJECT ${SAKI_PLAN_SOURCES} ${author_sources})
  target_include_directories(${name}_service PUBLIC ${gen_dir} ${CMAKE_CURRENT_SOURCE_DIR}/src)
  target_link_libraries(${name}_service PUBLIC saki::sdk ${SAKI_PLAN_TARGETS})

  add_executable(${name} ${gen_dir}/${SAKI_PLAN_MAIN})
  target_link_libraries(${name} PRIVATE ${name}_service)
  _saki_compile_options(${name}_service ${name})
  _saki_link_directories("${SAKI_PLAN_DIRECTORIES}")
  _saki_install_service(${name} "${SAKI_PLAN_DIRECTORIES}")
  _saki_add_tests(${name} ${name}_service)
endfunction()

# saki_add_client(NAME MANIFEST file): the typed client of the service that a manifest describes, as the static library NAME.
#
#   saki_add_client(notes_client MANIFEST ../notes/service.yaml)
#   target_link_libraries(shop_service PUBLIC notes_client)          #include "notes_client/client.h"
function(saki_add_client name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "MANIFEST" "")
  cmake_path(ABSOLUTE_PATH arg_MANIFEST NORMALIZE OUTPUT_VARIABLE manifest)
  set(clients_dir ${CMAKE_CURRENT_BINARY_DIR}/clients)
  set(gen_dir ${clients_dir}/${name})
  _saki_plan(${gen_dir} ${manifest})
  include(${gen_dir}/plan.cmake)
  list(TRANSFORM SAKI_PLAN_CLIENT PREPEND ${gen_dir}/)
  _saki_emit_when_changed(${gen_dir} ${manifest} ${manifest})
  add_library(${name} STATIC ${SAKI_PLAN_CLIENT})
  target_include_directories(${name} PUBLIC ${clients_dir})
  target_link_libraries(${name} PUBLIC saki::sdk)
  _saki_compile_options(${name})
endfunction()

# Runs the generator into `gen_dir` and names everything that must make it run again.
function(_saki_plan gen_dir manifest)
  cmake_path(GET manifest PARENT_PATH project)
  execute_process(
    COMMAND "${SAKI_COMMAND}" emit --manifest ${manifest} --out ${gen_dir}
    WORKING_DIRECTORY ${project}
    RESULT_VARIABLE status)

  file(GLOB_RECURSE generator CONFIGURE_DEPENDS ${SAKI_HOME}/generator/saki/*.py ${SAKI_HOME}/templates/*.j2)
  file(GLOB statements CONFIGURE_DEPENDS ${project}/migrations/*.sql ${project}/sql/*.sql)
  file(GLOB packages CONFIGURE_DEPENDS ${SAKI_HOME}/packages/*/package.yaml)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifest} ${statements} ${packages} ${generator})
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${manifest}: no service can be made of it, see above")
  endif()

  include(${gen_dir}/plan.cmake)
  list(TRANSFORM SAKI_PLAN_INPUTS PREPEND ${project}/)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SAKI_PLAN_INPUTS} ${gen_dir}/plan.cmake)
endfunction()

# Makes the generated files outputs of a build step, so that it also brings back what was deleted.
function(_saki_emit_when_changed gen_dir manifest sources)
  file(GLOB_RECURSE generated ${gen_dir}/*)
  list(REMOVE_ITEM generated ${gen_dir}/plan.cmake)  # Configuring depends on it.
  add_custom_command(
    OUTPUT ${generated}
    COMMAND "${SAKI_COMMAND}" emit --manifest ${manifest} --out ${gen_dir}
    DEPENDS ${sources}
    COMMENT "Looking at the handlers of ${manifest}"
    VERBATIM)
endfunction()

# Sets `result` to the author's sources. The listing of src/ is watched, because a handler whose file comes or goes changes the plan.
function(_saki_author_sources result handlers orphans)
  file(GLOB listing CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} src/*.cpp)
  set(sources ${handlers} ${listing})
  list(REMOVE_DUPLICATES sources)
  if(orphans)
    list(REMOVE_ITEM sources ${orphans})
  endif()
  set(${result} ${sources} PARENT_SCOPE)
endfunction()

function(_saki_compile_options)
  foreach(target IN LISTS ARGN)
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
    # A long run of awaits that complete at once needs tail calls, which -O0 does not make.
    if(CMAKE_SOURCE_DIR STREQUAL CMAKE_CURRENT_SOURCE_DIR)
      target_compile_options(${target} PRIVATE $<$<CONFIG:Debug>:-Og -foptimize-sibling-calls>)
    endif()
    target_compile_options(${target} PRIVATE -Wall -Wextra $<$<NOT:$<CONFIG:Debug>>:-ffunction-sections -fdata-sections>)
    target_link_options(${target} PRIVATE $<$<NOT:$<CONFIG:Debug>>:-Wl,--gc-sections>)
  endforeach()
endfunction()

function(_saki_link_directories directories)
  foreach(directory IN LISTS directories)
    cmake_path(GET directory PARENT_PATH parent)
    file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${parent})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${directory} ${CMAKE_CURRENT_BINARY_DIR}/${directory} SYMBOLIC)
  endforeach()
endfunction()

# The samples in Saki's own tree are installed by name only: `cmake --install build/release --component hello`.
function(_saki_install_service name directories)
  set(component COMPONENT ${name})
  if(NOT CMAKE_SOURCE_DIR STREQUAL CMAKE_CURRENT_SOURCE_DIR)
    list(APPEND component EXCLUDE_FROM_ALL)
  endif()
  install(TARGETS ${name} RUNTIME DESTINATION . ${component})
  foreach(directory IN LISTS directories)
    install(DIRECTORY ${directory}/ DESTINATION ${directory} ${component})
  endforeach()
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/config)
    install(DIRECTORY config DESTINATION . ${component})
  endif()
endfunction()

# The tests of a service or a package: tests/*.cpp, linked with the library that holds it.
function(_saki_add_tests name library)
  file(GLOB tests CONFIGURE_DEPENDS tests/*.cpp)
  if(NOT tests OR (DEFINED BUILD_TESTING AND NOT BUILD_TESTING))
    return()
  endif()
  find_package(GTest QUIET)
  if(NOT GTest_FOUND)
    message(STATUS "${name}: tests/ is left out, GoogleTest is not installed (on Debian: libgtest-dev)")
    return()
  endif()

  add_executable(${name}_test EXCLUDE_FROM_ALL ${tests})
  target_link_libraries(${name}_test PRIVATE ${library} GTest::gtest_main)
  _saki_compile_options(${name}_test)
  if(TARGET samples_tests)
    add_dependencies(samples_tests ${name}_test)
  endif()
  include(GoogleTest)
  gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST PROPERTIES LABELS samples TIMEOUT 120)
endfunction()
