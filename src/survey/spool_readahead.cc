#include "survey/spool_readahead.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <system_error>
#include <utility>

namespace queuehound {
namespace {

constexpr std::size_t kLookEvery = 64;
// In that many files, which are read by two calls: a warm queue makes no wait, a cold one makes one
// for each call and each -D.
constexpr std::int64_t kManyWaits = 4;
constexpr std::size_t kThreads = 8;      // for each reader: beyond, disks bring no more
constexpr std::size_t kAtOnce = 8;       // files a thread takes
constexpr std::size_t kFarthest = 4096;  // before the reader: what is cached early may be gone

// Only a thread that gives up the processor by itself counts: on a busy machine it is taken away.
std::int64_t waits_of_this_thread() {
  struct rusage usage{};
  return ::getrusage(RUSAGE_THREAD, &usage) == 0 ? usage.ru_nvcsw : 0;
}

// The same calls as the reader's, with the same flags. Whatever fails fails for the reader too.
void bring_header(int directory, const SpoolFile& file) {
  const std::string name = std::string(file.id.text()) + "-H";
  const Fd header(
      ::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  std::array<char, 4096> unused;
  [[maybe_unused]] const ssize_t got =
      header ? ::read(header.get(), unused.data(), unused.size()) : 0;
}

void bring_size(int directory, const SpoolFile& file) {
  const std::string name = std::string(file.id.text()) + "-D";
  struct stat status;
  (void)::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW);
}

}  // namespace

SpoolReadahead::SpoolReadahead(const RootDir& root, const SpoolListing& listing,
                               std::span<const SpoolFile> share, bool with_data)
    : root_(root), listing_(listing), share_(share), with_data_(with_data) {}

SpoolReadahead::~SpoolReadahead() { is_over_ = true; }

void SpoolReadahead::pass(std::size_t at) {
  if (at % kLookEvery != 0) return;
  position_.store(at, std::memory_order_relaxed);
  if (!threads_.empty()) return;
  const std::int64_t waits = waits_of_this_thread();
  if (waits_ >= 0 && waits - waits_ >= kManyWaits) start(at);
  waits_ = waits;
}

void SpoolReadahead::start(std::size_t from) {
  if (!threads_.empty()) return;
  next_ = from + kLookEvery / 2;  // the reader is there before they are
  position_ = from;
  threads_.reserve(kThreads);
  try {
    for (std::size_t i = 0; i < kThreads; ++i) threads_.emplace_back([this] { run(); });
  } catch (const std::system_error&) {  // a process limit: as many as there are
  }
}

void SpoolReadahead::run() {
  while (!is_over_.load(std::memory_order_relaxed)) {
    const std::size_t reached = next_.load(std::memory_order_relaxed);
    if (reached >= share_.size()) return;
    if (reached > position_.load(std::memory_order_relaxed) + kFarthest) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      continue;
    }
    const std::size_t from = next_.fetch_add(kAtOnce, std::memory_order_relaxed);
    touch(from, std::min(from + kAtOnce, share_.size()));
  }
}

void SpoolReadahead::touch(std::size_t from, std::size_t to) {
  Fd directory;
  std::int64_t entered = -1;
  for (std::size_t i = from; i < to; ++i) {
    const SpoolFile& file = share_[i];
    if (entered != file.directory) {
      entered = file.directory;
      auto opened = root_.open_directory(listing_.directories[file.directory].path);
      directory = opened ? std::move(*opened) : Fd();
    }
    if (!directory || !file.has_header) continue;
    bring_header(directory.get(), file);
    if (with_data_) bring_size(directory.get(), file);
  }
}

}  // namespace queuehound
