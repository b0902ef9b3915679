# Libraries, all of them Debian packages (tools/install_packages.sh names them). Missing ones are
# reported together, by package, because that is what the reader has to type next.
find_package(Threads REQUIRED)
set(missing_packages "")

function(require_header variable header package)
  find_path(${variable} "${header}")
  mark_as_advanced(${variable})
  if(NOT ${variable})
    set(missing_packages ${missing_packages} ${package} PARENT_SCOPE)
  endif()
endfunction()

# NAME_LIBRARY, to be linked; NAME_INCLUDE is where its header was found.
function(require_library name library header package)
  require_header(${name}_INCLUDE ${header} ${package})
  find_library(${name}_LIBRARY ${library})
  mark_as_advanced(${name}_LIBRARY)
  if(NOT ${name}_LIBRARY)
    list(APPEND missing_packages ${package})
  endif()
  set(missing_packages ${missing_packages} PARENT_SCOPE)
endfunction()

if(STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
endif()

# fmt: Debian has no static libfmt, so a static program takes it from its headers.
require_header(FMT_INCLUDE fmt/format.h libfmt-dev)
add_library(queuehound_fmt INTERFACE)
find_library(FMT_LIBRARY fmt)
mark_as_advanced(FMT_LIBRARY)
if(STATIC OR NOT FMT_LIBRARY)
  target_compile_definitions(queuehound_fmt INTERFACE FMT_HEADER_ONLY)
else()
  target_link_libraries(queuehound_fmt INTERFACE "${FMT_LIBRARY}")
endif()

require_header(TOMLPLUSPLUS_INCLUDE toml++/toml.h libtomlplusplus-dev)
require_header(NLOHMANN_INCLUDE nlohmann/json.hpp nlohmann-json3-dev)
require_header(XXHASH_INCLUDE xxhash.h libxxhash-dev)  # header only: XXH_INLINE_ALL

# What survey/ reads compressed logs with. ISA-L inflates gzip twice as fast as zlib, but has no
# static library and exists for amd64 and arm64 only, so zlib is always there as the fallback.
add_library(queuehound_decompressors INTERFACE)
foreach(row "z zlib.h zlib1g-dev" "zstd zstd.h libzstd-dev" "lzma lzma.h liblzma-dev"
            "bz2 bzlib.h libbz2-dev")
  separate_arguments(row)
  list(GET row 0 name)
  list(GET row 1 header)
  list(GET row 2 package)
  string(TOUPPER "${name}" upper)
  require_library(${upper} ${name} ${header} ${package})
  if(${upper}_LIBRARY)
    target_link_libraries(queuehound_decompressors INTERFACE "${${upper}_LIBRARY}")
  endif()
endforeach()
find_library(ISAL_LIBRARY isal)
find_path(ISAL_INCLUDE isa-l/igzip_lib.h)
mark_as_advanced(ISAL_LIBRARY ISAL_INCLUDE)
if(ISAL_LIBRARY AND ISAL_INCLUDE)
  target_link_libraries(queuehound_decompressors INTERFACE "${ISAL_LIBRARY}")
  target_compile_definitions(queuehound_decompressors INTERFACE QUEUEHOUND_HAVE_ISAL=1)
endif()

# Headers of a queue are read with it, many at a time (survey/file_batch.h).
require_library(URING uring liburing.h liburing-dev)

# Internationalized domains, whose names a log holds in either of two forms.
require_library(IDN2 idn2 idn2.h libidn2-dev)

# The journal of what was changed on the server.
require_library(SQLITE3 sqlite3 sqlite3.h libsqlite3-dev)

if(missing_packages)
  list(REMOVE_DUPLICATES missing_packages)
  list(JOIN missing_packages " " missing_packages)
  message(FATAL_ERROR "Missing libraries. On Debian: apt-get install ${missing_packages}")
endif()
