#include "survey/detect_compression.h"

#include <unistd.h>

namespace queuehound {

Compression detect_compression(const Fd& file) {
  char first[16];
  const ssize_t got = pread(file.get(), first, sizeof first, 0);
  return got <= 0 ? Compression::none : compression_of({first, static_cast<std::size_t>(got)});
}

}  // namespace queuehound
