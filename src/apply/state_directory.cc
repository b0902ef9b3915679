#include "apply/state_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/root_dir.h"
#include "base/text.h"

namespace queuehound {
namespace {

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// Empty, or made for a journal: to shut others out of /tmp would be the end of the server.
bool is_for_a_journal(const std::string& directory) {
  struct stat found{};
  if (::lstat((directory + "/journal.db").c_str(), &found) == 0) return true;
  const auto root = RootDir::open(directory);
  const auto names = root ? root->list("/", RootDir::Links::follow, 1)
                          : Result<std::vector<DirectoryEntry>>(std::unexpected(root.error()));
  return names && names->empty();
}

std::string others_may_enter(const std::string& directory) {
  if (is_for_a_journal(directory))
    return fmt::format(
        "others may enter {}\n  try: chmod 700 {}, or name another place with --state DIR",
        directory, directory);
  return fmt::format(
      "others may enter {}, and it holds more than a journal: name a folder of its own with "
      "--state DIR",
      directory);
}

// For the text only: the lock is what counts, and its holder may just have written nothing yet.
std::string holder_of(const Fd& lock) {
  std::array<char, 32> bytes{};
  const ssize_t got = ::pread(lock.get(), bytes.data(), bytes.size(), 0);
  const std::string_view text =
      trim({bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))});
  return parse_number<long>(text) ? fmt::format(" (pid {})", text) : "";
}

}  // namespace

Result<> sync_directory(const std::string& directory) {
  const Fd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) return std::unexpected(errno_error("sync", directory, errno));
  return {};
}

Result<> make_state_directory(const std::string& directory) {
  if (::mkdir(directory.c_str(), 0700) == 0) {
    TRY(sync_directory(parent_of(directory)));
  } else if (errno != EEXIST) {
    return std::unexpected(errno_error("make the state directory", directory, errno));
  }
  struct stat found{};
  if (::lstat(directory.c_str(), &found) != 0)
    return std::unexpected(errno_error("look at", directory, errno));
  if (!S_ISDIR(found.st_mode))
    return fail(Error::Kind::refused, fmt::format("{} is no directory: move it away, or name "
                                                  "another place with --state DIR",
                                                  directory));
  if (found.st_uid != ::geteuid())
    return fail(Error::Kind::refused,
                fmt::format("{} belongs to uid {}, not to you: the journal of changes is root's",
                            directory, found.st_uid));
  if ((found.st_mode & 0077) != 0) return fail(Error::Kind::refused, others_may_enter(directory));
  return {};
}

Result<Fd> lock_state(const std::string& directory) {
  const std::string path = directory + "/lock";
  Fd lock(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!lock) return std::unexpected(errno_error("open", path, errno));
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return std::unexpected(errno_error("lock", path, errno));
    return fail(Error::Kind::refused,
                fmt::format("another queuehound is applying{}: wait for its end", holder_of(lock)));
  }
  const std::string pid = fmt::format("{}\n", ::getpid());
  // Where the disk is full the lock holds all the same; only its words are missing.
  (void)!::ftruncate(lock.get(), 0);
  (void)!::pwrite(lock.get(), pid.data(), pid.size(), 0);
  return lock;
}

}  // namespace queuehound
