#include "cli/interruption.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace queuehound {
namespace {

std::atomic<bool> asked_to_end{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may not wait");

std::string_view said_at_first;

// Nothing else is allowed here, and nothing else is needed: the readers look at the flag.
void take_signal(int number) {
  if (asked_to_end.exchange(true)) _exit(128 + number);
  const int error_number = errno;
  if (!said_at_first.empty())
    (void)!::write(STDERR_FILENO, said_at_first.data(), said_at_first.size());
  errno = error_number;
}

void take_over(int number, struct sigaction& before) {
  sigaction(number, nullptr, &before);
  if (before.sa_handler == SIG_IGN) return;
  struct sigaction ours{};
  ours.sa_handler = take_signal;
  ours.sa_flags = SA_RESTART;
  sigaction(number, &ours, nullptr);
}

}  // namespace

Interruptible::Interruptible(std::string_view said) : said_before_(said_at_first) {
  said_at_first = said;
  take_over(SIGINT, interrupt_before_);
  take_over(SIGTERM, terminate_before_);
}

Interruptible::~Interruptible() {
  sigaction(SIGINT, &interrupt_before_, nullptr);
  sigaction(SIGTERM, &terminate_before_, nullptr);
  said_at_first = said_before_;
}

bool was_interrupted() { return asked_to_end.load(std::memory_order_relaxed); }

}  // namespace queuehound
