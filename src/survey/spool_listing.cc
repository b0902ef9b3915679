#include "survey/spool_listing.h"

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

#include "base/table.h"
#include "base/text.h"
#include "survey/quarantine_listing.h"
#include "survey/spool_data_sizes.h"

namespace queuehound {
namespace {

// One call of getdents64 fills it with about 25,000 names; a flat spool of a million messages has
// two million of them.
constexpr std::size_t kNamesBuffer = std::size_t{1} << 20;

bool may_be_directory(unsigned char type) { return type == DT_DIR || type == DT_UNKNOWN; }

bool has_earlier_id(const SpoolFile& a, const SpoolFile& b) { return a.id < b.id; }

// One name of a directory. Which one it is, as the system hands them out, is its row.
struct SpoolName {
  MessageId id;
  std::uint32_t data_row = 0;  // of a -D (survey/spool_data_sizes.h)
  char letter = 'H';
};

using SpoolNames = Table<SpoolName>;
using Keys = Table<std::uint64_t>;

// The second of reception, at most 62 to the sixth, and the row, in one word.
constexpr int kRowBits = 28;
constexpr std::size_t kMostNames = std::size_t{1} << kRowBits;  // those beyond count as foreign
std::size_t row_of(std::uint64_t key) { return static_cast<std::size_t>(key & (kMostNames - 1)); }

// Two million names in the order of a hash: counting them by their seconds, twelve bits at a time,
// and comparing only ids of one second takes a third of what comparing all of them does.
Keys rows_by_time(const SpoolNames& names) {
  constexpr int kBits = 12, kRounds = 3;
  Keys keys, next;
  keys.resize(names.size());
  next.resize(names.size());
  for (std::size_t row = 0; row < names.size(); ++row)
    keys[row] = static_cast<std::uint64_t>(names[row].id.time().time_since_epoch().count())
                    << kRowBits |
                row;
  for (int round = 0; round < kRounds; ++round) {
    std::array<std::uint32_t, (1u << kBits) + 1> begins{};
    const auto part_of = [&](std::uint64_t key) {
      return static_cast<std::size_t>(key >> (kRowBits + round * kBits)) & ((1u << kBits) - 1);
    };
    for (const std::uint64_t key : keys) ++begins[part_of(key) + 1];
    for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
    for (const std::uint64_t key : keys) next[begins[part_of(key)]++] = key;
    std::swap(keys, next);
  }
  return keys;
}

// Rows in the order of their ids. The first six digits of an id are its second, in the order of the
// text.
Keys rows_by_id(const SpoolNames& names) {
  Keys keys = rows_by_time(names);
  const auto is_earlier = [&](std::uint64_t a, std::uint64_t b) {
    return names[row_of(a)].id < names[row_of(b)].id;
  };
  for (std::size_t first = 0; first < keys.size();) {
    std::size_t end = first + 1;
    while (end < keys.size() && keys[end] >> kRowBits == keys[first] >> kRowBits) ++end;
    std::sort(keys.begin() + first, keys.begin() + end, is_earlier);
    first = end;
  }
  return keys;
}

// "<id>-H", "<id>-D" or "<id>-J"; anything else is no spool file.
std::optional<SpoolName> parse_spool_name(std::string_view name) {
  if (name.size() != 18 && name.size() != 25) return {};
  const char letter = name.back();
  if (name[name.size() - 2] != '-' || (letter != 'H' && letter != 'D' && letter != 'J')) return {};
  const auto id = parse_message_id(name.substr(0, name.size() - 2));
  if (!id) return {};
  return SpoolName{.id = *id, .letter = letter};
}

// Half-written -H files (hdr.<id>, hdr.<pid> before 4.93) and DKIM's temporary files.
bool is_temporary_name(std::string_view name) {
  return name.starts_with("hdr.") || name.ends_with("-K");
}

class Lister {
 public:
  Lister(const RootDir& root, bool with_sizes)
      : root_(root), buffer_(std::make_unique_for_overwrite<std::byte[]>(kNamesBuffer)) {
    if (with_sizes) sizes_ = std::make_unique<SpoolDataSizes>();
  }

  Result<> list(std::string_view spool_directory);
  SpoolListing take() {
    if (sizes_) listing_.data_sizes = sizes_->finish();
    return std::move(listing_);
  }

 private:
  Result<> list_queue(const std::string& spool_directory, const std::string& queue);
  Result<> list_place(const std::string& path, const std::string& queue);
  void list_directory(const std::string& path, const std::string& queue, const Fd& directory,
                      std::string* split_names);
  void take_name(std::string_view name, unsigned char type, std::string* split_names);
  void merge_names();
  SpoolFile& file_of(const MessageId& id, std::size_t first, std::uint32_t directory);
  void drop_seen_twice(std::size_t flat_begin, std::size_t flat_end, const std::string& path);
  void note(std::string text) { listing_.notes.push_back(std::move(text)); }

  // Calls `take(name, type)` for every name but "." and ".."; what stops it becomes a note.
  template <class Take>
  void each_name(const Fd& directory, const std::string& path, Take take);

  const RootDir& root_;
  std::unique_ptr<std::byte[]> buffer_;
  SpoolNames names_;  // of one directory, as the system hands them out
  std::unique_ptr<SpoolDataSizes> sizes_;
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
  if (auto known = parse_spool_name(name); known && names_.size() < kMostNames) {
    if (known->letter == 'D' && sizes_) known->data_row = sizes_->add(known->id);
    names_.push_back(*known);
    return;
  }
  if (is_temporary_name(name)) return;
  ++listing_.foreign_names;
  if (listing_.foreign_sample.empty()) listing_.foreign_sample = name;
}

// The last file, or a new one: names come in the order of their ids.
SpoolFile& Lister::file_of(const MessageId& id, std::size_t first, std::uint32_t directory) {
  Table<SpoolFile>& files = listing_.files;
  if (files.size() > first && files.back().id == id) return files.back();
  SpoolFile& file = files.emplace_back();
  file.directory = directory;
  file.id = id;
  return file;
}

// Sorts the names of one directory and joins -H, -D and -J of a message.
void Lister::merge_names() {
  const Keys keys = rows_by_id(names_);
  const auto directory = static_cast<std::uint32_t>(listing_.directories.size() - 1);
  const std::size_t first = listing_.files.size();
  // Growth by doubling would hold three copies of a million rows for a moment.
  if (listing_.files.empty()) listing_.files.reserve(keys.size() / 2 + 1);
  for (const std::uint64_t key : keys) {
    const std::size_t row = row_of(key);
    const SpoolName& name = names_[row];
    SpoolFile& file = file_of(name.id, first, directory);
    const bool is_new = !file.has_header && !file.has_data && !file.has_journal;
    if (is_new || name.letter == 'H') file.order = static_cast<std::uint32_t>(row);
    if (name.letter == 'D') file.data_row = name.data_row;
    file.has_header |= name.letter == 'H';
    file.has_data |= name.letter == 'D';
    file.has_journal |= name.letter == 'J';
  }
  names_ = {};
}

void Lister::list_directory(const std::string& path, const std::string& queue, const Fd& directory,
                            std::string* split_names) {
  listing_.directories.push_back({path, queue});
  if (sizes_) sizes_->enter(directory);
  each_name(directory, path,
            [&](std::string_view name, unsigned char type) { take_name(name, type, split_names); });
  if (sizes_) sizes_->flush();
  merge_names();
}

// Exim looks in the configured place first and then in the other, so a message it is about to move
// between them may stand in both. Of two -H the one in the split directory stays.
void Lister::drop_seen_twice(std::size_t flat_begin, std::size_t flat_end,
                             const std::string& path) {
  Table<SpoolFile>& files = listing_.files;
  const std::span flat(files.begin() + flat_begin, files.begin() + flat_end);
  std::size_t twice = 0;
  for (std::size_t i = flat_end; i < files.size() && !flat.empty(); ++i) {
    if (!files[i].has_header) continue;
    const auto same = std::lower_bound(flat.begin(), flat.end(), files[i], has_earlier_id);
    if (same == flat.end() || same->id != files[i].id || !same->has_header) continue;
    same->has_header = same->has_data = same->has_journal = false;
    ++twice;
  }
  if (twice == 0) return;
  SpoolFile* const kept = std::remove_if(files.begin(), files.end(), [](const SpoolFile& file) {
    return !file.has_header && !file.has_data && !file.has_journal;
  });
  files.resize(static_cast<std::size_t>(kept - files.begin()));
  note(to_printable(path) + ": " + std::to_string(twice) +
       (twice == 1 ? " message stands" : " messages stand") +
       " here and in a split directory too; counted once");
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
  bool is_spool = main_queue.has_value();
  for (const std::string& queue : queues) {
    const auto named = list_queue(path, queue);
    if (!named && named.error().kind != Error::Kind::gone) note(named.error().text);
    is_spool |= named.has_value();
  }
  if (!is_spool) note("no queue in " + to_printable(path) + ": it has no input/");
  return {};
}

}  // namespace

Result<SpoolListing> list_spool(const RootDir& root, std::string_view spool_directory,
                                bool with_sizes) {
  Lister lister(root, with_sizes);
  TRY(lister.list(spool_directory));
  return lister.take();
}

Result<SpoolListing> take_or_list_spool(SpoolListing* listed, const RootDir& root,
                                        std::string_view spool_directory, bool with_sizes) {
  if (listed != nullptr && !listed->directories.empty()) return std::exchange(*listed, {});
  return list_spool(root, spool_directory, with_sizes);
}

}  // namespace queuehound
