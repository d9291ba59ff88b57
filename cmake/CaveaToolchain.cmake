# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Compiler-wide settings: ccache when present, sanitizers, a default build type.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(CAVEA_CCACHE ccache)
mark_as_advanced(CAVEA_CCACHE)
if(CAVEA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CAVEA_CCACHE})
endif()

if(CAVEA_FUZZ)
  # Coverage of the libraries; the targets alone link the driver.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(CAVEA_SANITIZE)
  add_compile_options(-fsanitize=${CAVEA_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CAVEA_SANITIZE})
endif()
