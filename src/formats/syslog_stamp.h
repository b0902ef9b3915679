// The stamp and sender at the start of a syslog or own-file log line: RFC 3164 ("Nov 23 13:40:01",
// no year, no zone), RFC 3339/5424, TAI64N ("@400000004c91b044077a9e94"), Dovecot's own file form.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace queuehound {

struct SyslogStamp {
  enum class Form : std::uint8_t {
    yearless,
    zoned,
    tai64n,
    dated
  };  // dated: "2026-11-23 13:40:01" (no zone)
  Form form = Form::yearless;
  WallClock wall;  // yearless: as if the year were 1970+2 (a leap year, 1972); dated: full
  Time at{};       // zoned and tai64n: the instant itself
};

struct SyslogLine {
  SyslogStamp stamp;
  std::string_view host;     // empty in own-file logs
  std::string_view program;  // "dovecot", "exim", "CRON" ...; empty in own-file logs
  std::uint64_t pid = 0;
  std::string_view text;  // after "program[pid]: "
};
std::optional<SyslogLine> parse_syslog_line(std::string_view line);

// Gives yearless stamps their year. Lines come in file order (oldest first); `reference` is the
// time the file was last written (mtime, or now). One instance a file.
class SyslogYears {
 public:
  SyslogYears(const TimeZone& zone, Time reference) : zone_(&zone), reference_(reference) {}
  // The instant of a stamp: the year that puts it in (reference - 1 year + 1 day, reference + 1
  // day].
  Time resolve(const SyslogStamp& stamp) const;

 private:
  const TimeZone* zone_;
  Time reference_;
};

}  // namespace queuehound
