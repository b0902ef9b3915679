// A queue that the page cache does not hold is read at the pace of the disk, one file after
// another, while the disk could bring ten at once. Where reading is seen to wait, a few threads
// open the files that come next and drop what they read; the reader then finds it in memory. They
// learn nothing and change no answer.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <thread>
#include <vector>

#include "base/root_dir.h"
#include "survey/spool_listing.h"

namespace queuehound {

class SpoolReadahead {
 public:
  // All three outlive it. `with_data`: the size of -D is asked for too.
  SpoolReadahead(const RootDir& root, const SpoolListing& listing, std::span<const SpoolFile> share,
                 bool with_data);
  ~SpoolReadahead();
  SpoolReadahead(const SpoolReadahead&) = delete;
  SpoolReadahead& operator=(const SpoolReadahead&) = delete;

  // Before share[at] is read, by the one who reads: looks now and then whether it waited.
  void pass(std::size_t at);
  void start(std::size_t from);  // does nothing the second time

 private:
  void run();
  void touch(std::size_t from, std::size_t to);

  const RootDir& root_;
  const SpoolListing& listing_;
  std::span<const SpoolFile> share_;
  bool with_data_;
  std::int64_t waits_ = -1;                // of the reading thread, when it was last looked at
  std::atomic<std::size_t> next_ = 0;      // not yet taken by anybody
  std::atomic<std::size_t> position_ = 0;  // of the reader
  std::atomic<bool> is_over_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace queuehound
