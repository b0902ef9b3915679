// Whether the reading comes near the memory limit: it should end then, before the kernel refuses.
#pragma once

#include <atomic>
#include <cstdint>

namespace queuehound {

std::uint64_t memory_in_use();  // bytes of data, as the limit counts them

class MemoryWatch {
 public:
  // Bytes, 0: none; and what stays in use whatever is read.
  explicit MemoryWatch(std::uint64_t limit, std::uint64_t in_use = 0)
      : limit_(limit), in_use_(in_use) {}

  // Any thread may ask, for each message it reads: the system is asked now and then only. Once
  // true it stays so.
  bool is_near();

 private:
  const std::uint64_t limit_, in_use_;
  std::atomic<unsigned> asked_{0};
  std::atomic<bool> is_near_{false};
};

}  // namespace queuehound
