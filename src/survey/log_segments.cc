#include "survey/log_segments.h"

#include <dirent.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "formats/journal_file.h"

namespace queuehound {
namespace {

// ---- forms

constexpr std::string_view kGzipMagic{"\x1f\x8b\x08", 3};
constexpr std::string_view kXzMagic{
    "\xfd"
    "7zXZ\0",
    6};
constexpr std::string_view kZstdMagic{"\x28\xb5\x2f\xfd", 4};
constexpr std::string_view kZstdSkippable{"\x2a\x4d\x18", 3};  // behind one byte 0x50 to 0x5f
constexpr std::string_view kBzip2Block{"\x31\x41\x59\x26\x53\x59", 6};
constexpr std::string_view kBzip2End{"\x17\x72\x45\x38\x50\x90", 6};

bool is_zstd(std::string_view bytes) {
  if (bytes.starts_with(kZstdMagic)) return true;
  return bytes.size() >= 4 && (bytes[0] & 0xf0) == 0x50 && bytes.substr(1, 3) == kZstdSkippable;
}

bool is_bzip2(std::string_view bytes) {
  if (bytes.size() < 10 || !bytes.starts_with("BZh") || bytes[3] < '1' || bytes[3] > '9')
    return false;
  return bytes.substr(4, 6) == kBzip2Block || bytes.substr(4, 6) == kBzip2End;
}

constexpr std::array<std::string_view, 4> kSuffixes{".gz", ".xz", ".zst", ".bz2"};

// ---- names

// Takes the ending of a compressed file off; false where there is none.
bool drop_compression(std::string_view& name) {
  for (const std::string_view suffix : kSuffixes) {
    if (!name.ends_with(suffix)) continue;
    name.remove_suffix(suffix.size());
    return true;
  }
  return false;
}

// What a name says of a segment.
struct NameMatch {
  bool is_compressed = false;
  bool is_rotated = false;   // has a number or a date besides what `path` itself prescribes
  std::int64_t newness = 0;  // among files of one modification time
  std::string_view plain;    // the name without the ending of a compression
};

// ".1", "-20261122", "-2026112203", "-20261122-131500", "-1795441173", "-2026-11-22": what
// logrotate and others put behind a name. A number counts up into the past, a date into the future.
bool parse_rotation(std::string_view text, std::int64_t& newness) {
  if (text.size() < 2 || text.size() > 24 || (text[0] != '.' && text[0] != '-')) return false;
  if (!is_digit(text[1])) return false;
  std::int64_t value = 0;
  unsigned digits = 0;
  for (const char c : text.substr(1)) {
    if (c == '-' || c == '_') continue;
    if (!is_digit(c) || ++digits > 17) return false;
    value = value * 10 + (c - '0');
  }
  newness = digits <= 4 ? -value : value;
  return true;
}

// How the segments of one log are called.
class NamePattern {
 public:
  explicit NamePattern(std::string_view base) : base_(base) {
    const std::size_t percent = base.find('%');
    const std::string_view kind = percent < base.size() ? base.substr(percent, 2) : "";
    stamp_digits_ = kind == "%D" ? 8 : kind == "%M" ? 6 : 0;
    if (stamp_digits_ > 0) {
      stem_ = base.substr(0, percent);
      ending_ = base.substr(percent + 2);
    } else {
      const std::size_t dot = base.rfind('.');
      stem_ = dot == 0 ? base : base.substr(0, dot);
      ending_ = base.substr(stem_.size());
    }
  }

  bool is_datestamped() const { return stamp_digits_ > 0; }
  std::string_view prefix() const { return stem_; }  // of every name that can match

  std::optional<NameMatch> match(std::string_view name) const {
    NameMatch match;
    const bool is_itself = name == base_;  // somebody names a compressed file: an old log
    match.is_compressed = drop_compression(name);
    match.plain = name;
    if (is_itself) return match;
    if (is_datestamped() ? match_datestamped(name, match) : match_rotated(name, match))
      return match;
    return {};
  }

 private:
  bool match_rotated(std::string_view name, NameMatch& match) const {
    match.is_rotated = true;
    if (name == base_) {
      match.is_rotated = match.is_compressed;
      return true;
    }
    if (name.starts_with(base_) && parse_rotation(name.substr(base_.size()), match.newness))
      return true;
    if (is_archived_journal(name)) return true;
    // logrotate's `extension`: the date stands before it
    if (ending_.empty() || !name.starts_with(stem_) || !name.ends_with(ending_)) return false;
    if (name.size() < stem_.size() + ending_.size()) return false;
    name.remove_suffix(ending_.size());
    return parse_rotation(name.substr(stem_.size()), match.newness);
  }

  // system@1f2e….journal, and system@….journal~ of a server that went down without closing it
  bool is_archived_journal(std::string_view name) const {
    if (ending_ != ".journal" || !name.starts_with(stem_)) return false;
    return name.substr(stem_.size()).starts_with("@") &&
           (name.ends_with(".journal") || name.ends_with(".journal~"));
  }

  bool match_datestamped(std::string_view name, NameMatch& match) const {
    if (!name.starts_with(stem_)) return false;
    name.remove_prefix(stem_.size());
    const std::string_view digits = name.substr(0, stamp_digits_);
    const auto stamp = parse_number<std::int64_t>(digits);
    if (digits.size() != stamp_digits_ || !stamp || !std::ranges::all_of(digits, is_digit))
      return false;
    name.remove_prefix(stamp_digits_);
    if (!name.starts_with(ending_)) return false;
    name.remove_prefix(ending_.size());
    std::int64_t rotation = 0;
    match.is_rotated = !name.empty() || match.is_compressed;
    if (!name.empty() && !parse_rotation(name, rotation)) return false;
    match.newness = *stamp;
    return true;
  }

  std::string_view base_, stem_, ending_;
  std::size_t stamp_digits_ = 0;
};

// ---- files

struct Candidate {
  LogSegment segment;
  NameMatch match;
};

void note(SegmentList& list, std::string text) { list.notes.push_back(std::move(text)); }

bool is_missing(const Error& error) { return error.kind == Error::Kind::gone; }

// What stands at `path`, if it is a log we may read; else a note. A link that root did not make
// could show us any file on the server as a log.
std::optional<LogSegment> admit(const RootDir& root, const std::string& path, SegmentList& list) {
  const auto link = root.lstat(path);
  if (!link) {
    if (!is_missing(link.error())) note(list, link.error().text);
    return {};
  }
  const bool is_link = S_ISLNK(link->st_mode);
  if (is_link && link->st_uid != 0) {
    note(list, to_printable(path) + " is a link that belongs to uid " +
                   std::to_string(link->st_uid) + ", not followed");
    return {};
  }
  const auto file = root.open_file(path);
  if (!file) {
    if (is_link || !is_missing(file.error())) note(list, file.error().text);
    return {};
  }
  struct stat status;
  if (::fstat(file->get(), &status) != 0) return {};
  if (!is_link && (status.st_ino != link->st_ino || status.st_dev != link->st_dev)) {
    note(list, to_printable(path) + " was replaced while it was opened, not read");
    return {};
  }
  LogSegment segment;
  segment.path = path;
  segment.device = status.st_dev;
  segment.inode = status.st_ino;
  segment.bytes = static_cast<std::uint64_t>(status.st_size);
  segment.modified = Time(seconds(status.st_mtim.tv_sec));
  return segment;
}

// Is the file too old to be looked at? Asked before it is opened: most rotations are.
bool is_older(const RootDir& root, const std::string& path, Time since) {
  const auto status = root.stat(path);
  return status && status->st_mtim.tv_sec < since.time_since_epoch().count();
}

void mark_live(std::vector<Candidate>& candidates, bool is_datestamped) {
  Candidate* live = nullptr;
  for (Candidate& one : candidates) {
    if (one.match.is_rotated) continue;
    if (!live || (is_datestamped && one.match.newness > live->match.newness)) live = &one;
  }
  if (live) live->segment.is_live = true;
}

// Oldest first, the live file last.
bool comes_before(const Candidate& a, const Candidate& b) {
  const LogSegment& x = a.segment;
  const LogSegment& y = b.segment;
  return std::tie(x.is_live, x.modified, a.match.newness, x.path) <
         std::tie(y.is_live, y.modified, b.match.newness, y.path);
}

// Of several names of one file the live one stays, of "x.1" and "x.1.gz" (a rotation in progress)
// the one that is not compressed.
void drop_doubles(std::vector<Candidate>& candidates) {
  std::ranges::sort(candidates, {}, [](const Candidate& one) {
    return std::tuple(!one.segment.is_live, one.match.is_compressed, one.match.plain);
  });
  std::set<std::pair<std::uint64_t, std::uint64_t>> files;
  std::set<std::string, std::less<>> names;
  std::erase_if(candidates, [&](const Candidate& one) {
    const bool is_new_file = files.emplace(one.segment.device, one.segment.inode).second;
    return !is_new_file || !names.emplace(one.match.plain).second;
  });
}

Result<std::vector<std::string>> list_names(const RootDir& root, std::string_view folder) {
  std::vector<std::string> names;
  for (DirectoryEntry& entry : TRY(root.list(folder))) names.push_back(std::move(entry.name));
  std::ranges::sort(names);
  return names;
}

// `names`: what the folder of `path` has, sorted.
SegmentList segments_among(const RootDir& root, std::string_view path,
                           const std::vector<std::string>& names, Time since) {
  SegmentList list;
  const std::size_t slash = path.rfind('/');
  const std::string_view base = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  const std::string directory(path.substr(0, path.size() - base.size()));
  const NamePattern pattern(base);
  std::vector<Candidate> candidates;
  const auto end = names.end();
  for (auto name = std::ranges::lower_bound(names, pattern.prefix());
       name != end && name->starts_with(pattern.prefix()); ++name) {
    const auto match = pattern.match(*name);
    if (!match) continue;
    const std::string full = directory + *name;
    if (match->is_rotated && is_older(root, full, since)) continue;
    if (auto segment = admit(root, full, list)) candidates.push_back({std::move(*segment), *match});
  }
  mark_live(candidates, pattern.is_datestamped());
  drop_doubles(candidates);
  std::ranges::sort(candidates, comes_before);
  for (Candidate& one : candidates) {
    const bool is_wanted = one.segment.is_live || one.segment.modified >= since;
    if (is_wanted) list.segments.push_back(std::move(one.segment));
  }
  return list;
}

}  // namespace

LogForm form_of(std::string_view first_bytes) {
  if (first_bytes.starts_with(kGzipMagic)) return LogForm::gzip;
  if (first_bytes.starts_with(kXzMagic)) return LogForm::xz;
  if (first_bytes.starts_with(kJournalMagic)) return LogForm::journal;
  if (is_zstd(first_bytes)) return LogForm::zstd;
  return is_bzip2(first_bytes) ? LogForm::bzip2 : LogForm::text;
}

const Result<LogFolders::Names>& LogFolders::names_in(std::string_view folder) {
  const auto found = names_.find(folder);
  if (found != names_.end()) return found->second;
  return names_.emplace(folder, list_names(root_, folder)).first->second;
}

SegmentList LogFolders::find_segments(std::string_view path, Time since) {
  const std::size_t slash = path.rfind('/');
  const auto& names = names_in(
      slash == std::string_view::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1)));
  if (names) return segments_among(root_, path, *names, since);
  // A directory that may be searched but not listed (0711) still shows the live file.
  const std::string live(path.substr(slash == std::string_view::npos ? 0 : slash + 1));
  SegmentList list = segments_among(root_, path, std::vector{live}, since);
  if (!is_missing(names.error())) note(list, names.error().text);
  return list;
}

SegmentList find_segments(const RootDir& root, std::string_view path, Time since) {
  return LogFolders(root).find_segments(path, since);
}

}  // namespace queuehound
