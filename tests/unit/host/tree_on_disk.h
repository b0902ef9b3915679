// A miniature server in a temporary directory, gone with the test.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "host/find_server.h"

namespace queuehound {

class TreeOnDisk {
 public:
  TreeOnDisk() {
    std::string pattern = (std::filesystem::temp_directory_path() / "host_test_XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) directory_ = pattern;
  }
  TreeOnDisk(const TreeOnDisk&) = delete;
  TreeOnDisk& operator=(const TreeOnDisk&) = delete;
  ~TreeOnDisk() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }

  void file(std::string_view path, std::string_view text = "") const {
    const std::string full = directory_ + std::string(path);
    std::filesystem::create_directories(std::filesystem::path(full).parent_path());
    std::ofstream(full, std::ios::binary) << text;
  }
  void folder(std::string_view path) const {
    std::filesystem::create_directories(directory_ + std::string(path));
  }
  void link(std::string_view path, std::string_view target) const {
    const std::filesystem::path full = directory_ + std::string(path);
    std::filesystem::create_directories(full.parent_path());
    std::filesystem::create_symlink(target, full);
  }

  const std::string& path() const { return directory_; }
  RootDir root() const {
    auto opened = RootDir::open(directory_);
    EXPECT_TRUE(opened.has_value());
    return *std::move(opened);
  }
  Server find(const Config& config = {}) const { return find_server(root(), config, {}); }

 private:
  std::string directory_;
};

inline const LogSource* log_at(const Server& server, std::string_view path) {
  for (const LogSource& log : server.logs)
    if (log.path == path) return &log;
  return nullptr;
}
inline std::size_t count_of(const Server& server, LogKind kind) {
  std::size_t count = 0;
  for (const LogSource& log : server.logs) count += log.kind == kind ? 1 : 0;
  return count;
}
template <class List>
bool holds(const List& list, std::string_view text) {
  for (const auto& item : list)
    if (item == text) return true;
  return false;
}

}  // namespace queuehound
