// One line of a main log as Exim wrote it, out of whatever wrapped it: for who looks for few lines,
// and so needs no learner's state.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "formats/exim_log.h"

namespace queuehound {

struct FramedLine {
  std::string_view inner;  // the line as Exim wrote it
  EximFrame frame;  // wall.seconds is 0 where Exim left its stamp out (syslog_timestamp = no)
};

// Nothing: no line of Exim's. Views point into `line` or `room`.
std::optional<FramedLine> frame_line(std::string_view line, std::string& room);

std::optional<Time> time_of(const EximFrame& frame, const TimeZone& zone);
std::optional<Time> stamp_of(std::string_view line, const TimeZone& zone);

}  // namespace queuehound
