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

struct Place {
  Fd directory;
  std::string name, fresh_name;
};

Result<Place> place_of(const RootDir& root, const std::string& path) {
  const std::size_t slash = path.rfind('/');
  Place place;
  place.directory =
      TRY(root.open_directory(slash == 0 ? "/" : path.substr(0, slash), RootDir::Links::refuse));
  place.name = path.substr(slash + 1);
  place.fresh_name = ".queuehound-" + place.name;
  return place;
}

}  // namespace

Result<FileBytes> read_with_state(const RootDir& root, const std::string& path, std::size_t limit) {
  const Fd fd = TRY(root.open_file(path, RootDir::Links::refuse));
  FileBytes file;
  file.state = TRY(read_file_state(fd.get(), path));
  file.bytes = TRY(read_all(fd.get(), path, limit));
  return file;
}

Result<> remove_half_swap(const RootDir& root, const std::string& path) {
  const Place place = TRY(place_of(root, path));
  if (::unlinkat(place.directory.get(), place.fresh_name.c_str(), 0) != 0 && errno != ENOENT)
    return fail_errno("remove the half-written copy of", path);
  return {};
}

Result<> swap_file(const RootDir& root, const std::string& path, std::string_view bytes,
                   const Record& state) {
  TRY(remove_half_swap(root, path));
  const Place place = TRY(place_of(root, path));
  const int directory = place.directory.get();
  const Fd fresh(::openat(directory, place.fresh_name.c_str(),
                          O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fresh) return fail_errno("make a copy beside", path);
  auto written = write_all_bytes(fresh.get(), bytes, path);
  if (written) written = restore_file_state(fresh.get(), path, state);  // and syncs
  if (!written) {
    ::unlinkat(directory, place.fresh_name.c_str(), 0);
    return written;
  }
  if (::renameat(directory, place.fresh_name.c_str(), directory, place.name.c_str()) != 0)
    return fail_errno("replace", path);
  if (::fsync(directory) != 0) return fail_errno("sync the directory of", path);
  return {};
}

}  // namespace queuehound
