#include "base/whole_file.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/text.h"

namespace queuehound {
namespace {

bool must_wait(int fd) {
  if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
  pollfd writable{.fd = fd, .events = POLLOUT, .revents = 0};
  return ::poll(&writable, 1, -1) >= 0 || errno == EINTR;
}

}  // namespace

Result<std::string> read_whole(int fd, std::string_view path, std::size_t limit, std::size_t hint) {
  std::string bytes;
  std::size_t filled = 0;
  bytes.resize(std::min(hint, limit) + 1);
  while (filled <= limit) {
    if (filled == bytes.size()) bytes.resize(std::min(limit + 1, bytes.size() * 2 + 4096));
    const ssize_t got = ::read(fd, bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(errno_error("read", to_printable(path), errno));
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  if (filled > limit)
    return fail(Error::Kind::refused, to_printable(path) + " is larger than " +
                                          std::to_string(limit) + " bytes, not read");
  bytes.resize(filled);
  return bytes;
}

Result<> write_all(int fd, std::string_view bytes, std::string_view path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
      continue;
    }
    if (errno == EINTR || must_wait(fd)) continue;
    if (errno == EPIPE) return fail(Error::Kind::gone, "the reader of the output left");
    return fail(Error::Kind::failed, errno_error("write", to_printable(path), errno).text);
  }
  return {};
}

}  // namespace queuehound
