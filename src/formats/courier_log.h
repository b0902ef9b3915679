// Courier's IMAP and POP3 servers: logins and failed logins, as the value that Dovecot's lines
// become. Sources: courier imap/imaplogin.C, imap/pop3login.C, imap/imapd.C, courier-authlib
// debug.c.
#pragma once

#include <optional>
#include <string_view>

#include "formats/dovecot_log.h"

namespace queuehound {

// `program`: syslog's tag, such as "imapd-ssl"; `text`: what follows it. Nothing where the line is
// of another program, or of one that bears the same name (Cyrus, UW).
std::optional<DovecotEvent> parse_courier_text(std::string_view program, std::string_view text);

}  // namespace queuehound
