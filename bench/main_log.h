#pragma once

#include <cstdint>
#include <string>

#include "world.h"

namespace bench {

// What was written, for the comparison with what is found. The attack lies in the last 20 hours.
struct MainLogTruth {
  std::uint64_t bytes = 0, lines = 0, arrivals = 0, completed = 0, cwd = 0;
  std::uint64_t victim_messages = 0, victim_recipients = 0, victim_delivered = 0, victim_failed = 0;
  std::uint64_t script_messages = 0, script_cwd = 0;
};

// About `bytes` of Exim 4.96 main log over 30 days, as on a cPanel server; a quarter of it is the
// last day.
MainLogTruth write_main_log(const World& world, const std::string& path, std::uint64_t bytes);
// Dovecot's log and one site's access log: about a third and a fifth of the given size.
void write_mail_log(const World& world, const std::string& path, std::uint64_t bytes);
void write_access_log(const World& world, const std::string& path, std::uint64_t bytes);

}  // namespace bench
