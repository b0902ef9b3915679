// Whether the reading comes near the memory limit: it should end then, before the kernel refuses.
#pragma once

#include <atomic>
#include <cstdint>

namespace queuehound {

class MemoryWatch {
 public:
  explicit MemoryWatch(std::uint64_t limit) : limit_(limit) {}  // bytes; 0: none

  // Any thread may ask, for each message it reads: the system is asked now and then only. Once
  // true it stays so.
  bool is_near();

 private:
  const std::uint64_t limit_;
  std::atomic<unsigned> asked_{0};
  std::atomic<bool> is_near_{false};
};

}  // namespace queuehound
