#include "formats/crontab.h"

#include <algorithm>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::string_view kBlanks = " \t";

// The next run of non-blanks; `rest` starts behind it.
std::string_view take_field(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
  const std::string_view field = rest.substr(0, rest.find_first_of(kBlanks));
  rest.remove_prefix(field.size());
  return field;
}

// One of the five time fields: "*/5", "1-5", "mon,wed", "0~59".
bool is_time_field(std::string_view field) {
  constexpr std::string_view kOther = "*,/-~?#";
  return !field.empty() && std::ranges::all_of(field, [&](char c) {
    return is_alphanumeric(c) || kOther.contains(c);
  });
}

// The schedule in front of `rest`, cut off it; empty if this line is none: a comment, a variable
// ("MAILTO=root": no schedule begins with a letter or quote), or what cron would refuse.
std::string_view take_schedule(std::string_view& rest) {
  if (rest.starts_with('-')) rest.remove_prefix(1);  // "do not log": SUSE, cronie
  if (rest.starts_with('@')) return take_field(rest);
  if (rest.empty() || (rest[0] != '*' && (rest[0] < '0' || rest[0] > '9'))) return {};
  const std::string_view start = rest;
  for (int i = 0; i < 5; ++i) {
    if (!is_time_field(take_field(rest))) return {};
  }
  return start.substr(0, start.size() - rest.size());
}

}  // namespace

std::vector<CrontabJob> parse_crontab(std::string_view bytes, CrontabForm form) {
  std::vector<CrontabJob> jobs;
  for (std::size_t number = 1; !bytes.empty(); ++number) {
    std::string_view rest = trim(cut(bytes, '\n'));
    CrontabJob job;
    job.line = number;
    job.schedule = take_schedule(rest);
    if (job.schedule.empty()) continue;
    if (form == CrontabForm::system) job.user = take_field(rest);
    job.command = trim(rest);
    if (!job.command.empty()) jobs.push_back(job);
  }
  return jobs;
}

std::optional<CronRun> parse_cron_run(std::string_view syslog_text) {
  constexpr std::string_view kMark = ") CMD (";
  if (!syslog_text.starts_with('(')) return {};
  const std::size_t mark = syslog_text.find(kMark);
  if (mark == std::string_view::npos || mark == 1) return {};
  std::string_view command = syslog_text.substr(mark + kMark.size());
  // The command may hold parentheses; syslog may have cut the last one off.
  command = command.substr(0, std::min(command.rfind(')'), command.size()));
  return CronRun{syslog_text.substr(1, mark - 1), trim(command)};
}

}  // namespace queuehound
