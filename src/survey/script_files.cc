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

namespace {

// No server has all of these changed within a day, but one that was set up on it; no customer can
// change their times.
constexpr std::string_view kOfSystem[] = {"/etc/passwd", "/etc/group", "/etc/hostname",
                                          "/etc/hosts", "/etc/localtime"};

// Changed on the logs' last day, or later: all of them.
bool are_of_copying(const std::vector<FileLook>& of_system, Time newest_log) {
  constexpr std::size_t kEnough = 2;
  constexpr seconds kDay{86400};
  return of_system.size() >= kEnough && std::ranges::all_of(of_system, [&](const FileLook& look) {
           return look.changed >= newest_log - kDay;
         });
}

}  // namespace

TimesOfCopying times_of_copying(const RootDir& root, const std::optional<Time>& newest_log) {
  std::vector<FileLook> of_system;
  for (const std::string_view path : kOfSystem)
    if (FileLook look = look_at_file(root, std::string(path)); look.modified != Time{})
      of_system.push_back(std::move(look));
  const Time last = newest_log.value_or(Time{});
  return {are_of_copying(of_system, last) ? Time{} : last, last};
}

// Where the owner's time was not kept it is the copy's, as the kernel's is.
void forget_times_of_copying(const TimesOfCopying& copying, FileLook& look) {
  constexpr seconds kWhileWritten{60};
  const bool is_copy = copying.changed == Time{};
  const bool is_written_now = is_copy && look.modified + kWhileWritten >= look.changed;
  if (is_written_now || look.modified > copying.modified) look.modified = Time{};
  if (look.changed > copying.changed) look.changed = Time{};
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
