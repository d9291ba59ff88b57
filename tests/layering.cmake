# SPDX-FileCopyrightText: 2026 the cavea authors
# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -P tests/layering.cmake: every #include of our own headers goes down the arrows of
# docs/architecture.md, and system libraries are included only where they are at home.
cmake_minimum_required(VERSION 3.25)
get_filename_component(root ${CMAKE_CURRENT_LIST_DIR} DIRECTORY)

# What each folder may include, itself aside.
set(core_base "")
set(core_layout core/base)
set(core_dsp ${core_layout} core/layout)
set(core_io ${core_dsp} core/dsp)
set(core_programme ${core_io} core/io)
set(core_pan ${core_programme} core/programme)
set(core_room ${core_pan} core/pan)
set(core_meter ${core_programme} core/programme)
set(core_adm ${core_pan} core/pan core/meter)
set(core_plan ${core_adm} core/adm)
set(core_session ${core_plan} core/plan core/room)
set(all_core ${core_session} core/session)
set(renderer_cpu ${all_core} renderer)
set(renderer_vulkan ${all_core} renderer shaders)
set(renderer ${all_core} renderer/cpu renderer/vulkan)
set(renderer_live ${all_core} renderer)
set(shaders "")
set(bench ${all_core} renderer)
set(cli ${all_core} renderer renderer/live bench)
set(gui_model ${all_core})
set(gui_render ${all_core} gui/model shaders)
set(gui_view ${all_core} renderer renderer/live gui/model gui/render)
set(gui_app ${gui_view} gui/view assets)

# header -> folders that may include it
set(homes
  "sndfile.h=core/io"
  "mysofa.h=core/io"
  "soxr.h=core/dsp"
  "fftw3.h=core/base"
  "expat.h=core/adm"
  "ebur128.h=core/meter"
  "vulkan/=renderer/vulkan,gui/render,gui/app"
  "imgui=gui/render,gui/view,gui/app"
  "backends/=gui/render,gui/app"
  "GLFW/=gui/app"
  "png.h=gui/app"
  "rtaudio/=renderer/live"
  "CLI/=cli,gui/app"
  "unistd.h=core/base,core/io"
  "fcntl.h=core/base,core/io"
  "sys/=core/base,core/io"
  "sched.h=core/base"
  "pthread.h=core/base")

function(folder_of path out)
  string(REGEX MATCH "^(core/[a-z]+|renderer/(cpu|vulkan|live)|gui/[a-z]+|[a-z]+)/" folder "${path}")
  string(REGEX REPLACE "/$" "" folder "${folder}")
  set(${out} "${folder}" PARENT_SCOPE)
endfunction()

set(faults "")
file(GLOB_RECURSE sources RELATIVE ${root} ${root}/core/*.h ${root}/core/*.cpp ${root}/renderer/*.h
     ${root}/renderer/*.cpp ${root}/cli/*.h ${root}/cli/*.cpp ${root}/bench/*.h ${root}/bench/*.cpp
     ${root}/gui/*.h ${root}/gui/*.cpp)
foreach(source ${sources})
  folder_of(${source} folder)
  string(REPLACE "/" "_" key ${folder})
  file(STRINGS ${root}/${source} includes REGEX "^ *#include")
  foreach(line ${includes})
    if(line MATCHES "#include \"([^\"]+)\"")
      folder_of("${CMAKE_MATCH_1}" target)
      if(target AND NOT target STREQUAL folder AND NOT target IN_LIST ${key})
        list(APPEND faults "${source}: ${folder} may not include ${CMAKE_MATCH_1}")
      endif()
    elseif(line MATCHES "#include <([^>]+)>")
      foreach(rule ${homes})
        string(REGEX MATCH "^([^=]+)=(.*)$" ignored "${rule}")
        set(prefix ${CMAKE_MATCH_1})
        string(REPLACE "," ";" allowed "${CMAKE_MATCH_2}")
        string(REGEX MATCH "#include <([^>]+)>" ignored "${line}")
        string(FIND "${CMAKE_MATCH_1}" "${prefix}" at)
        if(at EQUAL 0 AND NOT folder IN_LIST allowed)
          list(APPEND faults "${source}: <${CMAKE_MATCH_1}> belongs to ${allowed}")
        endif()
      endforeach()
    endif()
  endforeach()
endforeach()

list(LENGTH sources count)
if(count LESS 20)
  message(FATAL_ERROR "only ${count} sources found under ${root}")
endif()
if(faults)
  list(JOIN faults "\n  " text)
  message(FATAL_ERROR "layering:\n  ${text}")
endif()
message(STATUS "layering: ${count} sources in order")
