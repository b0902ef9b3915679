// Crontab files (user form and /etc/cron.d form) and cron's own syslog lines.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace queuehound {

struct CrontabJob {
  std::size_t line = 0;       // 1-based
  std::string_view schedule;  // "*/5 * * * *" or "@daily"
  std::string_view user;      // empty in the user form
  std::string_view command;
};
enum class CrontabForm { user, system };
std::vector<CrontabJob> parse_crontab(std::string_view bytes, CrontabForm form);

struct CronRun {  // "(delta) CMD (cd /home/delta/.cache/.x && ./mailer.pl 3)"
  std::string_view user, command;
};
std::optional<CronRun> parse_cron_run(std::string_view syslog_text);

}  // namespace queuehound
