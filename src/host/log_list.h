// The logs found so far: each file once, however many names and links lead to it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/root_dir.h"
#include "host/server.h"
#include "host/text_map.h"

namespace queuehound {

// "access.log" for "access.log.1", "access.log-20260102.gz", "access.log.3.xz"; the name itself
// where it is no rotation's.
std::string_view live_name(std::string_view name);

// FastPanel's nginx and the Apache behind it each have a log: "shop.example-frontend" is no domain.
std::string_view without_server_behind(std::string_view site);

// A place where a log is known to lie; a table of them is all that finding those logs needs.
struct LogPlace {
  LogKind kind;
  std::string_view path;

  LogSource source() const { return {std::string(path), kind, {}, {}, false}; }
};

class LogList {
 public:
  explicit LogList(const RootDir& root) : root_(root) {}

  // A file at a known place: listed if it is there, or if only its rotations are.
  // Returns whether it was listed now.
  bool add(LogSource source);
  template <class Places>
  void add_all(const Places& places) {
    for (const LogPlace& place : places) add(place.source());
  }
  // The same without looking for rotations, for places of which there are thousands.
  bool add_if_there(LogSource source);
  // What settings name, whatever its name. What is not there is told: a slip of the pen in a path
  // would leave out a log without a word, and the server look peaceful.
  void add_named(LogSource source);

  // The live logs of a directory: `choose` makes a source of a name, or gives back an empty path
  // to leave it out. A directory reached by two names is read once for each `kind`.
  template <class Choose>
  void add_directory(std::string_view directory, LogKind kind, Choose&& choose) {
    std::uint64_t device = 0;
    for (const Name& name : names_of(directory, kind, device)) {
      LogSource source = choose(std::string_view(name.text));
      source.kind = kind;
      if (!source.path.empty()) add_entry(name, device, std::move(source));
    }
  }

  const std::vector<LogSource>& sources() const { return sources_; }
  std::vector<LogSource> take() { return std::move(sources_); }
  const std::vector<std::string>& notes() const { return notes_; }
  const std::vector<std::string>& absent() const { return absent_; }  // named, and not there

 private:
  bool is_dead_link(std::string_view path);
  bool is_no_file(std::string_view path, std::uint32_t mode);
  enum class There { file, maybe, rotated };
  struct Name {
    std::string text;
    std::uint64_t inode = 0;
    There there = There::file;
  };
  using Identity = std::pair<std::uint64_t, std::uint64_t>;  // device, inode
  struct IdentityHash {
    std::size_t operator()(const Identity& id) const noexcept {
      return std::hash<std::uint64_t>{}(id.second * 0x9e3779b97f4a7c15u ^ id.first);
    }
  };

  std::vector<Name> names_of(std::string_view directory, LogKind kind, std::uint64_t& device);
  void add_entry(const Name& name, std::uint64_t device, LogSource source);
  bool add_identified(Identity identity, LogSource source);
  bool add_path(LogSource source);
  bool has_rotation(std::string_view path) const;

  const RootDir& root_;
  std::vector<LogSource> sources_;
  std::vector<std::string> notes_;
  std::vector<std::string> absent_;
  TextMap<std::size_t> of_path_;
  std::unordered_map<Identity, std::size_t, IdentityHash> of_file_;
  std::unordered_map<Identity, std::vector<LogKind>, IdentityHash> directories_;
};

}  // namespace queuehound
