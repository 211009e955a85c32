# SPDX-License-Identifier: Apache-2.0
#
# What `cmake --install` puts into a prefix beside the libraries: the CMake package, the generator with its templates, the command.
# The same CMake package is written into the build folder, so that a service can be built against the tree without installing it.
#
#   PREFIX/bin/saki                         the command
#   PREFIX/include/saki, PREFIX/lib         headers and static libraries
#   PREFIX/lib/cmake/saki                   find_package(saki [COMPONENTS sdk sqlite ...])
#   PREFIX/share/saki                       generator/, templates/, packages/*/package.yaml: the same layout as the tree, found relative to the command
include(CMakePackageConfigHelpers)

set(cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/saki)
set(share_dir ${CMAKE_INSTALL_DATADIR}/saki)
get_property(components GLOBAL PROPERTY SAKI_COMPONENTS)
list(REMOVE_DUPLICATES components)

foreach(component IN LISTS components)
  get_property(needs GLOBAL PROPERTY SAKI_NEEDS_${component})
  configure_file(cmake/saki-component.cmake.in ${PROJECT_BINARY_DIR}/saki-${component}.cmake @ONLY)
  export(EXPORT saki-${component}-targets FILE ${PROJECT_BINARY_DIR}/saki-${component}-targets.cmake NAMESPACE saki::)
  install(EXPORT saki-${component}-targets NAMESPACE saki:: DESTINATION ${cmake_dir})
  install(FILES ${PROJECT_BINARY_DIR}/saki-${component}.cmake DESTINATION ${cmake_dir})
endforeach()

# In the build folder the package points into the source tree ...
set(SAKI_HOME ${PROJECT_SOURCE_DIR})
set(SAKI_COMMAND ${PROJECT_SOURCE_DIR}/saki)
set(SAKI_CMAKE_DIR ${PROJECT_SOURCE_DIR}/cmake)
configure_package_config_file(cmake/saki-config.cmake.in ${PROJECT_BINARY_DIR}/saki-config.cmake
  INSTALL_DESTINATION ${PROJECT_BINARY_DIR} INSTALL_PREFIX ${PROJECT_BINARY_DIR}
  PATH_VARS SAKI_HOME SAKI_COMMAND SAKI_CMAKE_DIR)

# ... and in a prefix into the prefix, wherever that is moved.
set(SAKI_HOME ${share_dir})
set(SAKI_COMMAND ${CMAKE_INSTALL_BINDIR}/saki)
set(SAKI_CMAKE_DIR ${cmake_dir})
configure_package_config_file(cmake/saki-config.cmake.in ${PROJECT_BINARY_DIR}/install/saki-config.cmake
  INSTALL_DESTINATION ${cmake_dir}
  PATH_VARS SAKI_HOME SAKI_COMMAND SAKI_CMAKE_DIR)

write_basic_package_version_file(${PROJECT_BINARY_DIR}/saki-config-version.cmake COMPATIBILITY SameMinorVersion)
install(
  FILES
    ${PROJECT_BINARY_DIR}/install/saki-config.cmake
    ${PROJECT_BINARY_DIR}/saki-config-version.cmake
    cmake/saki_add_package.cmake
    cmake/saki_add_service.cmake
    cmake/FindBrotli.cmake
    cmake/FindHiredis.cmake
    cmake/FindMySQL.cmake
    cmake/FindLibYaml.cmake
  DESTINATION ${cmake_dir})

install(PROGRAMS saki DESTINATION ${CMAKE_INSTALL_BINDIR})
install(PROGRAMS cmake/setup.sh DESTINATION ${share_dir}/cmake)
install(FILES cmake/packages.txt DESTINATION ${share_dir}/cmake)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY generator templates DESTINATION ${share_dir} PATTERN "__pycache__" EXCLUDE PATTERN "testing" EXCLUDE)
install(DIRECTORY packages DESTINATION ${share_dir} FILES_MATCHING PATTERN "package.yaml" PATTERN "src" EXCLUDE PATTERN "include" EXCLUDE)
foreach(package IN ITEMS maintenance markdown qrcode)  # Built with the services that name them.
  install(DIRECTORY packages/${package} DESTINATION ${share_dir}/packages)
endforeach()
