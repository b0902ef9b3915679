// The programs that a line of a crontab starts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace queuehound {

// "cd /home/u/.x && ./mailer.pl 3" → the words of the command that may be the program.
std::vector<std::string> programs_of(const std::string& command, std::string_view home);

// Without those that came with the system.
std::vector<std::string> own_programs(const std::string& command, std::string_view home);

}  // namespace queuehound
