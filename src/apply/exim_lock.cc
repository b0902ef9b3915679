#include "apply/exim_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/result.h"

namespace queuehound {
namespace {

MessageLock answer(LockAnswer what, std::string words = {}) {
  return {.answer = what, .words = std::move(words)};
}

MessageLock could_not(std::string_view what, const SpoolName& name) {
  const int error_number = errno;
  if (error_number == ENOENT) return answer(LockAnswer::gone);
  const auto kind = error_number == ELOOP ? LockAnswer::strange : LockAnswer::failed;
  return answer(kind, errno_error(what, name.text(), error_number).text);
}

// Whoever may write here could have put a name to a file of somebody else.
std::string what_is_strange(const struct stat& data, uid_t owner) {
  if (!S_ISREG(data.st_mode)) return "-D is no regular file";
  if (data.st_nlink > 1) return "-D is a hard link: the file has another name elsewhere";
  if (data.st_uid != owner && data.st_uid != 0) return "-D is not Exim's own file";
  return {};
}

bool holds_this_message(int fd, const SpoolName& name) {
  std::array<char, 32> first{};
  const std::size_t length = name.text().size() + 1;  // its LF
  if (::pread(fd, first.data(), length, 0) != static_cast<ssize_t>(length)) return false;
  return std::string_view(first.data(), length - 1) == name.text() && first[length - 1] == '\n';
}

}  // namespace

SpoolName::SpoolName(const MessageId& id, char letter)
    : size_(id.length() + (letter == '\0' ? 0u : 2u)) {
  id.text().view().copy(chars_.data(), chars_.size());
  if (letter != '\0') {
    chars_[size_ - 2] = '-';
    chars_[size_ - 1] = letter;
  }
  chars_[size_] = '\0';
}

MessageLock lock_message(int directory, const MessageId& id, uid_t owner) {
  const SpoolName name(id, 'D');
  MessageLock lock{
      .answer = LockAnswer::ours,
      .data = Fd(::openat(directory, name.c_str(),
                          O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY))};
  if (!lock.data) return could_not("open", name);
  struct stat opened;
  if (::fstat(lock.data.get(), &opened) != 0) return could_not("stat", name);
  if (std::string words = what_is_strange(opened, owner); !words.empty())
    return answer(LockAnswer::strange, std::move(words));

  struct flock first_line{};
  first_line.l_type = F_WRLCK;
  first_line.l_whence = SEEK_SET;
  first_line.l_len = static_cast<off_t>(id.length()) + 3;  // "<id>-D" and its LF
  if (::fcntl(lock.data.get(), F_OFD_SETLK, &first_line) != 0) {
    if (errno == EAGAIN || errno == EACCES) return answer(LockAnswer::busy);
    return could_not("lock", name);
  }

  // Between our open and our lock the message may have been delivered, and its file be nameless.
  struct stat named;
  if (::fstatat(directory, name.c_str(), &named, AT_SYMLINK_NOFOLLOW) != 0)
    return could_not("stat", name);
  if (named.st_dev != opened.st_dev || named.st_ino != opened.st_ino)
    return answer(LockAnswer::gone);
  // With the lock ours this file is complete: while it is being received the lock is Exim's.
  if (!holds_this_message(lock.data.get(), name))
    return answer(LockAnswer::strange, "-D does not begin with this message's id");
  return lock;
}

}  // namespace queuehound
