// Memory that was freed is kept for the next piece of a log: a ledger a piece is filled and joined,
// and giving its pages back to the kernel to ask for them again was a tenth of a scan with two
// threads (measured). The process ends soon.
#pragma once

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace queuehound {

inline void keep_freed_memory() {
#if defined(__GLIBC__)
  (void)::mallopt(M_TRIM_THRESHOLD, 256 << 20);
  (void)::mallopt(M_MMAP_THRESHOLD, 64 << 20);
#endif
}

}  // namespace queuehound
