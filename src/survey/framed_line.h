// One line of a main log as Exim wrote it, out of whatever wrapped it: for who looks for few lines,
// and so needs no learner's state.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"
#include "formats/exim_log.h"
#include "formats/syslog_stamp.h"

namespace queuehound {

struct FramedLine {
  EximFrame frame;
  // syslog's, where Exim left its own stamp out (syslog_timestamp = no): frame.wall says nothing
  std::optional<SyslogStamp> syslog_stamp = {};
};

// Nothing: no line of Exim's. Views point into `line`. `syslog_name`: as the server has it.
std::optional<FramedLine> frame_line(std::string_view line, std::string_view syslog_name);

// `written`: when the file was last written, for syslog's stamps without a year.
Time time_of(const FramedLine& line, const TimeZone& zone, Time written);
std::optional<Time> stamp_of(std::string_view line, const TimeZone& zone,
                             std::string_view syslog_name, Time written);

}  // namespace queuehound
