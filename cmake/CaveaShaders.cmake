# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
# cavea_shaders(TARGET file.comp...): GLSL to SPIR-V at build time, checked by spirv-val, embedded
# as "shaders/NAME_spirv.h" with the array k_NAME_spirv in namespace cavea::gpu. NAME is the file's
# without folder and ending; of name.vert and name.frag it is name_vert and name_frag. Paths are
# relative to shaders/. Needs CAVEA_SPIRV_VAL and the Vulkan package; a shader is built again when a file that
# it includes changes.
function(cavea_shaders target)
  set(generated ${PROJECT_BINARY_DIR}/generated)
  file(MAKE_DIRECTORY ${generated}/shaders)
  foreach(file ${ARGN})
    cmake_path(GET file STEM name)
    if(file MATCHES "\\.(vert|frag)$")
      string(APPEND name _${CMAKE_MATCH_1})
    endif()
    set(source ${PROJECT_SOURCE_DIR}/shaders/${file})
    set(spirv ${generated}/shaders/${name}.spv)
    set(words ${generated}/shaders/${name}_spirv.inc)
    set(header ${generated}/shaders/${name}_spirv.h)
    set(flags --target-env=vulkan1.2 -O -Werror -I ${PROJECT_SOURCE_DIR}/shaders)
    add_custom_command(
      OUTPUT ${spirv} ${words}
      COMMAND ${Vulkan_GLSLC_EXECUTABLE} ${flags} -MD -MF ${spirv}.d -MT ${spirv} -o ${spirv} ${source}
      COMMAND ${CAVEA_SPIRV_VAL} --target-env vulkan1.2 ${spirv}
      COMMAND ${Vulkan_GLSLC_EXECUTABLE} ${flags} -mfmt=c -o ${words} ${source}
      DEPENDS ${source}
      DEPFILE ${spirv}.d
      COMMENT "Shader ${file}"
      VERBATIM)
    file(CONFIGURE OUTPUT ${header} @ONLY CONTENT
"// Generated from shaders/${file}.
#pragma once
#include <cstdint>
namespace cavea::gpu {
inline constexpr std::uint32_t k_${name}_spirv[] =
#include \"shaders/${name}_spirv.inc\"
    ;
}  // namespace cavea::gpu
")
    target_sources(${target} PRIVATE ${words})
    set_source_files_properties(${words} PROPERTIES HEADER_FILE_ONLY ON)
  endforeach()
  target_include_directories(${target} PRIVATE ${generated})
endfunction()
