#include "formats/login_line.h"

#include "base/ip_address.h"
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

std::size_t cut_column(const DovecotEvent& event, std::string_view line) {
  const auto begin_of = [&](std::string_view part) {
    return static_cast<std::size_t>(part.data() - line.data());
  };
  if (!event.user.empty()) {
    const std::size_t end = begin_of(event.user) + event.user.size();
    if (end == line.size() && line.substr(0, begin_of(event.user)).ends_with("user=<"))
      return end + 1;
  }
  // Courier tells the address of every attempt, behind the name.
  const bool is_attempt =
      event.kind == DovecotEvent::Kind::login || event.kind == DovecotEvent::Kind::failure;
  if (is_attempt && event.rip.empty() && line.contains(": LOGIN")) return line.size() + 1;
  for (const std::string_view address : {event.rip, event.lip})
    if (!address.empty() && !parse_ip_address(address)) return begin_of(address) + 1;
  return 0;
}

}  // namespace queuehound
