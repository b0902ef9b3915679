// A timer of systemd's that runs `queuehound block expire` while something is blocked for a time:
// for firewalls that keep no time, for what a reboot loads again, and for the files of both. No
// daemon; where systemd does not run, the next `queuehound block` does it.
#pragma once

#include <string>
#include <string_view>

#include "apply/doing.h"

namespace queuehound {

// Makes and starts it where it is not there. What to tell, where it could not be; "" else.
std::string arm_block_timer(const LiveServer& live);

// Stops it and takes its files away.
Result<> disarm_block_timer(const LiveServer& live);

std::string block_timer_unit();
std::string block_service_unit(std::string_view program, std::string_view state_directory);

}  // namespace queuehound
