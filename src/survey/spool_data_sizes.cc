#include "survey/spool_data_sizes.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "survey/spool_file_name.h"

namespace queuehound {
namespace {

constexpr std::size_t kWorthAThread = 2000;  // a queue of fewer is listed in no time
constexpr std::size_t kBatch = 4096;
constexpr unsigned kMostDirectories = 100;  // a split spool has 63

}  // namespace

struct SpoolDataSizes::Directory {
  Directory(const Fd& of, std::atomic<unsigned>& number)
      : fd(::fcntl(of.get(), F_DUPFD_CLOEXEC, 0)), waiting(number) {
    ++waiting;
  }
  ~Directory() { --waiting; }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  Fd fd;
  std::atomic<unsigned>& waiting;
};

SpoolDataSizes::~SpoolDataSizes() { (void)finish(); }

void SpoolDataSizes::enter(const Fd& directory) {
  flush();
  directory_.reset();
  if (waiting_ < kMostDirectories)
    directory_ = std::make_shared<const Directory>(directory, waiting_);
}

std::uint32_t SpoolDataSizes::add(const MessageId& id) {
  added_.push_back(id);
  if (added_.size() >= kBatch) flush();
  return rows_++;
}

void SpoolDataSizes::flush() {
  if (added_.empty()) return;
  auto batch = std::make_unique<Batch>();
  batch->directory = directory_;
  batch->count = added_.size();
  batch->ids = std::exchange(added_, {});
  added_.reserve(kBatch);
  {
    const std::scoped_lock lock(mutex_);
    batches_.push_back(std::move(batch));
  }
  changed_.notify_one();
  if (thread_.joinable() || rows_ < kWorthAThread) return;
  try {
    thread_ = std::jthread([this] { run(); });
  } catch (const std::system_error&) {  // a process limit: the readers ask for all of them
  }
}

void SpoolDataSizes::run() {
  for (std::size_t next = 0;; ++next) {
    Batch* batch = nullptr;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return is_over_ || next < batches_.size(); });
      if (is_over_) return;
      batch = batches_[next].get();
    }
    ask(*batch);
  }
}

// As Worker::measure_data does.
void SpoolDataSizes::ask(Batch& batch) {
  if (!batch.directory) return;
  batch.sizes.reserve(batch.count);
  for (const MessageId& id : batch.ids) {
    if (must_end_.load(std::memory_order_relaxed)) return;
    const SpoolFileName name(id, 'D');
    struct stat status;
    const bool is_known =
        ::fstatat(batch.directory->fd.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISREG(status.st_mode);
    batch.sizes.push_back(
        is_known ? static_cast<std::uint32_t>(std::min<off_t>(status.st_size, kUnknown))
                 : kUnknown);
  }
  batch.directory.reset();
  batch.ids = {};
}

Table<std::uint32_t> SpoolDataSizes::finish() {
  must_end_ = true;
  {
    const std::scoped_lock lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
  Table<std::uint32_t> sizes;
  sizes.reserve(rows_);
  for (const auto& batch : batches_) {
    sizes.append(batch->sizes.data(), batch->sizes.size());
    for (std::size_t i = batch->sizes.size(); i < batch->count; ++i) sizes.push_back(kUnknown);
    batch->sizes = {};
  }
  batches_.clear();
  directory_.reset();
  return sizes;
}

}  // namespace queuehound
