#include "survey/line_reader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include "survey/decompress.h"
#include "survey/journal_text.h"

namespace queuehound {
namespace {

constexpr std::size_t kBlock = 256u << 10;  // measured: larger blocks fall out of the second cache
constexpr std::size_t kOverrun = 8u << 10;  // to read the line to its end that crosses `to`
constexpr std::size_t kPage = 4096;
constexpr std::size_t kPadding = 64;  // readable behind a block
constexpr std::uint64_t kEverything = std::numeric_limits<std::uint64_t>::max();

std::unexpected<Error> read_failed(int error_number) {
  return std::unexpected(errno_error("read", "", error_number));
}

Result<std::uint64_t> size_of(const Fd& file) {
  struct stat status;
  if (::fstat(file.get(), &status) != 0) return read_failed(errno);
  return static_cast<std::uint64_t>(status.st_size);
}

ssize_t read_at(const Fd& file, char* out, std::size_t room, std::uint64_t offset) {
  ssize_t got;
  do {
    got = ::pread(file.get(), out, room, static_cast<off_t>(offset));
  } while (got < 0 && errno == EINTR);
  return got;
}

// Where bytes come from.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual std::size_t read(char* out, std::size_t room) = 0;  // 0 at the end
  virtual bool was_truncated() const = 0;
  virtual int error_number() const = 0;
};

class PlainSource final : public ByteSource {
 public:
  PlainSource(const Fd& file, std::uint64_t from, std::uint64_t size)
      : file_(file), position_(from), size_(size) {}

  std::size_t read(char* out, std::size_t room) override {
    const std::uint64_t wanted = std::min<std::uint64_t>(room, size_ - position_);
    if (wanted == 0 || was_truncated_ || error_number_ != 0) return 0;
    const ssize_t got = read_at(file_, out, static_cast<std::size_t>(wanted), position_);
    if (got < 0) error_number_ = errno;
    if (got == 0) was_truncated_ = true;
    if (got <= 0) return 0;
    position_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
  bool was_truncated() const override { return was_truncated_; }
  int error_number() const override { return error_number_; }

 private:
  const Fd& file_;
  std::uint64_t position_;
  std::uint64_t size_;
  bool was_truncated_ = false;
  int error_number_ = 0;
};

class CompressedSource final : public ByteSource {
 public:
  CompressedSource(const Fd& file, LogForm form) : file_(file, form) {}

  std::size_t read(char* out, std::size_t room) override { return file_.read(out, room); }
  bool was_truncated() const override { return file_.is_cut_short(); }
  int error_number() const override { return file_.error_number(); }

 private:
  DecompressedFile file_;
};

class JournalSource final : public ByteSource {
 public:
  explicit JournalSource(const Fd& file) : text_(file) {}

  std::size_t read(char* out, std::size_t room) override { return text_.read(out, room); }
  bool was_truncated() const override { return text_.is_cut_short(); }
  int error_number() const override { return text_.error_number(); }

 private:
  JournalText text_;
};

// Cuts a stream of bytes into blocks of whole lines. The buffer holds the unfinished line (at most
// kMaxLine bytes, moved to the front) and behind it the bytes just read.
class LineCutter {
 public:
  LineCutter(ByteSource& source, std::uint64_t from, std::uint64_t to,
             const std::function<bool(const LineBlock&)>& use)
      : source_(source),
        use_(use),
        offset_(from),
        to_(to),
        buffer_(new char[kMaxLine + kBlock + kPadding]) {}  // not touched before it is needed

  // The line in progress belongs to the range before, with its LF; it is not counted.
  void skip_first_line() { skipping_ = Skip::foreign_line; }

  ReadSummary run() {
    while (take_bytes()) {
      if (skipping_ != Skip::nothing && !leave_skipped_line()) continue;
      if (!hand_out_lines()) return summary_;
    }
    if (kept_ == 1 && buffer_[0] == '\0') {
      ++summary_.bytes;  // the file ends in a hole
    } else if (kept_ > 0 && offset_ < to_) {
      hand_out(kept_);  // the last line of a file that ends without LF
    }
    return summary_;
  }

 private:
  enum class Skip { nothing, foreign_line, long_line };

  // Appends to the buffer; false at the end of the range or of the file.
  bool take_bytes() {
    if (offset_ >= to_ && skipping_ != Skip::long_line) return false;  // no line of ours goes on
    const std::uint64_t position = offset_ + kept_;
    const bool is_past = position >= to_;
    std::size_t wanted = is_past ? kOverrun : kBlock;
    if (!is_past)
      wanted = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, to_ - position));
    fresh_ = kept_;
    const std::size_t got = source_.read(buffer_.get() + kept_, wanted);
    kept_ += got;
    std::memset(buffer_.get() + kept_, 0, kPadding);
    return got > 0;
  }

  // Drops what belongs to the skipped line; false while it goes on.
  bool leave_skipped_line() {
    const std::size_t line_end = end_of_line(0);
    const std::size_t dropped = line_end > 0 ? line_end : kept_;
    if (skipping_ == Skip::long_line) summary_.bytes += dropped;
    drop(dropped);
    fresh_ = 0;
    if (line_end > 0) skipping_ = Skip::nothing;
    return line_end > 0 && kept_ > 0;
  }

  // False when the user has had enough.
  bool hand_out_lines() {
    if (buffer_[0] == '\0')
      drop_leading_nuls();
    else
      is_in_hole_ = false;
    std::size_t length = whole_lines();
    if (length > 0 && is_first_line_too_long()) {
      drop_long_line();
      length = whole_lines();
    }
    if (length > 0 && !hand_out(length)) return false;
    if (kept_ > kMaxLine) {
      ++summary_.oversized;
      ++long_lines_;
      summary_.bytes += kept_;
      drop(kept_);
      skipping_ = Skip::long_line;
    }
    return true;
  }

  // Length of the lines in the buffer that are whole and start before to_.
  std::size_t whole_lines() {
    if (offset_ >= to_) return 0;
    if (offset_ + kept_ >= to_) {
      // The line that holds the byte before to_ is the last of the range.
      const auto last_byte = static_cast<std::size_t>(to_ - 1 - offset_);
      const std::size_t length = end_of_line(std::max(fresh_, last_byte));
      is_complete_ = length > 0;
      if (is_complete_) return length;
    }
    const void* newline = ::memrchr(buffer_.get() + fresh_, '\n', kept_ - fresh_);
    return newline ? length_to(newline) : 0;
  }

  // Length of the buffer up to and with the first LF at or after `from`; 0 where there is none.
  std::size_t end_of_line(std::size_t from) const {
    if (from >= kept_) return 0;
    const void* newline = std::memchr(buffer_.get() + from, '\n', kept_ - from);
    return newline ? length_to(newline) : 0;
  }

  std::size_t length_to(const void* newline) const {
    return static_cast<std::size_t>(static_cast<const char*>(newline) - buffer_.get()) + 1;
  }

  // Only the line that was carried over can be: the rest of the buffer is shorter than kMaxLine.
  bool is_first_line_too_long() const {
    static_assert(kBlock < kMaxLine);
    if (fresh_ + kBlock <= kMaxLine) return false;
    return end_of_line(fresh_) > kMaxLine + 1;
  }

  // The hole that copytruncate leaves is no part of the line behind it, however long it is. The
  // line still has to start before to_.
  void drop_leading_nuls() {
    std::size_t count = 0;
    while (count < kept_ && buffer_[count] == '\0') ++count;
    count = static_cast<std::size_t>(std::min<std::uint64_t>(count, to_ - 1 - offset_));
    if (count == 0) return;
    summary_.nul_bytes_runs += !is_in_hole_;
    is_in_hole_ = count + 1 >= kept_;
    summary_.bytes += count;
    drop(count);
    fresh_ -= std::min(fresh_, count);
  }

  void drop_long_line() {
    const std::size_t length = end_of_line(fresh_);
    ++summary_.oversized;
    ++long_lines_;
    summary_.bytes += length;
    drop(length);
    fresh_ = 0;
    is_complete_ = false;
  }

  bool hand_out(std::size_t length) {
    const std::string_view text(buffer_.get(), length);
    if (may_hold_nul_run(text)) count_nul_runs(text);
    summary_.bytes += length;
    const bool goes_on = use_(LineBlock{text, offset_, std::exchange(long_lines_, 0)});
    if (is_complete_) return false;
    drop(length);
    return goes_on;
  }

  // A crash or copytruncate leaves NULs up to the end of a page. Looking at every byte would cost
  // 15 % (measured), so only the page ends of the block are asked whether to look.
  bool may_hold_nul_run(std::string_view text) const {
    for (std::uint64_t i = kPage - 1 - offset_ % kPage; i < text.size(); i += kPage) {
      if (text[i] == '\0') return true;
    }
    return text.front() == '\0';
  }

  void count_nul_runs(std::string_view text) {
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
      at = static_cast<const char*>(std::memchr(at, '\0', static_cast<std::size_t>(end - at)));
      if (!at) return;
      ++summary_.nul_bytes_runs;
      while (at < end && *at == '\0') ++at;
    }
  }

  void drop(std::size_t length) {
    kept_ -= length;
    if (kept_ > 0) std::memmove(buffer_.get(), buffer_.get() + length, kept_);
    offset_ += length;
  }

  ByteSource& source_;
  const std::function<bool(const LineBlock&)>& use_;
  std::uint64_t offset_;  // of the buffer's first byte
  std::uint64_t to_;
  std::unique_ptr<char[]> buffer_;
  std::size_t kept_ = 0;   // bytes in the buffer
  std::size_t fresh_ = 0;  // where the bytes just read begin; there is no LF before
  Skip skipping_ = Skip::nothing;
  bool is_complete_ = false;      // the last line of the range has been seen
  bool is_in_hole_ = false;       // of NULs, counted already
  std::uint64_t long_lines_ = 0;  // dropped and not yet told with a block
  ReadSummary summary_;
};

Result<ReadSummary> finish(ReadSummary summary, const ByteSource& source) {
  if (source.error_number() != 0) return read_failed(source.error_number());
  summary.was_truncated = source.was_truncated();
  return summary;
}

// ---- bisection

constexpr std::uint64_t kProbe = 64u << 10;
constexpr std::size_t kStampsAsked = 5;

struct Line {
  std::uint64_t offset;
  std::string_view text;
};

// Reads lines that begin at or after `from`, at most a probe's worth; `use` returns false to stop.
template <class Use>
Result<ReadSummary> probe_lines(const Fd& file, std::uint64_t from, std::uint64_t to, Use use) {
  const auto use_block = [&](const LineBlock& block) {
    bool goes_on = true;
    for_each_line(block.text, [&](std::string_view line) {
      if (!goes_on) return;
      const auto inside = static_cast<std::uint64_t>(line.data() - block.text.data());
      goes_on = use(Line{block.offset + inside, line});
    });
    return goes_on;
  };
  return read_lines(file, LogForm::text, from, to, use_block);
}

// The middle one of a few stamps at `from`: one line with a wrong date, which a local user can
// write, must not send the bisection the wrong way.
Result<std::optional<Time>> stamp_near(
    const Fd& file, std::uint64_t from, std::uint64_t to,
    const std::function<std::optional<Time>(std::string_view)>& stamp_of) {
  std::vector<Time> stamps;
  TRY(probe_lines(file, from, std::min(to, from + kProbe), [&](const Line& line) {
    if (const auto stamp = stamp_of(line.text)) stamps.push_back(*stamp);
    return stamps.size() < kStampsAsked;
  }));
  if (stamps.empty()) return std::nullopt;
  const auto middle = stamps.begin() + static_cast<std::ptrdiff_t>(stamps.size() / 2);
  std::ranges::nth_element(stamps, middle);
  return *middle;
}

}  // namespace

Result<ReadSummary> read_lines(const Fd& file, LogForm form, std::uint64_t from, std::uint64_t to,
                               const std::function<bool(const LineBlock&)>& use) {
  if (form == LogForm::journal) {
    JournalSource source(file);
    return finish(LineCutter(source, 0, kEverything, use).run(), source);
  }
  if (form != LogForm::text) {
    CompressedSource source(file, form);
    return finish(LineCutter(source, 0, kEverything, use).run(), source);
  }
  const std::uint64_t size = TRY(size_of(file));
  to = std::min(to, size);
  if (from >= to) return ReadSummary{};
  const std::uint64_t start = from > 0 ? from - 1 : 0;  // an LF there means a line begins at `from`
  PlainSource source(file, start, size);
  LineCutter cutter(source, start, to, use);
  if (from > 0) cutter.skip_first_line();
  return finish(cutter.run(), source);
}

Result<std::uint64_t> find_offset(
    const Fd& file, Time at, seconds slack,
    const std::function<std::optional<Time>(std::string_view line)>& stamp_of) {
  const Time wanted = at - slack;
  std::uint64_t low = 0;
  const std::uint64_t size = TRY(size_of(file));
  std::uint64_t high = size;
  while (high - low > kProbe) {
    const std::uint64_t middle = low + (high - low) / 2;
    const std::optional<Time> stamp = TRY(stamp_near(file, middle, high, stamp_of));
    // Where nothing has a stamp we may only read more than is needed.
    if (stamp && *stamp < wanted) {
      low = middle;
    } else {
      high = middle;
    }
  }
  std::uint64_t found = size;
  TRY(probe_lines(file, low, size, [&](const Line& line) {
    const auto stamp = stamp_of(line.text);
    if (!stamp || *stamp < wanted) return true;
    found = line.offset;
    return false;
  }));
  return found;
}

std::uint64_t start_offset(
    const Fd& file, Time at, seconds slack,
    const std::function<std::optional<Time>(std::string_view line)>& stamp_of) {
  const auto found = find_offset(file, at, slack, stamp_of);
  const auto size = size_of(file);
  return found && size && *found < *size ? *found : 0;
}

}  // namespace queuehound
