# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Every library that cavea builds with, found once. scripts/setup installs them.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(EXPAT REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(SNDFILE REQUIRED IMPORTED_TARGET sndfile)
pkg_check_modules(EBUR128 REQUIRED IMPORTED_TARGET libebur128)
pkg_check_modules(FFTW REQUIRED IMPORTED_TARGET fftw3 fftw3f)
pkg_check_modules(SOXR REQUIRED IMPORTED_TARGET soxr)
pkg_check_modules(MYSOFA REQUIRED IMPORTED_TARGET libmysofa)
if(CAVEA_GPU)
  # FindVulkan honours VULKAN_SDK, so an SDK is preferred over the distribution when it is set.
  find_package(Vulkan REQUIRED COMPONENTS glslc)
  find_program(CAVEA_SPIRV_VAL spirv-val HINTS $ENV{VULKAN_SDK}/bin REQUIRED)
endif()
if(CAVEA_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()
