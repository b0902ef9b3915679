#include "cli/interruption.h"

#include <unistd.h>

#include <atomic>

namespace queuehound {
namespace {

std::atomic<bool> asked_to_end{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may not wait");

// Nothing else is allowed here, and nothing else is needed: the readers look at the flag.
void take_signal(int number) {
  if (asked_to_end.exchange(true)) _exit(128 + number);
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

Interruptible::Interruptible() {
  take_over(SIGINT, interrupt_before_);
  take_over(SIGTERM, terminate_before_);
}

Interruptible::~Interruptible() {
  sigaction(SIGINT, &interrupt_before_, nullptr);
  sigaction(SIGTERM, &terminate_before_, nullptr);
}

bool was_interrupted() { return asked_to_end.load(std::memory_order_relaxed); }

}  // namespace queuehound
