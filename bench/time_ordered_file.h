// A log file whose lines are told out of order, at most an hour ahead, and written in order.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "world.h"

namespace bench {

class TimeOrderedFile {
 public:
  TimeOrderedFile(const std::string& path, std::int64_t from)
      : file_(std::fopen(path.c_str(), "wb")), now_(from), waiting_(kAhead) {}
  ~TimeOrderedFile() {
    if (file_ != nullptr) std::fclose(file_);
  }
  TimeOrderedFile(const TimeOrderedFile&) = delete;
  TimeOrderedFile& operator=(const TimeOrderedFile&) = delete;

  void add(std::int64_t at, std::string_view text) {
    std::string& second = waiting_[static_cast<std::size_t>(at) % kAhead];
    if (at != stamped_) stamp_ = exim_stamp(stamped_ = at);
    const std::size_t before = second.size();
    second.append(stamp_).append(" ").append(text).append("\n");
    bytes_ += second.size() - before;
  }
  // Writes what lies before `to`.
  void advance(std::int64_t to) {
    for (; now_ < to; ++now_) {
      std::string& second = waiting_[static_cast<std::size_t>(now_) % kAhead];
      if (file_ != nullptr) std::fwrite(second.data(), 1, second.size(), file_);
      second.clear();
    }
  }
  std::uint64_t bytes() const { return bytes_; }  // with what waits

 private:
  static constexpr std::size_t kAhead = 3600;
  std::FILE* file_;
  std::int64_t now_;
  std::int64_t stamped_ = 0;
  std::string stamp_;
  std::vector<std::string> waiting_;
  std::uint64_t bytes_ = 0;
};

}  // namespace bench
