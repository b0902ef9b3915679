#include "report/stopping_column.h"

#include <algorithm>
#include <array>

#include "report/log_record.h"

namespace queuehound {
namespace {

struct Reader {
  std::string_view kind;
  LogRecord (*read)(std::string_view line, const RecordClock& clock);
};
constexpr std::array kReaders{
    Reader{"exim_main", exim_record},    Reader{"exim_reject", exim_record},
    Reader{"dovecot", dovecot_record},   Reader{"access", access_record},
    Reader{"php_mail", php_mail_record},
};

}  // namespace

std::optional<std::size_t> stopping_column(std::string_view kind, std::string_view line) {
  if (kind == "spool") return 1;  // the name of a file
  const auto reader = std::ranges::find(kReaders, kind, &Reader::kind);
  const LogRecord record =
      reader == kReaders.end() ? webmail_record(line, {}) : reader->read(line, {});
  if (record.stopped_at == 0) return {};
  return std::max<std::size_t>(std::min(record.stopped_at, line.size()), 1);
}

}  // namespace queuehound
