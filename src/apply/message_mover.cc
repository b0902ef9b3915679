#include "apply/message_mover.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/result.h"

namespace queuehound {
namespace {

constexpr std::size_t kFirstRead = std::size_t{64} << 10;
constexpr std::size_t kLargestHeader = std::size_t{64} << 20;

constexpr std::array<Part, 4> kOut{Part::header, Part::data, Part::journal, Part::log};
constexpr std::array<Part, 4> kBack{Part::log, Part::journal, Part::data, Part::header};

constexpr std::array<char, 4> kLetters{'H', 'D', 'J', '\0'};  // by Part

MoveAnswer answer(Moved moved, std::string words = {}) {
  return {.moved = moved, .words = std::move(words)};
}

MoveAnswer system_says(std::string_view what, std::string_view name, int error_number) {
  return {.moved = Moved::failed,
          .error_number = error_number,
          .words = errno_error(what, name, error_number).text};
}

bool is_there(int directory, const SpoolName& name) {
  struct stat status;
  return ::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

// 0 or the errno. File systems and kernels without RENAME_NOREPLACE: we look first. Nobody but we
// writes on the held side, and Exim never makes an id twice, so nothing comes between.
int rename_new(int from, int to, const char* name) {
  if (::renameat2(from, name, to, name, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  struct stat status;
  if (::fstatat(to, name, &status, AT_SYMLINK_NOFOLLOW) == 0) return EEXIST;
  return ::renameat(from, name, to, name) == 0 ? 0 : errno;
}

MoveAnswer from_lock(MessageLock& lock) {
  switch (lock.answer) {
    case LockAnswer::busy:
      return answer(Moved::busy);
    case LockAnswer::strange:
      return answer(Moved::stranger, std::move(lock.words));
    case LockAnswer::failed:
      return answer(Moved::failed, std::move(lock.words));
    default:
      return answer(Moved::gone);
  }
}

// The bytes of a -H, or an errno. EFBIG: larger than we are willing to hold. EMLINK: it has another
// name elsewhere.
int read_header(int directory, const SpoolName& name, std::string& buffer, std::size_t& size) {
  const Fd file(::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!file) return errno;
  struct stat status;
  if (::fstat(file.get(), &status) != 0) return errno;
  if (!S_ISREG(status.st_mode)) return EISDIR;
  if (status.st_nlink > 1) return EMLINK;
  if (buffer.empty()) buffer.resize(kFirstRead);
  for (size = 0;;) {
    const ssize_t got = ::read(file.get(), buffer.data() + size, buffer.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    size += static_cast<std::size_t>(got);
    if (got == 0) return 0;
    if (size < buffer.size()) continue;
    if (size > kLargestHeader) return EFBIG;
    buffer.resize(buffer.size() * 4);
  }
}

}  // namespace

MoveAnswer MessageMover::move(const MoveTask& task) {
  return direction_ == Direction::out ? take_out(task) : put_back(task);
}

MoveAnswer MessageMover::check_header(int directory, const MessageId& id) {
  const SpoolName name(id, 'H');
  std::size_t size = 0;
  const int error_number = read_header(directory, name, buffer_, size);
  if (error_number == ENOENT) return answer(Moved::gone);
  if (error_number == ELOOP || error_number == EISDIR || error_number == EMLINK)
    return answer(Moved::stranger, "-H is a link, a hard link or no regular file");
  if (error_number != 0) return system_says("read", name.text(), error_number);
  std::string words =
      speaks_against(selection_, std::string_view(buffer_).substr(0, size), id, header_);
  if (!words.empty()) return answer(Moved::stranger, std::move(words));
  return {};
}

// 0 or the errno. ENOENT also where Exim keeps no logs.
int MessageMover::shift(const MessageId& id, Part part, Direction direction) {
  const bool is_log = part == Part::log;
  const int queue = is_log ? lane_.queue_log.get() : lane_.queue.get();
  const int held = is_log ? lane_.held_log.get() : lane_.held.get();
  if (queue < 0 || held < 0) return ENOENT;
  const SpoolName name(id, kLetters[static_cast<std::size_t>(part)]);
  const bool is_out = direction == Direction::out;
  return rename_new(is_out ? queue : held, is_out ? held : queue, name.c_str());
}

// `task` tells which of -H and -D must still go over.
MoveAnswer MessageMover::shift_all(const MoveTask& task) {
  const bool is_out = direction_ == Direction::out;
  const MessageFiles& from = is_out ? task.queue : task.held;
  std::array<Part, 4> shifted{};
  std::size_t count = 0;
  MoveAnswer trouble;
  for (const Part part : is_out ? kOut : kBack) {
    const int error_number = shift(task.id, part, direction_);
    if (error_number == 0) {
      shifted[count++] = part;
      continue;
    }
    const bool is_needed = part == Part::header ? from.header : part == Part::data && from.data;
    if (error_number == ENOENT && !is_needed) continue;
    // A log on a file system of its own stays where it is: the message is whole without it, and
    // finds it there when it comes back.
    if (error_number == EXDEV && is_out && part == Part::log) continue;
    trouble = system_says("move", task.id.text(), error_number);
    if (error_number == EEXIST) trouble.moved = Moved::exists;
    // Exim removes an empty split directory when it lists it with the option off.
    if (error_number == ENOENT) trouble.moved = Moved::busy;
    break;
  }
  if (trouble.moved == Moved::done) return {};
  // Their entries were there a moment ago, so there is room. Should it fail all the same, the names
  // still tell where all is, and the next call goes on from there.
  const Direction other = is_out ? Direction::back : Direction::out;
  while (count > 0) (void)shift(task.id, shifted[--count], other);
  return trouble;
}

MoveAnswer MessageMover::take_out(const MoveTask& task) {
  const bool is_in_queue = is_there(lane_.queue.get(), SpoolName(task.id, 'H'));
  if (task.held.header && is_in_queue)
    return answer(Moved::exists, "it stands in the queue and in quarantine");
  const int data_side = task.held.data ? lane_.held.get() : lane_.queue.get();
  MessageLock lock = lock_message(data_side, task.id, lane_.owner);
  if (lock.answer == LockAnswer::gone && (is_in_queue || task.held.any()))
    return answer(Moved::half, "its -D is missing");
  if (lock.answer != LockAnswer::ours) return from_lock(lock);
  const int header_side = task.held.header ? lane_.held.get() : lane_.queue.get();
  if (MoveAnswer checked = check_header(header_side, task.id); checked.moved != Moved::done)
    return checked;
  MoveTask now = task;
  now.queue.header = !task.held.header;
  now.queue.data = !task.held.data;
  return shift_all(now);
}

// The lock is taken on the held side and stays with the file as it is renamed: a queue runner that
// sees the -H appear finds the message locked and comes later.
MoveAnswer MessageMover::put_back(const MoveTask& task) {
  if (task.queue.header || is_there(lane_.queue.get(), SpoolName(task.id, 'H')))
    return answer(Moved::exists, "a message of this id is in the queue");
  if (!task.held.header) return answer(Moved::half, "its -H is not in quarantine");
  const int data_side = task.held.data ? lane_.held.get() : lane_.queue.get();
  MessageLock lock = lock_message(data_side, task.id, lane_.owner);
  if (lock.answer == LockAnswer::gone) return answer(Moved::half, "its -D is missing");
  if (lock.answer != LockAnswer::ours) return from_lock(lock);
  return shift_all(task);
}

}  // namespace queuehound
