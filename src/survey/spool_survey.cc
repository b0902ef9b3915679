#include "survey/spool_survey.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "base/text.h"
#include "survey/file_batch.h"
#include "survey/spool_data_sizes.h"
#include "survey/spool_file_name.h"
#include "survey/spool_readahead.h"
#include "survey/unread_lines.h"

namespace queuehound {
namespace {

constexpr std::size_t kFirstRead = std::size_t{64} << 10;  // holds all but monsters in one read
constexpr std::size_t kLargestFile = std::size_t{64} << 20;
constexpr std::size_t kMonster = std::size_t{4} << 20;  // after one, its memory is given back
constexpr std::size_t kSamples = 8;
constexpr std::size_t kPassedAtOnce = 8192;
constexpr std::size_t kWorthARing = 64;  // messages; making a ring takes as long as reading some

// A file's bytes in memory that is used again for the next file.
class Buffer {
 public:
  // 0, or the errno of what failed. EFBIG: larger than we are willing to hold.
  int read_file(int directory, const char* name);
  std::string_view bytes() const { return {memory_.get(), size_}; }
  bool was_monster() const { return size_ > kMonster; }
  void give_back() { *this = Buffer(); }

 private:
  void grow(std::size_t capacity);

  std::unique_ptr<char[]> memory_;
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;
};

void Buffer::grow(std::size_t capacity) {
  auto larger = std::make_unique_for_overwrite<char[]>(capacity);
  if (size_ > 0) std::memcpy(larger.get(), memory_.get(), size_);
  memory_ = std::move(larger);
  capacity_ = capacity;
}

// No stat: a directory gives EISDIR on read, a fifo without a writer (O_NONBLOCK keeps us from
// waiting for one) reads as an empty file, which is damage. A short read ends a regular file, and
// -H files never grow: Exim writes a new one and renames it.
int Buffer::read_file(int directory, const char* name) {
  size_ = 0;
  if (capacity_ == 0) grow(kFirstRead);
  const Fd file(::openat(directory, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!file) return errno;
  for (;;) {
    const ssize_t got = ::read(file.get(), memory_.get() + size_, capacity_ - size_);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    size_ += static_cast<std::size_t>(got);
    if (got == 0 || size_ < capacity_) return 0;
    if (size_ > kLargestFile) return EFBIG;
    grow(std::min(capacity_ * 4, kLargestFile + 1));
  }
}

// One thread's share of the listing.
class Worker {
 public:
  using Use = std::function<void(unsigned worker, const SpoolMessage&)>;

  Worker(const RootDir& root, const SpoolListing& listing, const SpoolSurveyOptions& options,
         const Use& use, unsigned number)
      : root_(root), listing_(listing), options_(options), use_(use), number_(number) {}

  void run(std::span<const SpoolFile> share);

  const SpoolOutcome& outcome() const { return outcome_; }

 private:
  void enter(std::uint32_t directory);
  void read_headers(std::span<const SpoolFile> files);
  // `bytes`: of its -H, where they were read already.
  void read_message(const SpoolFile& file, std::optional<std::string_view> bytes);
  void read_journal(const SpoolFile& file);
  void measure_data(const SpoolFile& file);
  void count_failure(const SpoolFile& file, int error_number);
  void count_bug(const SpoolFile& file);
  void tell_passed(std::span<const SpoolFile> share, std::size_t done);
  void give_back_monster();
  std::string path_of(const SpoolFile& file) const;

  const RootDir& root_;
  const SpoolListing& listing_;
  const SpoolSurveyOptions& options_;
  const Use& use_;
  unsigned number_;

  Fd directory_;
  int directory_error_ = 0;    // why directory_ is not open
  std::int64_t entered_ = -1;  // index of the directory that directory_ holds open
  std::unique_ptr<FileBatch> batch_;
  Buffer buffer_;
  Buffer journal_buffer_;
  SpoolHeader header_;
  SpoolMessage message_;
  SpoolOutcome outcome_;
  std::size_t told_ = 0;  // of its share, to options_.passed
  UnreadLines unread_;    // messages, here
};

// A split spool has 62 directories and a share is sorted by them: each is opened once.
void Worker::enter(std::uint32_t directory) {
  if (entered_ == directory) return;
  entered_ = directory;
  auto opened = root_.open_directory(listing_.directories[directory].path);
  directory_ = opened ? std::move(*opened) : Fd();
  if (!opened) directory_error_ = opened.error().kind == Error::Kind::gone ? ENOENT : EACCES;
}

std::string Worker::path_of(const SpoolFile& file) const {
  std::string path = listing_.directories[file.directory].path;
  path += '/';
  path += SpoolFileName(file.id, 'H').text();
  return to_printable(path);
}

void add_sample(std::vector<std::string>& samples, std::string text) {
  if (samples.size() < kSamples) samples.push_back(std::move(text));
}

void Worker::count_failure(const SpoolFile& file, int error_number) {
  if (error_number == ENOENT) {
    ++outcome_.vanished;
  } else {
    ++outcome_.unreadable;
    add_sample(outcome_.unreadable_samples,
               error_number == EFBIG ? path_of(file) + ": larger than 64 MiB, not read"
                                     : errno_error("read", path_of(file), error_number).text);
  }
}

// It comes first among the samples: it is ours to mend.
void Worker::count_bug(const SpoolFile& file) {
  ++outcome_.damaged;
  outcome_.damage_samples.insert(outcome_.damage_samples.begin(),
                                 path_of(file).append(": ").append(kBugWords));
  outcome_.damage_samples.resize(std::min(outcome_.damage_samples.size(), kSamples));
}

void Worker::measure_data(const SpoolFile& file) {
  const std::uint32_t known = file.has_data && file.data_row < listing_.data_sizes.size()
                                  ? listing_.data_sizes[file.data_row]
                                  : SpoolDataSizes::kUnknown;
  if (known != SpoolDataSizes::kUnknown) {
    message_.has_data_size = true;
    message_.data_bytes = known;
    return;
  }
  struct stat status;
  const SpoolFileName name(file.id, 'D');
  if (::fstatat(directory_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return;
  if (!S_ISREG(status.st_mode)) return;
  message_.has_data_size = true;
  message_.data_bytes = static_cast<std::uint64_t>(status.st_size);
}

void Worker::read_journal(const SpoolFile& file) {
  const SpoolFileName name(file.id, 'J');
  if (journal_buffer_.read_file(directory_.get(), name.c_str()) != 0) return;
  message_.journal = parse_spool_journal(journal_buffer_.bytes());
  mark_done(header_, message_.journal);
}

// The parsed value of a file of megabytes may take ten times its size.
void Worker::give_back_monster() {
  if (buffer_.was_monster()) {
    header_ = SpoolHeader();
    buffer_.give_back();
  }
  if (journal_buffer_.was_monster()) journal_buffer_.give_back();
}

void Worker::read_message(const SpoolFile& file, std::optional<std::string_view> bytes) {
  ++outcome_.messages;
  const SpoolFileName name(file.id, 'H');
  if (!bytes) {
    const int error_number =
        directory_ ? buffer_.read_file(directory_.get(), name.c_str()) : directory_error_;
    if (error_number != 0) {
      count_failure(file, error_number);
      give_back_monster();
      return;
    }
    bytes = buffer_.bytes();
  }
  parse_spool_header(*bytes, name.text(), header_, options_.parts);
  if (header_.damage != SpoolDamage::none) {
    ++outcome_.damaged;
    add_sample(outcome_.damage_samples,
               path_of(file).append(": ").append(damage_text(header_.damage)));
  }
  message_.file = &file;
  message_.header = &header_;
  message_.has_data_size = false;
  message_.data_bytes = 0;
  message_.journal.clear();
  if (file.has_journal) read_journal(file);
  if (options_.measure_data) measure_data(file);
  use_(number_, message_);
  give_back_monster();
}

// As many from the beginning of `files` as one call of the kernel can read.
std::span<const SpoolFile> first_batch(std::span<const SpoolFile> files) {
  std::size_t count = 1;
  while (count < std::min(files.size(), FileBatch::kMost) &&
         files[count].directory == files[0].directory)
    ++count;
  return files.first(count);
}

void Worker::read_headers(std::span<const SpoolFile> files) {
  if (!batch_) return;
  if (!directory_) return batch_->read(-1, {});
  std::array<std::optional<SpoolFileName>, FileBatch::kMost> names;
  std::array<const char*, FileBatch::kMost> texts{};
  for (std::size_t i = 0; i < files.size(); ++i)
    texts[i] = names[i].emplace(files[i].id, 'H').c_str();
  batch_->read(directory_.get(), std::span(texts).first(files.size()));
}

void Worker::tell_passed(std::span<const SpoolFile> share, std::size_t done) {
  if (!options_.passed || done - told_ < kPassedAtOnce) return;
  const auto begin = static_cast<std::size_t>(share.data() - listing_.files.data());
  options_.passed(begin + told_, begin + done);
  told_ = done;
}

void Worker::run(std::span<const SpoolFile> share) {
  SpoolReadahead ahead(root_, listing_, share, options_.measure_data);
  if (options_.is_cold) ahead.start(0);
  if (share.size() >= kWorthARing) batch_ = std::make_unique<FileBatch>();
  for (std::size_t done = 0; done < share.size();) {
    const auto files = first_batch(share.subspan(done));
    enter(files.front().directory);
    read_headers(files);
    tell_passed(share, done);
    for (std::size_t i = 0; i < files.size(); ++i, ++done) {
      if (options_.must_stop && options_.must_stop()) return;
      ahead.pass(done);
      if (!files[i].has_header) continue;
      const auto bytes = batch_ ? batch_->bytes_of(i) : std::nullopt;
      if (!unread_.survive(done, [&] { read_message(files[i], bytes); })) count_bug(files[i]);
    }
  }
}

void add_samples(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const std::string& sample : from) add_sample(to, sample);
}

void add(SpoolOutcome& to, const SpoolOutcome& from) {
  to.messages += from.messages;
  to.vanished += from.vanished;
  to.unreadable += from.unreadable;
  to.damaged += from.damaged;
  add_samples(to.damage_samples, from.damage_samples);
  add_samples(to.unreadable_samples, from.unreadable_samples);
}

// Where the system has no thread left for us (a process limit under attack), the share is read
// here.
void start(std::vector<std::jthread>& threads, Worker& worker, std::span<const SpoolFile> share) {
  try {
    threads.emplace_back([&worker, share] { worker.run(share); });
  } catch (const std::system_error&) {
    worker.run(share);
  }
}

}  // namespace

SpoolOutcome survey_spool(const RootDir& root, const SpoolListing& listing,
                          const SpoolSurveyOptions& options,
                          const std::function<void(unsigned worker, const SpoolMessage&)>& use) {
  const std::size_t count = std::max(1u, options.threads);
  const std::span<const SpoolFile> files(listing.files);
  std::vector<Worker> workers;
  workers.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    workers.emplace_back(root, listing, options, use, static_cast<unsigned>(i));
  }
  const auto share_begin = [&](std::size_t i) { return files.size() * i / count; };
  const auto share = [&](std::size_t i) {
    return files.subspan(share_begin(i), share_begin(i + 1) - share_begin(i));
  };
  {
    std::vector<std::jthread> threads;
    threads.reserve(count - 1);
    for (std::size_t i = 1; i < count; ++i) start(threads, workers[i], share(i));
    workers[0].run(share(0));
  }
  SpoolOutcome outcome;
  for (const Worker& worker : workers) add(outcome, worker.outcome());
  return outcome;
}

}  // namespace queuehound
