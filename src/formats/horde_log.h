// Horde's own log (conf: log), in a file or through syslog. Horde hands its mail to sendmail as the
// web server's user or to SMTP without a login, so its log alone tells whose a letter is.
//
//   2026-11-28T10:00:00+01:00 NOTICE: HORDE [imp] Login success for u@d (192.0.2.7) to {imap://h/}
//     [pid 71 on line 157 of "/usr/share/horde/imp/lib/Auth.php"]
//   Nov 28 10:00:00 host HORDE: [imp] FAILED LOGIN for u@d (127.0.0.1) (forwarded for [192.0.2.7])
//     to {h:143 [imap/notls]} [pid 71 on line 157 of "..."]
//   Nov 28 10:00:00 HORDE [info] [imp] Message sent to a@b, c@d from u@d (192.0.2.7) [pid ...]
//   and of versions before 5: 192.0.2.7 Message sent to a@b from u@d [on line 881 of "..."]
#pragma once

#include <optional>
#include <string_view>

#include "formats/webmail_log.h"

namespace queuehound {

std::optional<WebmailEvent> parse_horde_line(std::string_view line);

}  // namespace queuehound
