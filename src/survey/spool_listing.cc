// The listing half of spool_survey.h: names only, no message is opened.
#include <dirent.h>
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
#include <utility>

#include "base/text.h"
#include "survey/quarantine_listing.h"
#include "survey/spool_survey.h"

namespace queuehound {
namespace {

// One call of getdents64 fills it with about 25,000 names; a flat spool of a million messages has
// two million of them.
constexpr std::size_t kNamesBuffer = std::size_t{1} << 20;

bool may_be_directory(unsigned char type) { return type == DT_DIR || type == DT_UNKNOWN; }

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool has_earlier_id(const SpoolFile& a, const SpoolFile& b) { return comes_before(a.id, b.id); }

struct TimeKey {
  std::uint64_t second;  // of reception: at most 62 to the sixth, 36 bits
  std::uint32_t row;
};

// Two million names in the order of a hash: counting them by their seconds, twelve bits at a time,
// and comparing only ids of one second takes a third of what comparing all of them does.
std::vector<TimeKey> rows_by_time(const std::vector<SpoolFile>& names) {
  constexpr int kBits = 12, kRounds = 3;
  std::vector<TimeKey> keys(names.size()), next(names.size());
  for (std::uint32_t row = 0; row < names.size(); ++row)
    keys[row] = {static_cast<std::uint64_t>(names[row].id.time().time_since_epoch().count()), row};
  for (int round = 0; round < kRounds; ++round) {
    std::array<std::uint32_t, (1u << kBits) + 1> begins{};
    const auto part_of = [&](const TimeKey& key) {
      return static_cast<std::size_t>(key.second >> (round * kBits)) & ((1u << kBits) - 1);
    };
    for (const TimeKey& key : keys) ++begins[part_of(key) + 1];
    for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
    for (const TimeKey& key : keys) next[begins[part_of(key)]++] = key;
    keys.swap(next);
  }
  return keys;
}

// By id. The first six digits of an id are its second, in the order of the text.
void sort_by_id(std::vector<SpoolFile>& names) {
  const std::vector<TimeKey> keys = rows_by_time(names);
  std::vector<SpoolFile> sorted;
  sorted.reserve(names.size());
  for (std::size_t i = 0; i < keys.size();) {
    const std::size_t first = i;
    for (; i < keys.size() && keys[i].second == keys[first].second; ++i)
      sorted.push_back(names[keys[i].row]);
    std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(first), sorted.end(), has_earlier_id);
  }
  names = std::move(sorted);
}

// "<id>-H", "<id>-D" or "<id>-J"; anything else is no spool file.
std::optional<SpoolFile> parse_spool_name(std::string_view name) {
  if (name.size() != 18 && name.size() != 25) return {};
  if (name[name.size() - 2] != '-') return {};
  SpoolFile file;
  file.has_header = name.back() == 'H';
  file.has_data = name.back() == 'D';
  file.has_journal = name.back() == 'J';
  if (!file.has_header && !file.has_data && !file.has_journal) return {};
  const auto id = parse_message_id(name.substr(0, name.size() - 2));
  if (!id) return {};
  file.id = *id;
  return file;
}

// Half-written -H files (hdr.<id>, hdr.<pid> before 4.93) and DKIM's temporary files.
bool is_temporary_name(std::string_view name) {
  return name.starts_with("hdr.") || name.ends_with("-K");
}

class Lister {
 public:
  explicit Lister(const RootDir& root)
      : root_(root), buffer_(std::make_unique_for_overwrite<std::byte[]>(kNamesBuffer)) {}

  Result<> list(std::string_view spool_directory);
  SpoolListing take() { return std::move(listing_); }

 private:
  Result<> list_queue(const std::string& spool_directory, const std::string& queue);
  Result<> list_place(const std::string& path, const std::string& queue);
  void list_directory(const std::string& path, const std::string& queue, const Fd& directory,
                      std::string* split_names);
  void take_name(std::string_view name, unsigned char type, std::string* split_names);
  void merge_names();
  void drop_seen_twice(std::size_t flat_begin, std::size_t flat_end, const std::string& path);
  void note(std::string text) { listing_.notes.push_back(std::move(text)); }

  // Calls `take(name, type)` for every name but "." and ".."; what stops it becomes a note.
  template <class Take>
  void each_name(const Fd& directory, const std::string& path, Take take);

  const RootDir& root_;
  std::unique_ptr<std::byte[]> buffer_;
  std::vector<SpoolFile> names_;  // of one directory, one a name, as the system hands them out
  SpoolListing listing_;
};

template <class Take>
void Lister::each_name(const Fd& directory, const std::string& path, Take take) {
  for (;;) {
    const ssize_t got = ::getdents64(directory.get(), buffer_.get(), kNamesBuffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) note(errno_error("list", to_printable(path), errno).text);
    if (got <= 0) return;
    for (ssize_t at = 0; at < got;) {
      const auto* entry = reinterpret_cast<const dirent64*>(buffer_.get() + at);
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") take(name, entry->d_type);
      at += entry->d_reclen;
    }
  }
}

void Lister::take_name(std::string_view name, unsigned char type, std::string* split_names) {
  if (split_names != nullptr && name.size() == 1 && is_alphanumeric(name[0]) &&
      may_be_directory(type)) {
    split_names->push_back(name[0]);
    return;
  }
  if (auto file = parse_spool_name(name)) {
    file->order = static_cast<std::uint32_t>(names_.size());
    names_.push_back(*file);
    return;
  }
  if (is_temporary_name(name)) return;
  ++listing_.foreign_names;
  if (listing_.foreign_sample.empty()) listing_.foreign_sample = name;
}

// Sorts the names of one directory and joins -H, -D and -J of a message.
void Lister::merge_names() {
  sort_by_id(names_);
  const auto directory = static_cast<std::uint32_t>(listing_.directories.size() - 1);
  std::size_t kept = 0;
  for (SpoolFile& file : names_) {
    file.directory = directory;
    if (kept == 0 || names_[kept - 1].id != file.id) {
      names_[kept++] = file;
      continue;
    }
    SpoolFile& message = names_[kept - 1];
    if (file.has_header) message.order = file.order;
    message.has_header = message.has_header || file.has_header;
    message.has_data = message.has_data || file.has_data;
    message.has_journal = message.has_journal || file.has_journal;
  }
  names_.resize(kept);
  // Growth by doubling would hold three copies of a million rows for a moment.
  if (listing_.files.empty()) listing_.files.reserve(kept);
  listing_.files.insert(listing_.files.end(), names_.begin(), names_.end());
}

void Lister::list_directory(const std::string& path, const std::string& queue, const Fd& directory,
                            std::string* split_names) {
  listing_.directories.push_back({path, queue});
  names_.clear();
  each_name(directory, path,
            [&](std::string_view name, unsigned char type) { take_name(name, type, split_names); });
  merge_names();
  if (names_.capacity() > (std::size_t{1} << 16)) names_ = {};
}

// Exim looks in the configured place first and then in the other, so a message it is about to move
// between them may stand in both. Of two -H the one in the split directory stays.
void Lister::drop_seen_twice(std::size_t flat_begin, std::size_t flat_end,
                             const std::string& path) {
  std::vector<SpoolFile>& files = listing_.files;
  const std::span flat(files.begin() + static_cast<std::ptrdiff_t>(flat_begin),
                       files.begin() + static_cast<std::ptrdiff_t>(flat_end));
  std::size_t twice = 0;
  for (std::size_t i = flat_end; i < files.size() && !flat.empty(); ++i) {
    if (!files[i].has_header) continue;
    const auto same = std::lower_bound(flat.begin(), flat.end(), files[i], has_earlier_id);
    if (same == flat.end() || same->id != files[i].id || !same->has_header) continue;
    same->has_header = same->has_data = same->has_journal = false;
    ++twice;
  }
  if (twice == 0) return;
  std::erase_if(files, [](const SpoolFile& file) {
    return !file.has_header && !file.has_data && !file.has_journal;
  });
  note(to_printable(path) + ": " + std::to_string(twice) +
       " messages stand here and in a split directory too; counted once");
}

// An input/ or Finput/ with the one-letter directories below it. Both layouts are looked for
// whatever the option says: it may have been flipped while messages waited.
Result<> Lister::list_place(const std::string& path, const std::string& queue) {
  const Fd directory = TRY(root_.open_directory(path));
  const std::size_t flat_begin = listing_.files.size();
  std::string split_names;
  list_directory(path, queue, directory, &split_names);
  const std::size_t flat_end = listing_.files.size();
  std::sort(split_names.begin(), split_names.end());
  for (const char name : split_names) {
    const std::string split_path = path + '/' + name;
    const auto split = root_.open_directory(split_path);
    if (split) list_directory(split_path, queue, *split, nullptr);
    if (!split && split.error().kind != Error::Kind::gone) note(split.error().text);
  }
  drop_seen_twice(flat_begin, flat_end, path);
  return {};
}

// The error is input/'s; Finput/ (builds that move frozen messages away) is rarely there.
Result<> Lister::list_queue(const std::string& spool_directory, const std::string& queue) {
  const std::string base = queue.empty() ? spool_directory : spool_directory + '/' + queue;
  const auto input = list_place(base + "/input", queue);
  const auto frozen = list_place(base + "/Finput", queue);
  if (!frozen && frozen.error().kind != Error::Kind::gone) note(frozen.error().text);
  return input;
}

Result<> Lister::list(std::string_view spool_directory) {
  while (spool_directory.size() > 1 && spool_directory.ends_with('/')) {
    spool_directory.remove_suffix(1);
  }
  const std::string path(spool_directory);
  const Fd directory = TRY(root_.open_directory(path));
  std::vector<std::string> queues;
  each_name(directory, path, [&](std::string_view name, unsigned char type) {
    if (may_be_directory(type) && name != kQuarantineName) queues.emplace_back(name);
  });
  std::sort(queues.begin(), queues.end());

  const auto main_queue = list_queue(path, "");
  if (!main_queue && main_queue.error().kind != Error::Kind::gone) {
    return std::unexpected(main_queue.error());
  }
  // A named queue has no mark but the input/ in it; most names here are db, log, msglog and scan.
  for (const std::string& queue : queues) {
    const auto named = list_queue(path, queue);
    if (!named && named.error().kind != Error::Kind::gone) note(named.error().text);
  }
  return {};
}

}  // namespace

Result<SpoolListing> list_spool(const RootDir& root, std::string_view spool_directory) {
  Lister lister(root);
  TRY(lister.list(spool_directory));
  return lister.take();
}

}  // namespace queuehound
