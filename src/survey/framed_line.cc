#include "survey/framed_line.h"

namespace queuehound {

// syslog with syslog_timestamp = no leaves out Exim's own stamp: the id then begins the line.
std::optional<FramedLine> frame_line(std::string_view line, std::string& room) {
  if (const auto frame = parse_exim_frame(line)) return FramedLine{line, *frame};
  const auto syslog = unwrap_syslog(line);
  if (!syslog) return {};
  if (const auto frame = parse_exim_frame(syslog->line)) return FramedLine{syslog->line, *frame};
  room = "1970-01-01 00:00:00 ";
  room += syslog->line;
  auto frame = parse_exim_frame(room);
  if (!frame) return {};
  frame->wall = {};
  if (frame->pid == 0) frame->pid = syslog->pid;
  return FramedLine{room, *frame};
}

std::optional<Time> time_of(const EximFrame& frame, const TimeZone& zone) {
  if (frame.wall.seconds == 0) return {};
  if (frame.has_zone) return Time(seconds(frame.wall.seconds - frame.zone_seconds));
  return zone.to_utc(frame.wall);
}

std::optional<Time> stamp_of(std::string_view line, const TimeZone& zone) {
  std::string room;
  const auto framed = frame_line(line, room);
  return framed ? time_of(framed->frame, zone) : std::nullopt;
}

}  // namespace queuehound
