# SPDX-License-Identifier: Apache-2.0

# saki_add_fuzzer(NAME source... [LIBRARIES target...]): the libFuzzer program `fuzz_NAME`; its corpus is `corpus/NAME` beside the
# calling list. Made by the preset `fuzz` alone.
function(saki_add_fuzzer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES")
  set(target fuzz_${name})
  add_executable(${target} ${arg_UNPARSED_ARGUMENTS})
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${target} PRIVATE ${arg_LIBRARIES} saki_warnings)
  foreach(library IN LISTS arg_LIBRARIES)
    target_include_directories(${target} PRIVATE $<TARGET_PROPERTY:${library},INCLUDE_DIRECTORIES>)
  endforeach()
endfunction()
