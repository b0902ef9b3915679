#include "survey/log_reach.h"

#include <algorithm>
#include <array>

#include "formats/access_log.h"
#include "formats/exim_log.h"
#include "formats/syslog_stamp.h"
#include "survey/detect_form.h"
#include "survey/line_reader.h"
#include "survey/log_segments.h"

namespace queuehound {
namespace {

constexpr std::array kMeasured{LogKind::exim_main, LogKind::exim_reject, LogKind::dovecot,
                               LogKind::access, LogKind::cron};
constexpr std::uint64_t kHead = 64u << 10;  // of a file: its first lines may be damaged

std::optional<Time> exim_stamp(std::string_view line, const TimeZone& zone) {
  auto frame = parse_exim_frame(line);
  if (!frame)
    if (const auto syslog = unwrap_syslog(line)) frame = parse_exim_frame(syslog->line);
  if (!frame) return {};
  if (frame->has_zone) return Time(seconds(frame->wall.seconds - frame->zone_seconds));
  return zone.to_utc(frame->wall);
}

std::optional<Time> stamp_of(std::string_view line, LogKind kind, const TimeZone& zone,
                             Time written) {
  if (kind == LogKind::exim_main || kind == LogKind::exim_reject) return exim_stamp(line, zone);
  if (kind == LogKind::access) {
    const auto request = parse_access_line(line, zone);
    return request ? std::optional(request->at) : std::nullopt;
  }
  const auto entry = parse_syslog_line(line);
  if (!entry) return {};
  return SyslogYears(zone, written).resolve(entry->stamp);
}

std::optional<Time> first_stamp(const RootDir& root, const LogSegment& segment, LogKind kind,
                                const TimeZone& zone) {
  const auto file = root.open_file(segment.path);
  if (!file) return {};
  const auto form = detect_form(*file);
  std::optional<Time> first;
  (void)read_lines(*file, form, 0, kHead, [&](const LineBlock& block) {
    for_each_line(block.text, [&](std::string_view line) {
      if (!first) first = stamp_of(line, kind, zone, segment.modified);
    });
    return false;
  });
  return first;
}

LogReach measure(const RootDir& root, const LogSource& log, const TimeZone& zone) {
  LogReach reach{log.path, log.kind};
  const SegmentList list = find_segments(root, log.path, Time{});
  reach.files = list.segments.size();
  for (const LogSegment& segment : list.segments) {
    reach.bytes += segment.bytes;
    if (!reach.oldest && segment.bytes > 0)
      reach.oldest = first_stamp(root, segment, log.kind, zone);
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
      all.push_back(measure(root, *logs[i].second, zone));
  }
  return all;
}

}  // namespace queuehound
