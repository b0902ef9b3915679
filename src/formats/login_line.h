// A line of whichever server lets people at their mailboxes, told by syslog's tag: Dovecot, PAM in
// Dovecot's name, Courier.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "formats/dovecot_log.h"
#include "formats/syslog_stamp.h"

namespace queuehound {

// Nothing where it is another program's, or no sentence of these.
std::optional<DovecotEvent> parse_login_line(const SyslogLine& line);

// Syslog and full disks cut lines. Where in `line`, which `event` was read from, that shows,
// counted from 1; 0: nowhere.
std::size_t cut_column(const DovecotEvent& event, std::string_view line);

}  // namespace queuehound
