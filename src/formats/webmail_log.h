// Who really sat behind a webmail that speaks to Exim from loopback: Roundcube's own logs, cPanel's
// access_log (port 2096 requests) and session_log. Others have files of their own (horde_log, ...).
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"
#include "formats/syslog_stamp.h"
#include "formats/webmail_event.h"

namespace queuehound {

// A line of syslog's that another program wrote: the file is everybody's.
bool is_of_another_program(std::string_view line);

// Nothing where the line has no stamp at all.
std::optional<Time> time_of(const WebmailEvent& event, const TimeZone& zone,
                            const SyslogYears& years);

// Roundcube userlogins.log / userlogins: "[23-Nov-2026 13:40:28 +0000]: <sess> Successful login for
// u@d (ID: 3) from 192.0.2.1 in session abc", "Failed login for ..."; old forms without <sess>; or
// "Nov 23 13:40:28 host roundcube: <sess> Successful ...".
std::optional<WebmailEvent> parse_roundcube_login(std::string_view line);
// Whether "<1a2b3c4d> ", the session, stands in front of a line of Roundcube's, whatever it says.
// It takes tags out of what is typed, so no name that was tried holds one.
bool has_roundcube_session(std::string_view line);
// Roundcube sendmail.log: "[...]: <sess> User u@d [192.0.2.1]; Message <id> for a@b, c@d; 250 OK"
std::optional<WebmailEvent> parse_roundcube_send(std::string_view line);
// cPanel /usr/local/cpanel/logs/access_log: `IP - user [MM/DD/YYYY:HH:MM:SS -0000] "GET /...
// HTTP/1.1" 200 0 "ref" "agent" "auth-method" "X-Forwarded-For" port`; user may be %40-escaped.
std::optional<WebmailEvent> parse_cpanel_access(std::string_view line);
// cPanel session_log: `[2026-11-23 13:40:28 +0000] info [webmaild] 192.0.2.1 NEW u@d:token ...`
std::optional<WebmailEvent> parse_cpanel_session(std::string_view line);
// cPanel login_log: `... FAILED LOGIN webmaild: ...`
std::optional<WebmailEvent> parse_cpanel_login(std::string_view line);

}  // namespace queuehound
