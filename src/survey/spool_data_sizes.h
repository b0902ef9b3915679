// The sizes of -D files, asked for while the names are still being listed. To list a large queue is
// one thread's work, and to ask for a size costs half of what opening and reading a -H does: so a
// second thread asks for as many as it comes to. The readers ask for the rest.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/fd.h"
#include "base/table.h"
#include "mail/message_id.h"

namespace queuehound {

class SpoolDataSizes {
 public:
  static constexpr std::uint32_t kUnknown = UINT32_MAX;  // or as large: the readers ask

  ~SpoolDataSizes();

  // Names of one directory, as the system hands them out; the rows are given in order, from 0.
  // Of many directories some are left to the readers: each waiting one is a descriptor.
  void enter(const Fd& directory);
  std::uint32_t add(const MessageId& id);  // its row
  void flush();                            // hands on what was added; at the end of a directory too

  // Ends the asking. By row: the size of a regular file, or kUnknown.
  Table<std::uint32_t> finish();

 private:
  struct Directory;
  struct Batch {
    std::shared_ptr<const Directory> directory;  // null: nobody asks
    std::vector<MessageId> ids;
    std::size_t count = 0;
    std::vector<std::uint32_t> sizes;  // of the first of them
  };

  void run();
  void ask(Batch& batch);

  std::atomic<unsigned> waiting_ = 0;  // directories
  std::shared_ptr<const Directory> directory_;
  std::vector<MessageId> added_;
  std::uint32_t rows_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Batch>> batches_;  // guarded; a batch is the thread's until the end
  bool is_over_ = false;                         // guarded
  std::atomic<bool> must_end_ = false;
  std::jthread thread_;
};

}  // namespace queuehound
