# SPDX-License-Identifier: Apache-2.0
#
# Packages: how one is built, and how those that a service or another package names come into its build.

# saki_add_package(NAME): the package that the `package.yaml` beside the calling list describes, from src/*.cpp and include/.
#
# Its settings are generated from that file, as `NAME_settings.h`. Targets:
#
#   NAME_package  the static library, also by the name that package.yaml calls `target`; what it is built on is linked to it:
#                 target_link_libraries(NAME_package PRIVATE PkgConfig::LIBRARY)
#   NAME_test     tests/*.cpp on GoogleTest, only where the package is built by itself; its tests are ctest's
function(saki_add_package name)
  set(gen_dir ${CMAKE_CURRENT_BINARY_DIR}/gen)
  _saki_plan(${gen_dir} ${CMAKE_CURRENT_SOURCE_DIR}/package.yaml)
  include(${gen_dir}/plan.cmake)
  _saki_use_packages("${SAKI_PLAN_PACKAGES}" ${CMAKE_CURRENT_SOURCE_DIR}/..)

  set(target ${name}_package)
  list(TRANSFORM SAKI_PLAN_SOURCES PREPEND ${gen_dir}/)
  file(GLOB sources CONFIGURE_DEPENDS src/*.cpp)
  add_library(${target} STATIC ${sources} ${SAKI_PLAN_SOURCES})
  if(NOT SAKI_PLAN_TARGET STREQUAL target)
    add_library(${SAKI_PLAN_TARGET} ALIAS ${target})
  endif()
  target_compile_features(${target} PUBLIC cxx_std_23)
  target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/include ${gen_dir} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/src)
  target_link_libraries(${target} PUBLIC saki::sdk ${SAKI_PLAN_TARGETS})
  _saki_compile_options(${target})
  if(TARGET saki_warnings)  # In Saki's own tree.
    target_compile_options(${target} PRIVATE $<TARGET_PROPERTY:saki_warnings,INTERFACE_COMPILE_OPTIONS>)
  endif()
  if(CMAKE_SOURCE_DIR STREQUAL CMAKE_CURRENT_SOURCE_DIR)
    _saki_add_tests(${name} ${target})
  endif()
endfunction()

# Makes packages there. Those in `folder`, a project's own, are built from their sources. Of Saki's, the components are found; the others
# are built from their sources as well, so that nobody needs what they are built on who does not name them.
function(_saki_use_packages packages folder)
  set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)  # What a package finds is linked where the service is.
  cmake_path(NORMAL_PATH folder)
  foreach(package IN LISTS packages)
    if(TARGET saki_${package} OR TARGET ${package}_package)
      continue()
    endif()
    set(source ${folder}/${package})
    if(folder STREQUAL "${SAKI_HOME}/packages" OR NOT EXISTS ${source}/package.yaml)
      if(package IN_LIST saki_COMPONENTS_KNOWN)
        find_package(saki REQUIRED COMPONENTS ${package})
        continue()
      endif()
      set(source ${SAKI_HOME}/packages/${package})
    endif()
    add_subdirectory(${source} ${CMAKE_BINARY_DIR}/packages/${package})
  endforeach()
endfunction()
