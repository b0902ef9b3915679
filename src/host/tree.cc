#include "host/tree.h"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxLinks = 40;  // as the kernel
constexpr std::size_t kMaxPath = 4096;
constexpr std::size_t kMaxDomain = 253;

constexpr std::array<bool, 256> kFitsDomain = [] {
  std::array<bool, 256> fits{};
  for (std::size_t c = 0; c < fits.size(); ++c)
    fits[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-' || c == '_' || c == '.' || c >= 0x80;
  return fits;
}();

bool has_control(std::string_view name) {
  return std::ranges::any_of(
      name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// Where `path` points to if it is a link.
std::optional<std::string> link_target(const RootDir& root, const std::string& path) {
  const auto status = root.lstat(path);
  if (!status || !S_ISLNK(status->st_mode)) return {};
  auto target = root.read_link(path);
  if (!target || target->empty()) return {};
  return *std::move(target);
}

bool is_pattern(std::string_view text) { return text.find_first_of("*?[") != text.npos; }

// Whether the [...] at the start of `pattern` takes `c`; `length` becomes the class's own length.
bool class_takes(std::string_view pattern, char c, std::size_t& length) {
  const std::size_t end = pattern.find(']', 2);
  if (end == pattern.npos) {
    length = 1;
    return c == '[';
  }
  length = end + 1;
  std::string_view set = pattern.substr(1, end - 1);
  const bool negated = set.front() == '!' || set.front() == '^';
  if (negated) set.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-') {
      found = found || (c >= set[i] && c <= set[i + 2]);
      i += 2;
    } else {
      found = found || c == set[i];
    }
  }
  return found != negated;
}

std::vector<std::string> glob_component(const RootDir& root, const std::string& directory,
                                        const std::string& pattern, bool last, std::size_t limit) {
  std::vector<std::string> found;
  for (const DirectoryEntry& entry : entries_of(root, directory)) {
    if (found.size() >= limit) break;
    if (!(last ? may_be_file(entry) : may_be_directory(entry))) continue;
    if (matches_pattern(pattern, entry.name)) found.push_back(joined(directory, entry.name));
  }
  return found;
}

}  // namespace

// Going back only to the last '*': fnmatch takes exponential time on a pattern of many stars, and
// the pattern may come out of a hostile file.
bool matches_pattern(std::string_view pattern, std::string_view name) {
  if (name.starts_with('.') && !pattern.starts_with('.')) return false;
  std::size_t p = 0, n = 0, star = pattern.npos, star_n = 0;
  while (n < name.size()) {
    std::size_t length = 1;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_n = n;
    } else if (p < pattern.size() &&
               (pattern[p] == '[' ? class_takes(pattern.substr(p), name[n], length)
                                  : (pattern[p] == '?' || pattern[p] == name[n]))) {
      p += length;
      ++n;
    } else if (star != pattern.npos) {
      p = star + 1;
      n = ++star_n;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == pattern.npos;
}

std::string text_of(const RootDir& root, std::string_view path, std::size_t limit) {
  auto bytes = root.read_file(path, limit);
  return bytes ? *std::move(bytes) : std::string{};
}

std::string tail_of(const RootDir& root, std::string_view path, std::size_t bytes) {
  const auto file = root.open_file(path);
  if (!file) return {};
  struct stat status{};
  if (fstat(file->get(), &status) != 0 || status.st_size <= 0) return {};
  const auto size = static_cast<std::size_t>(status.st_size);
  std::string tail(std::min(bytes, size), '\0');
  std::size_t got = 0;
  const std::size_t start = size - tail.size();
  while (got < tail.size()) {
    const ssize_t part =
        pread(file->get(), tail.data() + got, tail.size() - got, static_cast<off_t>(start + got));
    if (part <= 0) break;
    got += static_cast<std::size_t>(part);
  }
  tail.resize(got);
  return tail;
}

std::vector<DirectoryEntry> entries_of(const RootDir& root, std::string_view path) {
  auto listed = root.list(path);
  if (!listed) return {};
  std::vector<DirectoryEntry> entries = *std::move(listed);
  std::erase_if(entries, [](const DirectoryEntry& entry) { return !is_plain_name(entry.name); });
  if (entries.size() > kMaxEntries) entries.resize(kMaxEntries);
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  return entries;
}

bool may_be_directory(const DirectoryEntry& entry) {
  return entry.type == DT_DIR || entry.type == DT_LNK || entry.type == DT_UNKNOWN;
}

bool may_be_file(const DirectoryEntry& entry) {
  return entry.type == DT_REG || entry.type == DT_LNK || entry.type == DT_UNKNOWN;
}

std::string resolved_path(const RootDir& root, std::string_view path) {
  std::string done;
  std::string rest = tidy_path(path);
  std::size_t links = 0;
  while (!rest.empty()) {
    const std::size_t end = rest.find('/', 1);
    const std::string next = done + rest.substr(0, end);
    rest = end == rest.npos ? "" : rest.substr(end);
    const auto target = link_target(root, next);
    if (!target) {
      done = next;
      continue;
    }
    if (++links > kMaxLinks || target->size() + rest.size() > kMaxPath) return tidy_path(path);
    rest = tidy_path((target->front() == '/' ? *target : done + "/" + *target) + rest);
    done.clear();
    if (rest == "/") return rest;
  }
  return done;
}

std::vector<std::string> glob(const RootDir& root, std::string_view pattern, std::size_t limit) {
  if (pattern.size() > kMaxPath) return {};
  std::vector<std::string> found{""};
  const std::string tidy = tidy_path(pattern);
  std::string_view rest = std::string_view(tidy).substr(1);
  while (!rest.empty() && !found.empty()) {
    const std::string part(cut(rest, '/'));
    std::vector<std::string> next;
    for (const std::string& directory : found) {
      if (next.size() >= limit) break;
      if (!is_pattern(part)) {
        next.push_back(directory + "/" + part);
        continue;
      }
      for (std::string& path :
           glob_component(root, directory.empty() ? "/" : directory, part, rest.empty(), limit))
        next.push_back(std::move(path));
    }
    found = std::move(next);
  }
  if (found.size() > limit) found.resize(limit);
  if (!is_pattern(base_name(tidy)))
    std::erase_if(found, [&](const std::string& path) { return !root.exists(path); });
  return found;
}

std::string joined(std::string_view directory, std::string_view name) {
  std::string path(directory);
  if (!path.ends_with('/')) path += '/';
  path += name;
  return path;
}

std::string tidy_path(std::string_view path) {
  std::string tidy;
  while (!path.empty()) {
    const std::string_view part = cut(path, '/');
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      tidy.resize(tidy.empty() ? 0 : tidy.rfind('/'));
      continue;
    }
    tidy += '/';
    tidy += part;
  }
  return tidy.empty() ? "/" : tidy;
}

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

bool looks_like_domain(std::string_view name) {
  if (name.empty() || name.size() > kMaxDomain || !name.contains('.')) return false;
  if (name.front() == '.' || name.back() == '.' || name.front() == '-') return false;
  if (name.contains("..")) return false;
  const auto fits = [](char c) { return kFitsDomain[static_cast<unsigned char>(c)]; };
  if (!std::ranges::all_of(name, fits)) return false;
  // An address or a rotation's number ("1.2.3.4", "2026.11") is no domain.
  const std::string_view top = name.substr(name.rfind('.') + 1);
  return !std::ranges::all_of(top, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && !name.contains('/') && !has_control(name);
}

}  // namespace queuehound
