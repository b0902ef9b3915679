// Ctrl-C while the server is read: the reading ends where it is, and what is known so far is told.
#pragma once

#include <csignal>

namespace queuehound {

// The exit status where the reading was interrupted before anything could be told.
inline constexpr int kInterrupted = 130;

// While it lives the first SIGINT or SIGTERM sets a flag, and the second ends the program at once.
// A signal that was ignored when we were started (nohup) stays so.
class Interruptible {
 public:
  Interruptible();
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;
  ~Interruptible();

 private:
  struct sigaction interrupt_before_{}, terminate_before_{};
};

// Whether such a signal came; any thread may ask, as often as it likes.
bool was_interrupted();

}  // namespace queuehound
