#include "apply/file_state.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/sha256.h"
#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::string_view kXattr = "xattr:";
constexpr int kLocks = FS_IMMUTABLE_FL | FS_APPEND_FL;

std::unexpected<Error> fail_errno(std::string_view what, std::string_view path) {
  const int error_number = errno;
  return std::unexpected(errno_error(what, to_printable(path), error_number));
}

std::string time_text(const timespec& time) {
  return fmt::format("{}.{:09}", time.tv_sec, time.tv_nsec);
}

timespec parse_time(std::string_view text) {
  std::string_view rest = text;
  const auto whole = parse_number<std::int64_t>(cut(rest, '.'));
  const auto part = parse_number<std::int64_t>(rest);
  return {whole.value_or(0), part.value_or(0)};
}

Result<std::string> xattr_value(int fd, const char* name, const std::string& path) {
  std::string value(65536, '\0');  // the kernel's limit
  const ssize_t size = ::fgetxattr(fd, name, value.data(), value.size());
  if (size < 0) return fail_errno("read the extended attributes of", path);
  value.resize(static_cast<std::size_t>(size));
  return value;
}

Result<Record> read_xattrs(int fd, const std::string& path) {
  Record all;
  std::string names(65536, '\0');
  const ssize_t size = ::flistxattr(fd, names.data(), names.size());
  if (size < 0 && errno == ENOTSUP) return all;
  if (size < 0) return fail_errno("read the extended attributes of", path);
  std::string_view rest(names.data(), static_cast<std::size_t>(size));
  while (!rest.empty()) {
    const std::string name(cut(rest, '\0'));
    all.emplace(std::string(kXattr) + name, TRY(xattr_value(fd, name.c_str(), path)));
  }
  return all;
}

Result<> restore_xattrs(int fd, const std::string& path, const Record& state) {
  const Record now = TRY(read_xattrs(fd, path));
  for (auto at = state.lower_bound(kXattr); at != state.end() && at->first.starts_with(kXattr);
       ++at) {
    const auto found = now.find(at->first);
    if (found != now.end() && found->second == at->second) continue;
    if (::fsetxattr(fd, at->first.c_str() + kXattr.size(), at->second.data(), at->second.size(),
                    0) != 0)
      return fail_errno("restore the extended attributes of", path);
  }
  for (const auto& [name, value] : now)
    if (!state.contains(name) && ::fremovexattr(fd, name.c_str() + kXattr.size()) != 0 &&
        errno != ENODATA)
      return fail_errno("restore the extended attributes of", path);
  return {};
}

Result<> set_flags(int fd, const std::string& path, int flags) {
  if (::ioctl(fd, FS_IOC_SETFLAGS, &flags) != 0)
    return fail_errno("change the attributes of", path);
  return {};
}

template <class Number>
Number number_in(const Record& record, std::string_view name) {
  return parse_number<Number>(value_in(record, name)).value_or(0);
}

mode_t mode_in(const Record& record) {
  mode_t mode = 0;
  for (const char digit : value_in(record, "mode"))
    mode = mode * 8 + static_cast<mode_t>(digit - '0');
  return mode;
}

}  // namespace

void leave_no_access_time(int fd) {
  const int how = ::fcntl(fd, F_GETFL);
  (void)::fcntl(fd, F_SETFL, how | O_NOATIME);  // refused to others than its owner and root
}

std::string value_in(const Record& record, std::string_view name) {
  const auto found = record.find(name);
  return found == record.end() ? "" : found->second;
}

Result<Record> read_file_state(int fd, const std::string& path) {
  leave_no_access_time(fd);
  struct stat found{};
  if (::fstat(fd, &found) != 0) return fail_errno("look at", path);
  Record state = TRY(read_xattrs(fd, path));
  state["device"] = fmt::format("{}", found.st_dev);
  state["inode"] = fmt::format("{}", found.st_ino);
  state["uid"] = fmt::format("{}", found.st_uid);
  state["gid"] = fmt::format("{}", found.st_gid);
  state["mode"] = fmt::format("{:04o}", found.st_mode & 07777);
  state["size"] = fmt::format("{}", found.st_size);
  state["atime"] = time_text(found.st_atim);
  state["mtime"] = time_text(found.st_mtim);
  state["sha256"] = TRY(sha256_of_file(fd, path)).sha256;
  int flags = 0;
  if (::ioctl(fd, FS_IOC_GETFLAGS, &flags) == 0) state["flags"] = fmt::format("{}", flags);
  return state;
}

Result<bool> lift_attributes(int fd, const std::string& path) {
  int flags = 0;
  if (::ioctl(fd, FS_IOC_GETFLAGS, &flags) != 0 || (flags & kLocks) == 0) return false;
  TRY(set_flags(fd, path, flags & ~kLocks));
  return true;
}

// The order is the kernel's: a change of owner clears set-uid bits and capabilities, chmod writes
// into an ACL, and everything before moves times; nothing goes once the file is immutable again.
Result<> restore_file_state(int fd, const std::string& path, const Record& state) {
  (void)TRY(lift_attributes(fd, path));
  if (::fchown(fd, number_in<uid_t>(state, "uid"), number_in<gid_t>(state, "gid")) != 0)
    return fail_errno("give back", path);
  if (::fchmod(fd, mode_in(state)) != 0) return fail_errno("restore the mode of", path);
  TRY(restore_xattrs(fd, path, state));
  const std::array<timespec, 2> times{parse_time(value_in(state, "atime")),
                                      parse_time(value_in(state, "mtime"))};
  if (::futimens(fd, times.data()) != 0) return fail_errno("restore the times of", path);
  if (const auto flags = number_in<int>(state, "flags"); (flags & kLocks) != 0)
    TRY(set_flags(fd, path, flags));
  if (::fsync(fd) != 0) return fail_errno("sync", path);
  return {};
}

std::string difference_in(const Record& then, const Record& now,
                          const std::vector<std::string_view>& names) {
  std::string lines;
  for (const std::string_view name : names) {
    const std::string old_value = value_in(then, name), new_value = value_in(now, name);
    if (old_value != new_value)
      lines += fmt::format("{}: it was {}, now {}\n", name, to_printable(old_value),
                           to_printable(new_value));
  }
  return lines;
}

}  // namespace queuehound
