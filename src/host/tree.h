// Small readings of a server's tree that may be hostile: every one is bounded, none fails loudly.
// What cannot be read is simply not there; the caller's notes say what mattered.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/lines.h"
#include "base/root_dir.h"
#include "host/text_map.h"

namespace queuehound {

constexpr std::size_t kMaxEntries = 100'000;  // of one directory
constexpr std::size_t kSmallFile = 1u << 20;  // configuration
constexpr std::size_t kListFile = 32u << 20;  // lists of domains or users

// The file's bytes; empty where it is missing, too big, not a plain file or not ours to read.
std::string text_of(const RootDir& root, std::string_view path, std::size_t limit = kSmallFile);
// The last `bytes` of a file of any size.
std::string tail_of(const RootDir& root, std::string_view path, std::size_t bytes);

// Sorted by name, at most kMaxEntries, without names that hold a slash or a control character.
std::vector<DirectoryEntry> entries_of(const RootDir& root, std::string_view path);

// Whether an entry may lead to a directory (or a file): a link and an unknown type may.
bool may_be_directory(const DirectoryEntry& entry);
bool may_be_file(const DirectoryEntry& entry);

// `path` with every link resolved inside the tree; `path` itself where nothing is a link.
std::string resolved_path(const RootDir& root, std::string_view path);

// Files that match a shell pattern of *, ? and [...] in any component, in order, at most `limit`.
std::vector<std::string> glob(const RootDir& root, std::string_view pattern, std::size_t limit);

// Whether all of `name` fits a pattern of *, ? and [...].
bool matches_pattern(std::string_view pattern, std::string_view name);

std::string joined(std::string_view directory, std::string_view name);
// "/a//b/./c/" becomes "/a/b/c"; ".." is taken away with the component before it.
std::string tidy_path(std::string_view path);
std::string_view base_name(std::string_view path);

// A host name with at least one dot, of letters, digits, '-' and '_', in lower case or not.
bool looks_like_domain(std::string_view name);
// For names that may become part of a path: not empty, no slash, no control, not "." or "..".
bool is_plain_name(std::string_view name);

template <class Function>
void for_each_word(std::string_view text, Function&& function,
                   std::string_view separators = " \t\r\n") {
  while (true) {
    const std::size_t start = text.find_first_not_of(separators);
    if (start == text.npos) return;
    text.remove_prefix(start);
    const std::size_t end = text.find_first_of(separators);
    function(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end);
  }
}

}  // namespace queuehound
