#include "apply/swap_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "apply/file_state.h"
#include "base/text.h"

namespace queuehound {
namespace {

std::unexpected<Error> fail_errno(std::string_view what, std::string_view path) {
  const int error_number = errno;
  return std::unexpected(errno_error(what, to_printable(path), error_number));
}

Result<std::string> read_all(int fd, const std::string& path, std::size_t limit) {
  std::string bytes(limit + 1, '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got =
        ::pread(fd, bytes.data() + filled, bytes.size() - filled, static_cast<off_t>(filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail_errno("read", path);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  if (filled > limit)
    return fail(Error::Kind::refused,
                fmt::format("{} is larger than {} bytes", to_printable(path), limit));
  bytes.resize(filled);
  return bytes;
}

Result<> write_all_bytes(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return fail_errno("write", path);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

}  // namespace

Result<FileBytes> read_with_state(const RootDir& root, const std::string& path, std::size_t limit) {
  const Fd fd = TRY(root.open_file(path, RootDir::Links::refuse));
  FileBytes file;
  file.state = TRY(read_file_state(fd.get(), path));
  file.bytes = TRY(read_all(fd.get(), path, limit));
  return file;
}

Result<> swap_file(const RootDir& root, const std::string& path, std::string_view bytes,
                   const Record& state) {
  const std::size_t slash = path.rfind('/');
  const std::string directory = slash == 0 ? "/" : path.substr(0, slash);
  const std::string name = path.substr(slash + 1);
  const std::string fresh_name = ".queuehound-" + name;
  const Fd place = TRY(root.open_directory(directory, RootDir::Links::refuse));
  // What an earlier try left there, cut off before its rename.
  if (::unlinkat(place.get(), fresh_name.c_str(), 0) != 0 && errno != ENOENT)
    return fail_errno("remove", directory + "/" + fresh_name);
  const Fd fresh(::openat(place.get(), fresh_name.c_str(),
                          O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fresh) return fail_errno("make", directory + "/" + fresh_name);
  auto written = write_all_bytes(fresh.get(), bytes, path);
  if (written) written = restore_file_state(fresh.get(), path, state);  // and syncs
  if (!written) {
    ::unlinkat(place.get(), fresh_name.c_str(), 0);
    return written;
  }
  if (::renameat(place.get(), fresh_name.c_str(), place.get(), name.c_str()) != 0)
    return fail_errno("replace", path);
  if (::fsync(place.get()) != 0) return fail_errno("sync", directory);
  return {};
}

}  // namespace queuehound
