// A line of whichever server lets people at their mailboxes, told by syslog's tag: Dovecot, PAM in
// Dovecot's name, Courier.
#pragma once

#include <optional>

#include "formats/dovecot_log.h"
#include "formats/syslog_stamp.h"

namespace queuehound {

// Nothing where it is another program's, or no sentence of these.
std::optional<DovecotEvent> parse_login_line(const SyslogLine& line);

}  // namespace queuehound
