// Ctrl-C while the server is read: the reading ends where it is, and what is known so far is told.
// While it is changed: the step that was begun is brought to its end, and none is begun after it.
#pragma once

#include <csignal>
#include <string_view>

namespace queuehound {

// The exit status where the reading was interrupted before anything could be told.
inline constexpr int kInterrupted = 130;

// While it lives the first SIGINT or SIGTERM sets a flag, and the second ends the program at once.
// A signal that was ignored when we were started (nohup) stays so. `said` goes to standard error at
// the first; it must outlive the object.
class Interruptible {
 public:
  explicit Interruptible(std::string_view said = {});
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;
  ~Interruptible();

 private:
  std::string_view said_before_;
  struct sigaction interrupt_before_{}, terminate_before_{};
};

// Whether such a signal came; any thread may ask, as often as it likes.
bool was_interrupted();

}  // namespace queuehound
