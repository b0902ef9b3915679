# tests/unit/<floor>/*.cc     → unit_<floor>, linked with that floor and those below it
# tests/fuzz/<parser>_fuzz.cc → <parser>_fuzz, in the fuzz preset only
# tests/oracle/*.cc           → oracle_<name>, linked with every floor
# None of them is part of the default target: `ninja tests` (or unit_tests, fuzzers) builds them.
enable_testing()
set(tests_dir "${CMAKE_CURRENT_SOURCE_DIR}/tests")

add_custom_target(unit_tests)
add_custom_target(fuzzers)
add_custom_target(oracles)
add_custom_target(tests DEPENDS unit_tests fuzzers oracles)

if(QUEUEHOUND_TESTS STREQUAL "OFF")
  return()
endif()

find_library(GTEST_LIBRARY gtest)
find_library(GTEST_MAIN_LIBRARY gtest_main)
find_library(RAPIDCHECK_LIBRARY rapidcheck)
mark_as_advanced(GTEST_LIBRARY GTEST_MAIN_LIBRARY RAPIDCHECK_LIBRARY)
include(GoogleTest)

if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")  # the only build where g++ sees the tests keeps all its warnings
  precompile(tests <gtest/gtest.h>)
  compile_quickly(precompiled_tests)
endif()

function(add_unit_tests floor)
  file(GLOB sources CONFIGURE_DEPENDS "${tests_dir}/unit/${floor}/*.cc")
  if(NOT sources)
    return()
  endif()
  add_executable(unit_${floor} EXCLUDE_FROM_ALL ${sources})
  target_include_directories(unit_${floor} PRIVATE "${tests_dir}")
  target_compile_definitions(unit_${floor} PRIVATE
    QUEUEHOUND_SOURCE_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(unit_${floor} PRIVATE queuehound_${floor}
    "${GTEST_MAIN_LIBRARY}" "${GTEST_LIBRARY}" Threads::Threads)
  if(RAPIDCHECK_LIBRARY)
    target_link_libraries(unit_${floor} PRIVATE "${RAPIDCHECK_LIBRARY}")
    target_compile_definitions(unit_${floor} PRIVATE QUEUEHOUND_HAVE_RAPIDCHECK=1)
  endif()
  compile_quickly(unit_${floor})
  use_precompiled(unit_${floor} tests)
  add_dependencies(unit_tests unit_${floor})
  gtest_discover_tests(unit_${floor} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    TEST_PREFIX "${floor}/" PROPERTIES LABELS unit-${floor} TIMEOUT 120)
endfunction()

if(GTEST_LIBRARY AND GTEST_MAIN_LIBRARY)
  foreach(floor ${QUEUEHOUND_FLOORS})
    add_unit_tests(${floor})
  endforeach()
elseif(QUEUEHOUND_TESTS STREQUAL "ON")
  message(FATAL_ERROR "Unit tests need GoogleTest. On Debian: apt-get install libgtest-dev")
endif()

# Links a program with the floors its own source includes: a fuzzer of one parser should not wait
# for the whole house to be built with sanitizers, nor what reads a server for those who judge it.
function(link_included_floors target source)
  file(STRINGS "${source}" lines REGEX "^#include \"[a-z]+/")
  foreach(line ${lines})
    string(REGEX REPLACE "^#include \"([a-z]+)/.*" "\\1" floor "${line}")
    if(TARGET queuehound_${floor})
      target_link_libraries(${target} PRIVATE queuehound_${floor})
    endif()
  endforeach()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
endfunction()

if(QUEUEHOUND_FUZZ)
  file(GLOB fuzz_sources CONFIGURE_DEPENDS "${tests_dir}/fuzz/*_fuzz.cc")
  foreach(source ${fuzz_sources})
    get_filename_component(name "${source}" NAME_WE)
    add_executable(${name} EXCLUDE_FROM_ALL "${source}")
    target_include_directories(${name} PRIVATE "${tests_dir}")
    link_included_floors(${name} "${source}")
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/fuzz")
    add_dependencies(fuzzers ${name})
  endforeach()
endif()

file(GLOB oracle_sources CONFIGURE_DEPENDS "${tests_dir}/oracle/*.cc")
foreach(source ${oracle_sources})
  get_filename_component(name "${source}" NAME_WE)
  add_executable(oracle_${name} EXCLUDE_FROM_ALL "${source}")
  target_include_directories(oracle_${name} PRIVATE "${tests_dir}")
  compile_quickly(oracle_${name})
  link_included_floors(oracle_${name} "${source}")
  set_target_properties(oracle_${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/oracle")
  add_dependencies(oracles oracle_${name})
endforeach()

# Whole-program tests, for `ctest`; ./test runs the same scripts and counts what is inside them.
find_program(PYTHON3 python3)
mark_as_advanced(PYTHON3)
if(PYTHON3 AND TARGET queuehound)
  foreach(row "cases cases/run_cases.py --binary" "schema schema/validate.py")
    separate_arguments(row)
    list(GET row 0 name)
    list(GET row 1 script)
    list(LENGTH row words)
    set(option "")
    if(words GREATER 2)
      list(GET row 2 option)
    endif()
    if(EXISTS "${tests_dir}/${script}")
      add_test(NAME ${name} COMMAND "${PYTHON3}" "${tests_dir}/${script}" ${option}
        "$<TARGET_FILE:queuehound>")
      set_tests_properties(${name} PROPERTIES LABELS whole SKIP_RETURN_CODE 77)
    endif()
  endforeach()
endif()
