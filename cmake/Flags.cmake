# Compiler and linker flags of everything we build. Portable machine code only: no -march=native,
# the program is copied to older machines than the one that built it.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -g0 -DNDEBUG")
if(QUEUEHOUND_SANITIZE)  # find the same at -O1, which compiles a fifth faster
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")
else()
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
endif()
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

add_library(queuehound_flags INTERFACE)
target_include_directories(queuehound_flags INTERFACE "${CMAKE_CURRENT_SOURCE_DIR}/src")
target_compile_options(queuehound_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # TRY is a statement expression (src/base/result.h), marked __extension__ for g++ only.
  # std::stable_sort of libstdc++ 12 uses what libstdc++ 12 calls deprecated.
  target_compile_options(queuehound_flags INTERFACE
    -Wno-gnu-statement-expression -Wno-deprecated-declarations)
elseif(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 takes "text" + std::string for an overlapping copy (its bug 105651).
  target_compile_options(queuehound_flags INTERFACE -Wno-restrict)
endif()

if(QUEUEHOUND_SANITIZE)
  # _FORTIFY_SOURCE hides from ASan what it replaces, so the two are never together.
  target_compile_options(queuehound_flags INTERFACE
    "-fsanitize=${QUEUEHOUND_SANITIZE}" -fno-omit-frame-pointer)
  target_link_options(queuehound_flags INTERFACE "-fsanitize=${QUEUEHOUND_SANITIZE}")
  if(QUEUEHOUND_FUZZ)  # counts for fuzzers; a target's own -fno-sanitize= comes before this and would lose
    target_compile_options(queuehound_flags INTERFACE
      $<$<NOT:$<BOOL:$<TARGET_PROPERTY:COMPILED_QUICKLY>>>:-fsanitize=fuzzer-no-link>)
  endif()
  if(QUEUEHOUND_SANITIZE MATCHES "undefined")
    target_compile_options(queuehound_flags INTERFACE -fno-sanitize-recover=undefined)
  endif()
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_options(queuehound_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
if(NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(queuehound_flags INTERFACE _GLIBCXX_ASSERTIONS)
endif()

if(STATIC)
  target_link_options(queuehound_flags INTERFACE -static)
else()
  # -fPIE, not CMake's -fPIC: nothing here is a shared library, and -fPIC keeps functions that
  # could be replaced at run time from being inlined.
  target_compile_options(queuehound_flags INTERFACE -fPIE)
  target_link_options(queuehound_flags INTERFACE -pie -Wl,-z,relro -Wl,-z,now)
endif()

# compile_quickly(target): for what sanitizers look at but neither fuzzers nor the thread tests run for
# minutes, and for its precompiled header. Half of what compiling with sanitizers costs is to optimise,
# and to count for fuzzers.
function(compile_quickly target)
  if(NOT QUEUEHOUND_SANITIZE OR NOT TARGET ${target})
    return()
  endif()
  target_compile_options(${target} PRIVATE -O0)
  set_target_properties(${target} PROPERTIES COMPILED_QUICKLY ON)
endfunction()

if(QUEUEHOUND_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()
