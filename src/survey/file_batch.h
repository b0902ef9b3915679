// Many small files of one directory, opened and read with one call of the kernel (io_uring), where
// opening, reading and closing take three for each. A call costs a microsecond where the machine is
// a guest, and a queue is hundreds of thousands of files: this took a third off a scan of one
// (docs/BENCHMARKS.md).
//
// It only makes faster: kernels before 5.18, and those whose administrator or container forbids
// io_uring, read nothing here, and every file may be one that it did not read. The caller reads
// those by himself, and learns from that what is wrong with them.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace queuehound {

class FileBatch {
 public:
  static constexpr std::size_t kMost = 32;
  static constexpr std::size_t kLargest = std::size_t{16} << 10;  // a larger file is not read here

  // Made and used by one thread.
  FileBatch();
  ~FileBatch();
  FileBatch(const FileBatch&) = delete;
  FileBatch& operator=(const FileBatch&) = delete;

  bool is_possible() const { return ring_ != nullptr; }
  // Reads the first kMost of `names` (each ends with a zero byte), which must live until it
  // returns. What was read before is gone.
  void read(int directory, std::span<const char* const> names);
  // The whole of the file names[at]; nothing where it was not read.
  std::optional<std::string_view> bytes_of(std::size_t at) const;

 private:
  struct Ring;

  void ask(int directory, std::span<const char* const> names);
  void take_answers(std::size_t asked);

  std::unique_ptr<Ring> ring_;
  std::unique_ptr<char[]> memory_;  // kMost times kLargest
  std::array<int, kMost> read_{};   // bytes, or less than nothing
};

}  // namespace queuehound
