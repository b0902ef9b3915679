#include "cli/gentle.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace queuehound {
namespace {

constexpr int kNiceness = 10;
// linux/ioprio.h, which old systems do not have.
constexpr int kThisThread = 0, kWhoProcess = 1, kIdleClass = 3 << 13;

}  // namespace

void stand_back() {
  errno = 0;
  const int now = ::getpriority(PRIO_PROCESS, 0);
  if (errno == 0 && now < kNiceness) (void)::setpriority(PRIO_PROCESS, 0, kNiceness);
  (void)::syscall(SYS_ioprio_set, kWhoProcess, kThisThread, kIdleClass);
}

}  // namespace queuehound
