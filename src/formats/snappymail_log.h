// The log of failed logins that SnappyMail and RainLoop write for fail2ban (auth_logging_format as
// delivered, with or without its stamp), or syslog's line of the same. Of logins that worked and of
// letters they log nothing: these show in the web server's log alone.
//
//   [2026-11-28 09:00:00] Auth failed: ip=192.0.2.7 user=u@d host=localhost port=143
//   Nov 28 10:00:00 host snappymail[71]: Auth failed: ip=192.0.2.7 user=u@d
#pragma once

#include <optional>
#include <string_view>

#include "formats/webmail_log.h"

namespace queuehound {

std::optional<WebmailEvent> parse_snappymail_line(std::string_view line);

}  // namespace queuehound
