// The programs that a line of a crontab starts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace queuehound {

struct CronProgram {
  std::string path;
  std::string folder;  // where it is run: what its mail is said to come from
  bool operator==(const CronProgram&) const = default;
};

// "cd /home/u/.x && ./mailer.pl 3" → the words of the command that may be the program.
std::vector<CronProgram> programs_of(const std::string& command, std::string_view home);

// Without those that came with the system.
std::vector<CronProgram> own_programs(const std::string& command, std::string_view home);

}  // namespace queuehound
