#include "apply/replace_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "base/fd.h"
#include "base/root_dir.h"

namespace queuehound {
namespace {

constexpr std::size_t kLargest = 64u << 20;

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? std::string(real.get()) : path;
}

bool holds(const std::string& path, std::string_view bytes) {
  const auto root = RootDir::open("/");
  const auto now = root ? root->read_file(path, kLargest) : fail(Error::Kind::gone, {});
  return now && *now == bytes;
}

Result<> sync_folder(const std::string& directory) {
  const Fd folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::fsync(folder.get()) != 0)
    return std::unexpected(errno_error("sync", directory, errno));
  return {};
}

Result<> write_whole(int fd, const std::string& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return std::unexpected(errno_error("write", path, errno));
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::fsync(fd) != 0) return std::unexpected(errno_error("sync", path, errno));
  return {};
}

Result<> write_beside(const std::string& path, const std::string& beside, std::string_view bytes,
                      mode_t mode) {
  struct stat before{};
  const bool is_there = ::stat(path.c_str(), &before) == 0;
  ::unlink(beside.c_str());  // of a run that was cut off
  const Fd file(
      ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) return std::unexpected(errno_error("create", beside, errno));
  TRY(write_whole(file.get(), beside, bytes));
  if (is_there && ::fchown(file.get(), before.st_uid, before.st_gid) != 0)
    return std::unexpected(errno_error("chown", beside, errno));
  if (::fchmod(file.get(), is_there ? before.st_mode & 07777 : mode) != 0)
    return std::unexpected(errno_error("chmod", beside, errno));
  if (std::rename(beside.c_str(), path.c_str()) != 0)
    return std::unexpected(errno_error("replace", path, errno));
  return {};
}

}  // namespace

Result<> replace_file(const std::string& path, std::string_view bytes, mode_t mode) {
  const std::string real = real_path(path);
  if (holds(real, bytes)) return {};
  std::error_code trouble;
  std::filesystem::create_directories(directory_of(real), trouble);
  if (trouble) return std::unexpected(errno_error("create", directory_of(real), trouble.value()));
  const std::string beside = real + ".queuehound-new";
  if (auto written = write_beside(real, beside, bytes, mode); !written) {
    ::unlink(beside.c_str());
    return written;
  }
  return sync_folder(directory_of(real));
}

Result<bool> remove_file(const std::string& path) {
  if (::unlink(path.c_str()) == 0) {
    TRY(sync_folder(directory_of(path)));
    return true;
  }
  if (errno == ENOENT) return false;
  return std::unexpected(errno_error("remove", path, errno));
}

}  // namespace queuehound
