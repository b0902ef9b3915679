#include "base/fd.h"

#include <unistd.h>

namespace queuehound {

Fd::~Fd() {
  // Linux closes the descriptor even when it says EINTR: trying again could close another one.
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace queuehound
