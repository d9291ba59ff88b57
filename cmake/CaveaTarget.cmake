# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
# One function per kind of target, so that flags and warnings are said once.

function(cavea_options target)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
    -Woverloaded-virtual -Wold-style-cast -Wundef
    # Results must not depend on which multiplications the compiler happens to fuse.
    -ffp-contract=off
    $<$<BOOL:${CAVEA_WERROR}>:-Werror>)
endfunction()

# cavea_library(NAME DEPENDS lib... PRIVATE lib... EXCLUDE file...): a static library cavea_NAME
# (alias cavea::NAME) of every .cpp in the current folder but the excluded ones. Globbed, so that a new unit is two files and
# no list to keep; CONFIGURE_DEPENDS makes the build notice it.
function(cavea_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;PRIVATE;EXCLUDE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  foreach(file ${ARG_EXCLUDE})
    list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
  if(NOT sources)
    set(sources ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp)  # headers alone
    file(WRITE ${sources} "")
  endif()
  add_library(cavea_${name} STATIC ${sources})
  add_library(cavea::${name} ALIAS cavea_${name})
  cavea_options(cavea_${name})
  target_link_libraries(cavea_${name} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE})
endfunction()

# cavea_tests(NAME LABELS label... DEPENDS lib...): an executable NAME_tests of every *_test.cpp in
# the current folder, each case registered with ctest under the labels.
function(cavea_tests name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "LABELS;DEPENDS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${name}_tests ${sources})
  # What a sanitizer build runs by default, to be built without the rest.
  if("unit" IN_LIST ARG_LABELS OR "badinput" IN_LIST ARG_LABELS)
    if(NOT TARGET cavea_unit_tests)
      add_custom_target(cavea_unit_tests)
    endif()
    add_dependencies(cavea_unit_tests ${name}_tests)
  endif()
  cavea_options(${name}_tests)
  target_link_libraries(${name}_tests PRIVATE ${ARG_DEPENDS} cavea::test_support GTest::gtest
                                              GTest::gtest_main)
  # One label "gui,gpu", which ctest -L gui and -L gpu both match: of a list only the first would
  # arrive, and what follows it be lost.
  list(JOIN ARG_LABELS "," labels)
  gtest_discover_tests(${name}_tests
    TEST_PREFIX "${name}."
    DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS "${labels}" TIMEOUT ${ARG_TIMEOUT})
endfunction()
