#include "survey/crontabs.h"

#include <algorithm>
#include <set>

#include "formats/crontab.h"
#include "formats/syslog_stamp.h"
#include "survey/detect_form.h"
#include "survey/line_reader.h"
#include "survey/log_segments.h"
#include "survey/unread_lines.h"

namespace queuehound {
namespace {

constexpr std::size_t kCrontabBytes = 1u << 20;
constexpr std::size_t kEntries = 100'000;
constexpr std::size_t kRunsToSee =
    64u << 20;  // of cron's log: what runs regularly stands in its last part

void read_crontab(const RootDir& root, const std::string& path, std::string_view owner,
                  std::vector<CronEntry>& entries) {
  const auto bytes = root.read_file(path, kCrontabBytes);
  if (!bytes) return;
  for (const CrontabJob& job :
       parse_crontab(*bytes, owner.empty() ? CrontabForm::system : CrontabForm::user)) {
    if (entries.size() >= kEntries) return;
    entries.push_back({std::string(owner.empty() ? job.user : owner), std::string(job.command),
                       path, job.line, std::string(job.schedule)});
  }
}

void read_runs(const RootDir& root, const LogSource& source, Time since,
               std::set<std::pair<std::string, std::string>>& known,
               std::vector<CronEntry>& entries) {
  for (const LogSegment& segment : find_segments(root, source.path, since).segments) {
    const auto file = root.open_file(segment.path);
    if (!file) continue;
    const std::uint64_t from = segment.bytes > kRunsToSee ? segment.bytes - kRunsToSee : 0;
    const LogForm form = detect_form(*file);
    (void)read_lines(
        *file, form, form == LogForm::text ? from : 0, UINT64_MAX, [&](const LineBlock& block) {
          for_each_readable_line(block.text, [&](std::string_view line) {
            if (line.find(") CMD (") == std::string_view::npos || entries.size() >= kEntries)
              return;
            const auto syslog = parse_syslog_line(line);
            const auto run = syslog ? parse_cron_run(syslog->text) : std::optional<CronRun>{};
            if (!run || !known.emplace(run->user, run->command).second) return;
            entries.push_back({std::string(run->user), std::string(run->command), "", 0});
          });
          return true;
        });
  }
}

}  // namespace

std::vector<CronEntry> read_crontabs(const RootDir& root, const Server& server, Time since,
                                     std::vector<std::string>& notes) {
  std::vector<CronEntry> entries;
  for (const std::string directory :
       {"/var/spool/cron/crontabs", "/var/spool/cron", "/var/cron/tabs"}) {  // the last: FreeBSD
    const auto names = root.list(directory);
    if (!names) {
      if (names.error().kind == Error::Kind::denied)
        notes.push_back(names.error().text + ": cron jobs not seen");
      continue;
    }
    for (const DirectoryEntry& entry : *names)
      if (server.account(entry.name) != nullptr)
        read_crontab(root, directory + "/" + entry.name, entry.name, entries);
  }
  read_crontab(root, "/etc/crontab", "", entries);
  if (const auto names = root.list("/etc/cron.d"))
    for (const DirectoryEntry& entry : *names)
      read_crontab(root, "/etc/cron.d/" + entry.name, "", entries);
  std::set<std::pair<std::string, std::string>> known;
  for (const CronEntry& entry : entries) known.emplace(entry.user, entry.command);
  for (const LogSource& source : server.logs)
    if (source.kind == LogKind::cron) read_runs(root, source, since, known, entries);
  return entries;
}

}  // namespace queuehound
