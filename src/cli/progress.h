// One line on standard error while a scan runs, only on a terminal, and only once it has taken half
// a second: a quick scan shows nothing, and no log ever holds a progress line.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace queuehound {

// "reading mainlog  1.2 GB of 4.1 GB, 800 MB/s, 4 s left", cut to `width`. `total` 0: unknown.
std::string progress_line(std::uint64_t bytes, std::uint64_t total, std::string_view what,
                          std::chrono::duration<double> taken, std::size_t width);

class Progress {
 public:
  Progress(bool is_shown, std::size_t width);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  // `bytes` more were read; any thread may say so.
  void advance(std::uint64_t bytes, std::uint64_t total, std::string_view what);
  void finish();  // wipes the line

 private:
  using Clock = std::chrono::steady_clock;

  const bool is_shown_;
  const std::size_t width_;
  const Clock::time_point started_;
  std::mutex mutex_;  // guards what follows
  Clock::time_point next_;
  std::uint64_t bytes_ = 0;
  bool is_on_screen_ = false;
};

}  // namespace queuehound
