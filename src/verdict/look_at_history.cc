// How far back the logs reach, and what has to be written where so that they reach further. Only
// what is seen is told: of a log that no rule names nobody here knows who throws its old files
// away.
#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "verdict/look.h"

namespace queuehound {
namespace {

constexpr seconds kDay{86400};

std::int64_t days_back(const CheckFile& file, const LogReach& reach) {
  return (file.now - *reach.oldest) / kDay;
}

bool is_journal(const LogReach& reach) { return reach.path.ends_with(".journal"); }

bool feeds_baseline(LogKind kind) {
  return kind == LogKind::exim_main || kind == LogKind::dovecot || kind == LogKind::access;
}

// Too short, and not only because the log is young: what its rule keeps is all there. A log of one
// file that no rule names was never cut here; in a copy the other files may only be left out.
bool is_short(const CheckFile& file, const LogReach& reach, const RotationRule* rule) {
  if (!feeds_baseline(reach.kind) || !reach.oldest) return false;
  const auto wanted = static_cast<std::int64_t>(file.baseline_days);
  if (days_back(file, reach) >= wanted - 1) return false;
  if (rule) return rule->days() < file.baseline_days || !rule->old_folder.empty();
  return is_journal(reach) || reach.files > 1 || !file.is_live;
}

struct ShortLog {
  const LogReach* reach;
  const RotationRule* rule;  // none: no rule of logrotate names it
};

// One for each rule, and for each log without one: what is written at one place mends all of its
// logs.
std::vector<ShortLog> short_logs(const CheckFile& file, std::size_t& others) {
  std::vector<ShortLog> found;
  std::vector<std::string_view> seen;  // Exim and Dovecot may write to one file
  for (const LogReach& reach : file.reach) {
    const RotationRule* rule = is_journal(reach) ? nullptr : rule_for(file.rotation, reach.path);
    if (!is_short(file, reach, rule)) continue;
    if (std::ranges::find(seen, reach.path) != seen.end()) continue;
    seen.push_back(reach.path);
    if (seen.size() > 1) ++others;
    const bool is_mended = std::ranges::any_of(
        found, [&](const ShortLog& log) { return rule != nullptr && log.rule == rule; });
    if (!is_mended) found.push_back({&reach, rule});
  }
  return found;
}

// What the rule has to say instead: how many files, how many days, where they stay.
std::vector<std::string> lines_that_keep(const CheckFile& file, const RotationRule& rule) {
  std::vector<std::string> lines;
  if (rule.days_by_count() < file.baseline_days)
    lines.push_back("rotate " + std::to_string(rule.rotations_in(file.baseline_days) + 1));
  if (rule.max_age > 0 && rule.max_age < file.baseline_days)
    lines.push_back("maxage " + std::to_string(file.baseline_days + 1));
  if (!rule.old_folder.empty()) lines.push_back("noolddir");
  return lines;
}

// Where the first of these lines goes, and how: the rule has such a line, or only inherits what it
// says from the file that includes it.
std::string place_of(const RotationRule& rule, std::string_view first_line) {
  const std::size_t line =
      first_line.starts_with("maxage") && rule.max_age_line != 0 ? rule.max_age_line : rule.line;
  return rule.path + ":" + std::to_string(line);
}

bool replaces(const RotationRule& rule, std::string_view line) {
  if (line.starts_with("rotate")) return rule.has_rotate;
  return line.starts_with("maxage") ? rule.max_age_line != 0 : true;
}

std::string how(const RotationRule& rule, const std::vector<std::string>& lines) {
  std::string in_place, below;
  for (const std::string& line : lines) {
    std::string& names = replaces(rule, line) ? in_place : below;
    const std::string name =
        line.starts_with("noolddir") ? "olddir" : line.substr(0, line.find(' '));
    names += (names.empty() ? "" : " and ") + name;
  }
  if (in_place.empty()) return "inside the braces: the rule has no such line of its own";
  return "in place of " + in_place + " there" +
         (below.empty() ? "" : "; it has no " + below + " of its own yet");
}

// systemd's journal forgets by size and by age, and lives in memory where nobody asked otherwise.
void keep_journal(Finding& finding, const CheckFile& file) {
  finding.place = "/etc/systemd/journald.conf.d/mail.conf";
  finding.lines = {"[Journal]", "Storage=persistent", "SystemMaxUse=4G",
                   "MaxRetentionSec=" + std::to_string(file.baseline_days + 1) + "day"};
  finding.then = "systemctl restart systemd-journald";
  finding.advice = "make the folder where it is not there";
}

// A name that a shell takes as it stands; "" where it is another.
std::string plain_stem(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  name = name.substr(0, name.find('%'));  // of Exim's %D
  const bool is_plain = std::ranges::all_of(
      name, [](char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
  return is_plain && !name.starts_with('-') ? std::string(name) : std::string{};
}

void find_who_cuts(Finding& finding, const CheckFile& file, const LogReach& reach) {
  if (!file.is_live && file.rotation.empty()) {
    finding.advice =
        "no configuration of logrotate is in this copy: what the server itself keeps "
        "cannot be told; copy /etc/logrotate.conf, /etc/logrotate.d and the older logs";
    return;
  }
  const std::string stem = plain_stem(reach.path);
  if (!stem.empty())
    finding.lines = {"grep -rls -e exicyclog -e savelog -e " + stem +
                     " /etc/logrotate* /etc/cron* /var/spool/cron"};
  finding.advice =
      "no rule of logrotate names it: another program throws its old files away, and "
      "keeps them longer where that is told so";
  if (file.server.profile == Profile::cpanel)
    finding.advice +=
        "; cPanel's own are in WHM: cPanel Log Rotation Configuration, and for the "
        "sites' access logs Tweak Settings, Stats and Logs";
}

void tell_others(Finding& finding, const CheckFile& file, const std::vector<ShortLog>& logs) {
  constexpr std::size_t kMost = 4;
  for (std::size_t i = 1; i < std::min(logs.size(), kMost); ++i) {
    const RotationRule* rule = logs[i].rule;
    if (!rule) continue;
    const std::vector<std::string> lines = lines_that_keep(file, *rule);
    finding.advice += finding.advice.empty() ? "" : "; ";
    finding.advice += "for " + logs[i].reach->path + ":";
    for (const std::string& line : lines) finding.advice += " \"" + line + "\"";
    finding.advice += " in " + place_of(*rule, lines.front());
  }
}

}  // namespace

std::optional<Finding> look_at_history(const CheckFile& file) {
  std::size_t more = 0;
  std::vector<ShortLog> logs = short_logs(file, more);
  if (logs.empty()) return {};
  // What can be mended with a line comes before what somebody has to look for.
  std::ranges::stable_partition(
      logs, [](const ShortLog& log) { return log.rule != nullptr || is_journal(*log.reach); });
  const ShortLog& first = logs.front();
  const std::string days = std::to_string(days_back(file, *first.reach));
  Finding finding;
  finding.seen = first.reach->path + " reaches back " + days + (days == "1" ? " day" : " days");
  if (more > 0)
    finding.seen += more == 1 ? ", another log is as short"
                              : ", " + std::to_string(more) + " other logs are as short";
  finding.seen += "; " + std::to_string(file.baseline_days) + " days are wanted";
  if (is_journal(*first.reach)) {
    keep_journal(finding, file);
  } else if (first.rule) {
    finding.lines = lines_that_keep(file, *first.rule);
    finding.place = place_of(*first.rule, finding.lines.front());
    finding.advice = how(*first.rule, finding.lines);
  } else {
    find_who_cuts(finding, file, *first.reach);
  }
  tell_others(finding, file, logs);
  return finding;
}

}  // namespace queuehound
