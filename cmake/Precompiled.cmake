# Headers parsed once a build instead of once a file: half of what a compiler does here is to read the
# standard library, and most of the other half, from the dossier up, to read the dossier and what is
# under it. On in the presets that people wait for (release, fuzz). A file of src/ that forgets an include
# is the other presets' to find, which read each one as it stands: tsan as far as survey, dev all. The
# tests' header is GoogleTest alone, which every one of them includes by itself, so there nothing can be
# hidden; g++ reads them as they are (below).
option(QUEUEHOUND_PRECOMPILE "precompile the headers of the standard library, of fmt and GoogleTest, and the dossier's" OFF)

if(QUEUEHOUND_PRECOMPILE AND CCACHE_PROGRAM)
  # What ccache asks for before it caches such builds; see "Precompiled headers" in its manual.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros "${CCACHE_PROGRAM}")
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(queuehound_flags INTERFACE -Xclang -fno-pch-timestamp)
  else()
    target_compile_options(queuehound_flags INTERFACE -fpch-preprocess)
  endif()
endif()

# precompile(name header...): what `use_precompiled(target name)` will share.
function(precompile name)
  if(NOT QUEUEHOUND_PRECOMPILE)
    return()
  endif()
  set(empty "${CMAKE_BINARY_DIR}/precompiled_${name}.cc")
  if(NOT EXISTS "${empty}")
    file(WRITE "${empty}" "// Precompiled headers belong to a target, and a target has a source.\n")
  endif()
  add_library(precompiled_${name} OBJECT EXCLUDE_FROM_ALL "${empty}")
  target_link_libraries(precompiled_${name} PRIVATE queuehound_flags queuehound_fmt)
  target_precompile_headers(precompiled_${name} PRIVATE ${ARGN})
  if(CCACHE_PROGRAM)
    set_target_properties(precompiled_${name} PROPERTIES CXX_COMPILER_LAUNCHER
      "sh;${CMAKE_CURRENT_SOURCE_DIR}/cmake/remove_output_first.sh;${CMAKE_CXX_COMPILER_LAUNCHER}")
  endif()
endfunction()

function(use_precompiled target name)
  if(TARGET precompiled_${name})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      # Its bug 105651 again ("text" + std::string), which it keeps to itself where the library's
      # header is not precompiled.
      target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-stringop-overflow
        -Wno-stringop-overread)
    endif()
    target_precompile_headers(${target} REUSE_FROM precompiled_${name})
  endif()
endfunction()
