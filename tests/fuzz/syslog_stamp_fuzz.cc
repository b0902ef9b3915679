#include "formats/syslog_stamp.h"

#include "inside.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  const auto line = parse_syslog_line(text);
  if (!line) return 0;
  for (const auto part : {line->host, line->program, line->text}) require_inside(text, part);
  require(!line->host.contains(' ') && !line->program.contains(' '));

  static const TimeZone zone = TimeZone::fixed(seconds{3600});
  const Time reference{seconds{1795441173}};
  const Time at = SyslogYears(zone, reference).resolve(line->stamp);
  if (line->stamp.form == SyslogStamp::Form::yearless) {
    require(at <= reference + seconds{86400});
    require(at > reference - seconds{9LL * 366 * 86400});  // Feb 29 goes back furthest
  }
  return 0;
}
