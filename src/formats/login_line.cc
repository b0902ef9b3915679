#include "formats/login_line.h"

#include "formats/courier_log.h"

namespace queuehound {

std::optional<DovecotEvent> parse_login_line(const SyslogLine& line) {
  const bool is_pam = line.text.starts_with("pam_");  // also in the name of dovecot-auth
  const bool is_dovecot = line.program.empty() || line.program.starts_with("dovecot");
  std::optional<DovecotEvent> event;
  if (is_dovecot && !is_pam) event = parse_dovecot_text(line.text);
  if (!event && line.text.contains("dovecot")) event = parse_dovecot_pam(line.text);
  if (!event && !is_dovecot) event = parse_courier_text(line.program, line.text);
  return event;
}

}  // namespace queuehound
