// The processes of this machine, from /proc: who they are and where they stand. A pid alone names
// nobody, since it is used again; pid and start time do.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "base/result.h"

namespace queuehound {

struct Process {
  pid_t pid = 0, parent = 0, session = 0;
  uid_t uid = 0;            // effective
  std::uint64_t start = 0;  // clock ticks after boot
  char state = '?';         // 'T' stopped, 'Z' ended
  bool has_terminal = false;
  std::string name;                    // as the kernel holds it: at most 15 bytes of its choice
  std::vector<std::string> arguments;  // of its choice too
  std::string program, directory;      // where the kernel says they are; "" unreadable
  std::string started_in;              // PWD of its first environment, "" where it has none

  std::string command() const;  // arguments with blanks between
};

std::optional<Process> read_process(pid_t pid);
std::vector<Process> read_processes();  // those that end meanwhile are left out

// A descriptor of the very process: fails with Kind::gone where it ended, or another has its pid.
Result<Fd> open_process(const Process& process);
Result<> signal_process(const Fd& process, int signal);

std::string boot_id();  // start times count from this boot

}  // namespace queuehound
