# SPDX-License-Identifier: Apache-2.0
include(GoogleTest)

# One target per group, so that a part of the tests can be built and run alone; saki_add_service adds those of the samples.
foreach(group IN ITEMS stack sdk packages samples)
  add_custom_target(${group}_tests)
endforeach()

# saki_add_test(NAME source... [WHOLE] [LIBRARIES target...]): one GoogleTest program; each of its tests is a test of ctest.
#
# WHOLE makes one of all of them, for tests that share what is costly to start, a server; one such program runs at a time.
# NAME begins with the group that it belongs to (stack, sdk, packages, samples), which becomes its label: `stack_http`, `sdk_router`.
# Private headers of the libraries named are in reach, since a test may look where a user may not.
function(saki_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "WHOLE" "" "LIBRARIES")
  string(REGEX MATCH "^[a-z]+" group "${name}")
  set(target ${name}_test)

  add_executable(${target} ${arg_UNPARSED_ARGUMENTS})
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_link_libraries(${target} PRIVATE ${arg_LIBRARIES} GTest::gmock GTest::gtest_main saki_warnings)
  foreach(library IN LISTS arg_LIBRARIES)
    target_include_directories(${target} PRIVATE $<TARGET_PROPERTY:${library},INCLUDE_DIRECTORIES>)
  endforeach()
  add_dependencies(${group}_tests ${target})
  if(arg_WHOLE)
    add_test(NAME ${name} COMMAND ${target})
    set_tests_properties(${name} PROPERTIES LABELS "${group}" TIMEOUT 300 RESOURCE_LOCK whole)
    return()
  endif()
  gtest_discover_tests(${target} TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS "${group}" TIMEOUT 120)
endfunction()
