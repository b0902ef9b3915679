// Memory that was freed is kept for the next piece of a log: a ledger a piece is filled and joined,
// and giving its pages back to the kernel to ask for them again was a tenth of a scan with two
// threads (measured). What is judged afterwards asks for other sizes, and finds no use for it.
#pragma once

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace queuehound {

// One heap for all threads: what one learned another frees, so heaps of their own were full of
// holes that nobody filled. Locks are waited for a thousand times in a gigabyte of logs (measured).
// To be called before there are threads.
inline void share_one_heap() {
#if defined(__GLIBC__)
  (void)::mallopt(M_ARENA_MAX, 1);
#endif
}

inline void keep_freed_memory() {
#if defined(__GLIBC__)
  (void)::mallopt(M_TRIM_THRESHOLD, 256 << 20);
  (void)::mallopt(M_MMAP_THRESHOLD, 64 << 20);
#endif
}

// What is free now goes; what will be freed is kept on.
inline void trim_freed_memory() {
#if defined(__GLIBC__)
  (void)::malloc_trim(0);
#endif
}

inline void give_back_freed_memory() {
#if defined(__GLIBC__)
  (void)::mallopt(M_TRIM_THRESHOLD, 1 << 20);
  (void)::mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
  trim_freed_memory();
}

}  // namespace queuehound
