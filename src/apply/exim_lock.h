// Exim's own lock of a message, taken as Exim takes it (spool_open_datafile): a write lock on the
// first line of -D. Exim holds it while it receives or delivers the message and during every
// `exim -M…` that changes it; while we hold it, Exim leaves all the message's files alone.
//
// An open-file-description lock, because several of our threads hold locks at once and a POSIX lock
// is lost when any descriptor of the file is closed; the kernel lets the two kinds conflict.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/fd.h"
#include "mail/message_id.h"

namespace queuehound {

// "<id>-H", "<id>-D", "<id>-J", or "<id>" for the letter '\0': made without allocating.
class SpoolName {
 public:
  SpoolName(const MessageId& id, char letter);
  const char* c_str() const { return chars_.data(); }
  std::string_view text() const { return {chars_.data(), size_}; }

 private:
  std::array<char, 32> chars_{};
  std::size_t size_;
};

enum class LockAnswer : std::uint8_t {
  ours,
  gone,     // no -D of this id, or it was taken away before we had the lock
  busy,     // Exim receives or delivers the message
  strange,  // a link, a hard link, no regular file, somebody else's, another message's
  failed,
};

struct MessageLock {
  LockAnswer answer = LockAnswer::failed;
  Fd data = {};            // the lock lasts until it is closed
  std::string words = {};  // strange, failed: what it is
};

// `directory`: where -D stands. `owner`: whose Exim's directory is, and so its files.
MessageLock lock_message(int directory, const MessageId& id, uid_t owner);

}  // namespace queuehound
