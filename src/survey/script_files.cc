#include "survey/script_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kPrograms = 64;
constexpr std::size_t kEntriesLooked = 4096;
constexpr std::array<std::string_view, 12> kProgramEndings = {
    ".php", ".phtml", ".php5", ".php7", ".pl", ".py", ".sh", ".cgi", ".pm", ".rb", ".js", ".phar"};

}  // namespace

bool is_program_name(std::string_view name) {
  const std::string lower = to_lower(name);
  return std::ranges::any_of(kProgramEndings,
                             [&](std::string_view ending) { return lower.ends_with(ending); });
}

FileLook look_at_file(const RootDir& root, const std::string& path) {
  FileLook look;
  look.path = path;
  const auto status = root.stat(path);
  if (!status || !S_ISREG(status->st_mode)) return look;
  look.exists = true;
  look.owner_uid = status->st_uid;
  look.device = status->st_dev;
  look.inode = status->st_ino;
  // Sealed (root's, mode 000): its times are those of sealing, and say nothing of how it came. They
  // stay Time{}.
  const bool is_sealed = status->st_uid == 0 && (status->st_mode & 07777) == 0;
  if (!is_sealed) {
    look.modified = Time(seconds(status->st_mtim.tv_sec));
    look.changed = Time(seconds(status->st_ctim.tv_sec));
  }
  look.bytes = static_cast<std::uint64_t>(status->st_size);
  return look;
}

void forget_times_of_copying(const std::optional<Time>& newest_log, FileLook& look) {
  const Time last = newest_log.value_or(Time{});
  if (look.changed > last) look.changed = Time{};
  if (look.modified > last) look.modified = Time{};
}

DirectoryLook look_for_programs(const RootDir& root, const std::string& directory) {
  DirectoryLook look;
  look.directory = directory;
  if (const auto status = root.stat(directory))
    look.is_everybodys = (status->st_mode & S_IWOTH) != 0;
  const auto entries = root.list(directory);
  if (!entries) {
    look.is_complete = false;
    return look;
  }
  std::size_t looked = 0;
  for (const DirectoryEntry& entry : *entries) {
    if (++looked > kEntriesLooked || look.programs.size() >= kPrograms) {
      look.is_complete = false;
      break;
    }
    const std::string path = directory + (directory.ends_with('/') ? "" : "/") + entry.name;
    const auto status = root.lstat(path);
    if (!status || !S_ISREG(status->st_mode)) continue;
    if (!is_program_name(entry.name) && (status->st_mode & 0111) == 0) continue;
    look.programs.push_back(look_at_file(root, path));
  }
  return look;
}

}  // namespace queuehound
