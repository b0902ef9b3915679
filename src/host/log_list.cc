#include "host/log_list.h"

#include <dirent.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxSources = 200'000;
constexpr std::size_t kMaxNotes = 32;

std::size_t digits_at_end(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() &&
         std::isdigit(static_cast<unsigned char>(text[text.size() - 1 - count])) != 0)
    ++count;
  return count;
}

// One file of syslog may hold the lines of several programs. Every other file is of one kind: a
// customer's link in his log folder must not turn Exim's log into an access log.
bool may_share(LogKind kind) {
  return kind == LogKind::exim_main || kind == LogKind::dovecot || kind == LogKind::cron ||
         kind == LogKind::system || kind == LogKind::roundcube_login || kind == LogKind::horde;
}

// "main-%D": a file a day (or a month), none of which is called so.
bool is_dated(std::string_view path) { return path.contains("%D") || path.contains("%M"); }

void fill_in(LogSource& known, const LogSource& other) {
  if (known.domain.empty()) known.domain = other.domain;
  if (known.account.empty()) known.account = other.account;
  known.is_webmail_site = known.is_webmail_site || other.is_webmail_site;
}

}  // namespace

std::string_view live_name(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kPacked{".gz", ".xz", ".zst", ".bz2", ".Z"};
  std::string_view stem = name;
  for (const std::string_view ending : kPacked)
    if (stem.ends_with(ending)) stem.remove_suffix(ending.size());
  const std::size_t digits = digits_at_end(stem);
  if (digits == 0 || digits + 1 >= stem.size()) return stem.size() < name.size() ? stem : name;
  const char before = stem[stem.size() - digits - 1];
  const bool numbered = before == '.' && digits <= 3;
  const bool dated = (before == '-' || before == '.') && (digits == 8 || digits == 10);
  if (numbered || dated) return stem.substr(0, stem.size() - digits - 1);
  return stem.size() < name.size() ? stem : name;
}

std::string_view without_server_behind(std::string_view site) {
  for (const std::string_view ending : {"-frontend", "-backend"})
    if (site.ends_with(ending)) return site.substr(0, site.size() - ending.size());
  return site;
}

bool LogList::add(LogSource source) {
  const auto status = root_.stat(source.path);
  if (!status) return has_rotation(source.path) && add_path(std::move(source));
  if (!S_ISREG(status->st_mode)) return is_no_file(source.path, status->st_mode);
  return add_identified({status->st_dev, status->st_ino}, std::move(source));
}

// A link where a log is looked for that leads to nothing we may read: somebody's log is missed.
bool LogList::is_dead_link(std::string_view path) {
  const auto status = root_.lstat(path);
  if (status && S_ISLNK(status->st_mode) && notes_.size() < kMaxNotes)
    notes_.push_back(std::string(path) + " is a link that leads to no file: not read");
  return false;
}

// Something else in a log's place is worth a word: a fifo there keeps its log out of every tool.
bool LogList::is_no_file(std::string_view path, std::uint32_t mode) {
  const std::string_view what = S_ISDIR(mode)    ? "a directory"
                                : S_ISFIFO(mode) ? "a fifo"
                                : S_ISSOCK(mode) ? "a socket"
                                                 : "a device";
  if (notes_.size() < kMaxNotes)
    notes_.push_back(std::string(path) + " is " + std::string(what) + ", not a log: not read");
  return false;
}

bool LogList::add_if_there(LogSource source) {
  const auto status = root_.stat(source.path);
  if (!status) return is_dead_link(source.path);
  if (S_ISDIR(status->st_mode)) return false;  // a folder among the logs is a folder
  if (!S_ISREG(status->st_mode)) return is_no_file(source.path, status->st_mode);
  return add_identified({status->st_dev, status->st_ino}, std::move(source));
}

void LogList::add_named(LogSource source) {
  const auto status = root_.stat(source.path);
  if (status && S_ISREG(status->st_mode))
    add_identified({status->st_dev, status->st_ino}, std::move(source));
  else if (status || status.error().kind != Error::Kind::gone || is_dated(source.path) ||
           has_rotation(source.path))
    add_path(std::move(source));
  else
    absent_.push_back(std::move(source.path));
}

std::vector<LogList::Name> LogList::names_of(std::string_view directory, LogKind kind,
                                             std::uint64_t& device) {
  const auto status = root_.stat(directory);
  if (!status || !S_ISDIR(status->st_mode)) return {};
  device = status->st_dev;
  std::vector<LogKind>& read_for = directories_[{status->st_dev, status->st_ino}];
  if (std::ranges::find(read_for, kind) != read_for.end()) return {};
  read_for.push_back(kind);

  std::vector<Name> names;
  TextMap<bool> live;
  const std::vector<DirectoryEntry> entries = entries_of(root_, directory);
  for (const DirectoryEntry& entry : entries) {
    if (entry.type == DT_FIFO || entry.type == DT_SOCK || entry.type == DT_CHR ||
        entry.type == DT_BLK)
      is_no_file(std::string(directory) + "/" + entry.name,
                 static_cast<std::uint32_t>(DTTOIF(entry.type)));
    if (!may_be_file(entry) || live_name(entry.name) != entry.name) continue;
    names.push_back({entry.name, entry.inode, entry.type == DT_REG ? There::file : There::maybe});
    live.emplace(entry.name, true);
  }
  for (const DirectoryEntry& entry : entries) {
    const std::string_view stem = live_name(entry.name);
    if (!may_be_file(entry) || stem == entry.name || live.contains(stem)) continue;
    live.emplace(stem, true);
    names.push_back({std::string(stem), 0, There::rotated});
  }
  return names;
}

void LogList::add_entry(const Name& name, std::uint64_t device, LogSource source) {
  switch (name.there) {
    case There::file:
      add_identified({device, name.inode}, std::move(source));
      break;
    case There::maybe:
      add_if_there(std::move(source));
      break;
    case There::rotated:
      add_path(std::move(source));
      break;
  }
}

bool LogList::add_identified(Identity identity, LogSource source) {
  const auto known = of_file_.find(identity);
  if (known == of_file_.end()) {
    if (!add_path(std::move(source))) return false;
    of_file_.emplace(identity, sources_.size() - 1);
    return true;
  }
  LogSource& first = sources_[known->second];
  if (first.kind == source.kind) {
    fill_in(first, source);
    return false;
  }
  return may_share(first.kind) && may_share(source.kind) && add_path(std::move(source));
}

bool LogList::add_path(LogSource source) {
  if (sources_.size() >= kMaxSources) return false;
  std::string key = std::to_string(static_cast<int>(source.kind)) + source.path;
  const auto [place, added] = of_path_.try_emplace(std::move(key), sources_.size());
  if (added)
    sources_.push_back(std::move(source));
  else
    fill_in(sources_[place->second], source);
  return added;
}

bool LogList::has_rotation(std::string_view path) const {
  const std::string_view name = base_name(path);
  const std::string_view directory = path.substr(0, path.size() - name.size());
  return std::ranges::any_of(entries_of(root_, directory), [&](const DirectoryEntry& entry) {
    return entry.name != name && live_name(entry.name) == name && may_be_file(entry);
  });
}

}  // namespace queuehound
