#include "survey/framed_line.h"

namespace queuehound {

// syslog with syslog_timestamp = no leaves out Exim's own stamp: the id then begins the line.
std::optional<FramedLine> frame_line(std::string_view line, std::string_view syslog_name) {
  if (const auto frame = parse_exim_frame(line)) return FramedLine{*frame};
  const auto syslog = unwrap_syslog(line, syslog_name);
  if (!syslog) return {};
  if (const auto frame = parse_exim_frame(syslog->line)) return FramedLine{*frame};
  const auto stamped = parse_syslog_line(line);
  if (!stamped) return {};
  return FramedLine{parse_unstamped_exim_frame(syslog->line, syslog->pid), stamped->stamp};
}

Time time_of(const FramedLine& line, const TimeZone& zone, Time written) {
  if (line.syslog_stamp) return SyslogYears(zone, written).resolve(*line.syslog_stamp);
  const EximFrame& frame = line.frame;
  if (frame.has_zone) return Time(seconds(frame.wall.seconds - frame.zone_seconds));
  return zone.to_utc(frame.wall);
}

std::optional<Time> stamp_of(std::string_view line, const TimeZone& zone,
                             std::string_view syslog_name, Time written) {
  const auto framed = frame_line(line, syslog_name);
  return framed ? std::optional(time_of(*framed, zone, written)) : std::nullopt;
}

}  // namespace queuehound
