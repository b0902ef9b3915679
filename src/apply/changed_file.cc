#include "apply/changed_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <utility>
#include <vector>

#include "apply/file_state.h"
#include "base/whole_file.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostBytes = 16u << 20;
constexpr int kLockTries = 100, kBetweenTries = 50;  // milliseconds

std::string directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == path.npos ? "/" : std::string(path.substr(0, slash));
}

std::string name_in(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

// A crash leaves it behind; whoever opens the file for changing, under the lock, takes it away.
std::string beside_of(const std::string& name) { return "." + name + ".queuehound"; }

Result<void> lock(const Fd& what, const std::string& path) {
  for (int tried = 0; tried < kLockTries; ++tried) {
    if (::flock(what.get(), LOCK_EX | LOCK_NB) == 0) return {};
    if (errno != EWOULDBLOCK && errno != EINTR)
      return std::unexpected(errno_error("lock", path, errno));
    ::poll(nullptr, 0, kBetweenTries);
  }
  return fail(Error::Kind::failed,
              path + " is locked by another program: nothing was changed; try again");
}

// ACLs, security labels and what users keep there. A file system without them has none to lose.
Result<void> copy_attributes(const Fd& from, const Fd& to, const std::string& path) {
  std::vector<char> names(65536);
  const ssize_t size = ::flistxattr(from.get(), names.data(), names.size());
  if (size < 0 && (errno == ENOTSUP || errno == ENOSYS)) return {};
  if (size < 0) return std::unexpected(errno_error("list attributes of", path, errno));
  std::vector<char> value(65536);
  for (const char* name = names.data(); name < names.data() + size;
       name += std::string_view(name).size() + 1) {
    const ssize_t length = ::fgetxattr(from.get(), name, value.data(), value.size());
    if (length < 0) return std::unexpected(errno_error("read attributes of", path, errno));
    if (::fsetxattr(to.get(), name, value.data(), static_cast<std::size_t>(length), 0) != 0)
      return std::unexpected(errno_error("keep attributes of", path, errno));
  }
  return {};
}

// Whoever keeps the old text (Dovecot) tells a change by size and second: a file changed twice in
// one second, with texts of one length, would look unchanged.
Result<void> make_newer(const Fd& file, const struct stat& old, const std::string& path) {
  struct stat now;
  if (::fstat(file.get(), &now) != 0) return std::unexpected(errno_error("stat", path, errno));
  if (now.st_mtim.tv_sec > old.st_mtim.tv_sec) return {};
  const std::array<timespec, 2> times{{{0, UTIME_OMIT}, {old.st_mtim.tv_sec + 1, 0}}};
  if (::futimens(file.get(), times.data()) != 0)
    return std::unexpected(errno_error("set the time of", path, errno));
  return {};
}

Result<void> sync(const Fd& what, const std::string& path) {
  if (::fsync(what.get()) != 0) return std::unexpected(errno_error("sync", path, errno));
  return {};
}

Result<Fd> create_beside(const Fd& directory, const std::string& beside, const std::string& path) {
  constexpr int kFlags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  Fd file(::openat(directory.get(), beside.c_str(), kFlags, 0600));
  if (!file && errno == EEXIST && ::unlinkat(directory.get(), beside.c_str(), 0) == 0)
    file = Fd(::openat(directory.get(), beside.c_str(), kFlags, 0600));
  if (!file) return std::unexpected(errno_error("create a file beside", path, errno));
  return file;
}

}  // namespace

ChangedFile::ChangedFile(std::string path, std::string name, Fd directory)
    : path_(std::move(path)), name_(std::move(name)), directory_(std::move(directory)) {}

Result<ChangedFile> ChangedFile::open(const RootDir& root, std::string_view path) {
  ChangedFile file(std::string(path), name_in(path), TRY(root.open_directory(directory_of(path))));
  TRY(file.lock_and_read());
  return file;
}

Result<void> ChangedFile::lock_and_read() {
  TRY(lock(directory_, path_));
  if (::unlinkat(directory_.get(), beside_of(name_).c_str(), 0) != 0 && errno != ENOENT)
    return std::unexpected(
        errno_error(errno == EROFS ? "change" : "remove the half-written copy of", path_, errno));
  file_ =
      Fd(::openat(directory_.get(), name_.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file_ && errno == ELOOP)
    return fail(Error::Kind::refused, path_ + " is a link: change the file behind it by hand");
  if (!file_) return std::unexpected(errno_error("open", path_, errno));
  TRY(lock(file_, path_));
  if (::fstat(file_.get(), &status_) != 0)
    return std::unexpected(errno_error("stat", path_, errno));
  if (!S_ISREG(status_.st_mode)) return fail(Error::Kind::refused, path_ + " is no plain file");
  if (status_.st_nlink != 1)
    return fail(Error::Kind::refused, path_ + " has a second name (a hard link): not changed");
  leave_no_access_time(file_.get());
  text_ = TRY(read_whole(file_.get(), path_, kMostBytes));
  return {};
}

bool ChangedFile::is_still_the_file() const {
  struct stat now;
  return ::fstatat(directory_.get(), name_.c_str(), &now, AT_SYMLINK_NOFOLLOW) == 0 &&
         now.st_dev == status_.st_dev && now.st_ino == status_.st_ino &&
         now.st_size == status_.st_size && now.st_mtim.tv_sec == status_.st_mtim.tv_sec &&
         now.st_mtim.tv_nsec == status_.st_mtim.tv_nsec;
}

Result<Record> ChangedFile::state() const { return read_file_state(file_.get(), path_); }

Result<void> ChangedFile::write_beside(const std::string& beside, std::string_view text,
                                       const Record* state) const {
  const Fd file = TRY(create_beside(directory_, beside, path_));
  TRY(write_all(file.get(), text, path_));
  if (state != nullptr) return restore_file_state(file.get(), path_, *state);  // and syncs
  // The owner first: a change of owner takes set-id bits and some attributes away.
  if (::fchown(file.get(), status_.st_uid, status_.st_gid) != 0 ||
      ::fchmod(file.get(), status_.st_mode & 07777) != 0)
    return std::unexpected(errno_error("keep owner and mode of", path_, errno));
  TRY(copy_attributes(file_, file, path_));
  TRY(make_newer(file, status_, path_));
  return sync(file, path_);
}

Result<void> ChangedFile::replace(std::string_view text, const Record* state) {
  const std::string beside = beside_of(name_);
  if (auto written = write_beside(beside, text, state); !written) {
    ::unlinkat(directory_.get(), beside.c_str(), 0);
    return written;
  }
  if (!is_still_the_file()) {
    ::unlinkat(directory_.get(), beside.c_str(), 0);
    return fail(Error::Kind::refused,
                path_ + " was changed by somebody else in this moment: nothing was changed");
  }
  if (::renameat(directory_.get(), beside.c_str(), directory_.get(), name_.c_str()) != 0) {
    const int error_number = errno;
    ::unlinkat(directory_.get(), beside.c_str(), 0);
    return std::unexpected(errno_error("replace", path_, error_number));
  }
  return sync(directory_, path_);
}

Result<void> create_file(const RootDir& root, std::string_view path, std::string_view text,
                         const NewFile& as) {
  const std::string full(path), name = name_in(path), beside = beside_of(name);
  const Fd directory = TRY(root.open_directory(directory_of(path)));
  TRY(lock(directory, full));
  {
    const Fd file = TRY(create_beside(directory, beside, full));
    TRY(write_all(file.get(), text, full));
    if (::fchown(file.get(), as.owner, as.group) != 0 || ::fchmod(file.get(), as.mode) != 0)
      return std::unexpected(errno_error("set owner and mode of", full, errno));
    TRY(sync(file, full));
  }
  // link, not rename: it never takes the place of a file that came meanwhile.
  const int linked = ::linkat(directory.get(), beside.c_str(), directory.get(), name.c_str(), 0);
  const int error_number = errno;
  ::unlinkat(directory.get(), beside.c_str(), 0);
  if (linked != 0 && error_number == EEXIST)
    return fail(Error::Kind::refused, full + " is there already: not replaced");
  if (linked != 0) return std::unexpected(errno_error("create", full, error_number));
  return sync(directory, full);
}

}  // namespace queuehound
