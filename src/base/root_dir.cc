#include "base/root_dir.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <memory>
#include <string>
#include <utility>

#include "base/root_walk.h"
#include "base/text.h"
#include "base/whole_file.h"

namespace queuehound {
namespace {

constexpr int kReadFlags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;

std::unexpected<Error> fail_errno(std::string_view what, std::string_view where) {
  const int error_number = errno;
  return std::unexpected(errno_error(what, to_printable(where), error_number));
}

struct FileType {
  mode_t type;
  std::string_view words;
};
constexpr std::array<FileType, 6> kFileTypes{{{S_IFDIR, "a directory"},
                                              {S_IFIFO, "a fifo"},
                                              {S_IFSOCK, "a socket"},
                                              {S_IFCHR, "a character device"},
                                              {S_IFBLK, "a block device"},
                                              {S_IFLNK, "a symbolic link"}}};

std::unexpected<Error> refuse_type(std::string_view path, mode_t mode) {
  std::string_view words = "no regular file";
  for (const FileType& row : kFileTypes) {
    if ((mode & S_IFMT) == row.type) words = row.words;
  }
  return fail(Error::Kind::refused,
              to_printable(path).append(" is ").append(words).append(", not a regular file"));
}

Result<struct stat> status_of(int fd, std::string_view path) {
  struct stat status;
  if (::fstat(fd, &status) != 0) return fail_errno("stat", path);
  return status;
}

// Opens for reading what `fd` already holds. Asking first and opening later is not the same: a
// link swapped in between could lead to a device whose mere opening does something (a watchdog
// restarts the machine).
Fd reopen(int fd) {
  const std::string name = "/proc/self/fd/" + std::to_string(fd);
  return Fd(::open(name.c_str(), kReadFlags));
}

LinkRule rule_of(RootDir::Links links) {
  return links == RootDir::Links::follow ? LinkRule::follow : LinkRule::refuse;
}

}  // namespace

RootDir::RootDir(Fd fd, std::string directory, bool live)
    : fd_(std::move(fd)), directory_(std::move(directory)), live_(live) {}

Result<RootDir> RootDir::open(const std::string& directory) {
  Fd fd(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return fail_errno("open", directory);
  // Without the right to search it every path below would look as if it did not exist.
  if (::faccessat(fd.get(), ".", X_OK, AT_EACCESS) != 0) return fail_errno("search", directory);
  const std::size_t last = directory.find_last_not_of('/');
  std::string name = last == std::string::npos ? std::string{} : directory.substr(0, last + 1);
  const bool live = name.empty();
  return RootDir(std::move(fd), std::move(name), live);
}

Result<Fd> RootDir::open_file(std::string_view path, Links links) const {
  const Fd found = open_path_in_root(fd_.get(), path, rule_of(links));
  if (!found) return fail_errno("open", path);
  const struct stat status = TRY(status_of(found.get(), path));
  if (!S_ISREG(status.st_mode)) return refuse_type(path, status.st_mode);
  Fd file = reopen(found.get());
  // "gone" would be taken for normal; this must be seen.
  if (!file && errno == ENOENT) return fail(Error::Kind::failed, "/proc is not mounted");
  if (!file) return fail_errno("open", path);
  return file;
}

Result<Fd> RootDir::open_directory(std::string_view path, Links links) const {
  const Fd found = open_path_in_root(fd_.get(), path, rule_of(links));
  if (!found) return fail_errno("open", path);
  Fd directory(::openat(found.get(), ".", kReadFlags | O_DIRECTORY));
  if (!directory) return fail_errno("open", path);
  return directory;
}

Result<std::string> RootDir::read_file(std::string_view path, std::size_t limit,
                                       Links links) const {
  const Fd file = TRY(open_file(path, links));
  const struct stat status = TRY(status_of(file.get(), path));
  return read_whole(file.get(), path, limit, static_cast<std::size_t>(status.st_size));
}

Result<std::vector<DirectoryEntry>> RootDir::list(std::string_view path, Links links,
                                                  std::size_t most) const {
  const Fd directory = TRY(open_directory(path, links));
  const int copy = ::fcntl(directory.get(), F_DUPFD_CLOEXEC, 0);  // closedir closes this one
  if (copy < 0) return fail_errno("list", path);
  const auto close_stream = [](DIR* stream) { ::closedir(stream); };
  const std::unique_ptr<DIR, decltype(close_stream)> stream(::fdopendir(copy));
  if (!stream) {
    ::close(copy);
    return fail_errno("list", path);
  }
  std::vector<DirectoryEntry> entries;
  errno = 0;
  while (const dirent* entry = entries.size() < most ? ::readdir(stream.get()) : nullptr) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") {
      entries.push_back({std::string(name), entry->d_ino, entry->d_type});
    }
    errno = 0;
  }
  if (errno != 0) return fail_errno("list", path);
  return entries;
}

Result<struct stat> RootDir::stat(std::string_view path) const {
  const Fd found = open_path_in_root(fd_.get(), path, LinkRule::follow);
  if (!found) return fail_errno("stat", path);
  return status_of(found.get(), path);
}

Result<struct stat> RootDir::lstat(std::string_view path) const {
  const Fd found = open_path_in_root(fd_.get(), path, LinkRule::keep_last);
  if (!found) return fail_errno("stat", path);
  return status_of(found.get(), path);
}

Result<std::string> RootDir::read_link(std::string_view path) const {
  const Fd found = open_path_in_root(fd_.get(), path, LinkRule::keep_last);
  if (!found) return fail_errno("read link", path);
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlinkat(found.get(), "", target.data(), target.size());
  if (length < 0) return fail_errno("read link", path);
  return std::string(target.data(), static_cast<std::size_t>(length));
}

bool RootDir::exists(std::string_view path) const {
  return static_cast<bool>(open_path_in_root(fd_.get(), path, LinkRule::follow));
}

std::string RootDir::typed_path(const std::string& path) const {
  if (path.starts_with('/')) return path;
  char directory[PATH_MAX];
  if (!live_ || ::getcwd(directory, sizeof directory) == nullptr) return "/" + path;
  return std::string(directory) + "/" + path;
}

}  // namespace queuehound
