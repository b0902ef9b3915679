// What stands on the disk where mail came from: age, owner, neighbours. Looks, never follows a link
// out of the server's tree, never opens a file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/root_dir.h"
#include "base/time.h"

namespace queuehound {

struct FileLook {
  std::string path;
  bool exists = false;
  std::uint32_t owner_uid = 0;
  Time modified{}, changed{};
  std::uint64_t bytes = 0;
  std::uint64_t device = 0, inode = 0;  // one file may be reached by several paths
};
struct DirectoryLook {
  std::string directory;
  std::vector<FileLook> programs;  // at most 64
  bool is_complete = true;
  bool is_everybodys = false;  // anybody may make files and folders in it
};

// "x.php", "mailer.PL": what a web server or a shell would run by its name.
bool is_program_name(std::string_view name);

FileLook look_at_file(const RootDir& root, const std::string& path);
// In a copied tree: after when times are of copying. Whoever copies a busy server has its homes
// before its logs, which go on meanwhile: where the kernel's times of the system's own files are of
// today, every file's is (Time{}). Where they are older (a disk that is looked at elsewhere), what
// comes after the logs' newest line.
struct TimesOfCopying {
  Time changed{}, modified{};
};
TimesOfCopying times_of_copying(const RootDir& root, const std::optional<Time>& newest_log);
// Forgets the times that copying gave the file. What is left of them is Time{}.
void forget_times_of_copying(const TimesOfCopying& copying, FileLook& look);
DirectoryLook look_for_programs(const RootDir& root, const std::string& directory);

}  // namespace queuehound
