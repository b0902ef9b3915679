#include "survey/log_reach.h"

#include <algorithm>
#include <array>

#include "formats/access_log.h"
#include "formats/syslog_stamp.h"
#include "survey/detect_form.h"
#include "survey/framed_line.h"
#include "survey/line_reader.h"
#include "survey/log_segments.h"
#include "survey/unread_lines.h"

namespace queuehound {
namespace {

constexpr std::array kMeasured{LogKind::exim_main, LogKind::exim_reject, LogKind::dovecot,
                               LogKind::access, LogKind::cron};
constexpr std::uint64_t kHead = 64u << 10;  // of a file: its first lines may be damaged

// What the stamps of a server's logs need to be understood.
struct Clocks {
  const TimeZone& zone;
  std::string_view syslog_name;  // Exim's
};

std::optional<Time> stamp_of(std::string_view line, LogKind kind, const Clocks& clocks,
                             Time written) {
  if (kind == LogKind::exim_main || kind == LogKind::exim_reject)
    return stamp_of(line, clocks.zone, clocks.syslog_name, written);
  if (kind == LogKind::access) {
    const auto request = parse_access_line(line, clocks.zone);
    return request ? std::optional(request->at) : std::nullopt;
  }
  const auto entry = parse_syslog_line(line);
  if (!entry) return {};
  return SyslogYears(clocks.zone, written).resolve(entry->stamp);
}

std::optional<Time> first_stamp(const RootDir& root, const LogSegment& segment, LogKind kind,
                                const Clocks& clocks) {
  const auto file = root.open_file(segment.path);
  if (!file) return {};
  const auto form = detect_form(*file);
  std::optional<Time> first;
  (void)read_lines(*file, form, 0, kHead, [&](const LineBlock& block) {
    for_each_readable_line(block.text, [&](std::string_view line) {
      if (!first) first = stamp_of(line, kind, clocks, segment.modified);
    });
    return false;
  });
  return first;
}

LogReach measure(const RootDir& root, const LogSource& log, const Clocks& clocks) {
  LogReach reach{log.path, log.kind};
  const SegmentList list = find_segments(root, log.path, Time{});
  reach.files = list.segments.size();
  for (const LogSegment& segment : list.segments) {
    reach.bytes += segment.bytes;
    if (!reach.oldest && segment.bytes > 0)
      reach.oldest = first_stamp(root, segment, log.kind, clocks);
  }
  return reach;
}

}  // namespace

std::vector<LogReach> measure_reach(const RootDir& root, const Server& server, const TimeZone& zone,
                                    std::size_t most) {
  std::vector<LogReach> all;
  for (const LogKind kind : kMeasured) {
    std::vector<std::pair<std::int64_t, const LogSource*>> logs;
    for (const LogSource& log : server.logs)
      if (log.kind == kind) {
        const auto status = root.stat(log.path);
        logs.emplace_back(status ? -static_cast<std::int64_t>(status->st_size) : 1, &log);
      }
    std::ranges::stable_sort(logs, {}, [](const auto& row) { return row.first; });
    for (std::size_t i = 0; i < std::min(most, logs.size()); ++i)
      all.push_back(measure(root, *logs[i].second, {zone, server.exim_syslog_name}));
  }
  return all;
}

}  // namespace queuehound
