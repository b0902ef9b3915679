#include "survey/log_silence.h"

#include <algorithm>

#include "survey/log_end.h"

namespace queuehound {
namespace {

constexpr seconds kAhead{3600};   // a clock may be put right by so much
constexpr seconds kQuiet{86400};  // queue runners alone write every half hour
constexpr seconds kDay{86400};

std::string moment_of(const Server& server, Time at) { return to_rfc3339(at, server.zone); }

}  // namespace

std::optional<std::string> silence_of_main_log(const RootDir& root, const Server& server, Time now,
                                               std::optional<Time> newest_arrival) {
  if (newest_arrival && now - *newest_arrival < kQuiet) return {};
  const auto is_journal = [](const LogSource& log) { return log.path.ends_with(".journal"); };
  bool has_file = false;
  for (const LogSource& log : server.logs) {
    if (log.kind != LogKind::exim_main) continue;
    if (is_journal(log)) return {};  // its last entries are not lines
    has_file = true;
  }
  if (!has_file) return {};
  // A line that somebody forged for next year hides nothing: what is newest up to now counts.
  const auto newest = newest_line(root, server, now + kAhead);
  if (newest && now - *newest < kQuiet) return {};
  if (const auto ahead = newest_line(root, server, Time::max()); ahead && *ahead > now + kAhead)
    return "Exim's main log is ahead of now (" + moment_of(server, now) + "): it ends at " +
           moment_of(server, *ahead) +
           ", and what is later than now is not judged. This machine's clock or the zone is wrong, "
           "or --now has to be given";
  if (!newest)
    return "Exim's main log holds no line: does Exim write to another file, or to syslog?";
  const auto days = (now - *newest) / kDay;
  return "Exim's main log ends at " + moment_of(server, *newest) + ", " + std::to_string(days) +
         (days == 1 ? " day" : " days") +
         " before now: does Exim write to another file, is the disk full? Of what happened since, "
         "nothing is known";
}

}  // namespace queuehound
