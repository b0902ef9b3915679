// Comments out the crontab lines that start what sends, in the account's crontab, /etc/crontab and
// /etc/cron.d, and nothing else of them: all of these files or none.
// target: the account. Details: "script": a path, or "command": the line's command as it stands.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "apply/doing.h"

namespace queuehound {

Doing disable_cron_doing();

// What stands before a line of ours; cron takes it for a comment.
inline constexpr std::string_view kCronMark = "#queuehound: ";

struct CronEdit {
  std::string bytes;  // of the whole file
  std::string lines;  // "3, 7": those commented out; "" none
};
// `is_system`: the form of /etc/cron.d, where a line names its user; only lines of `user` count.
CronEdit comment_out(std::string_view bytes, bool is_system, std::string_view user,
                     std::string_view script, std::string_view command);

// Lines with our mark, and a file without the marks of those lines; other actions have theirs.
using MarkedLines = std::set<std::string, std::less<>>;
MarkedLines marked_lines(std::string_view bytes);
std::string without_marks(std::string_view bytes, const MarkedLines& lines);

}  // namespace queuehound
