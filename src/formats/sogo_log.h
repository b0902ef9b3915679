// SOGo's log. Its lines of requests show the session's mailbox in the path, and the address that
// the web server before it handed on: what a client wrote into that header stands to the left.
//
//   Nov 28 10:00:00 sogod [1234]: SOGoRootPage successful login from '192.0.2.7' for user 'u@d' -
//     expire = -1  grace = -1
//   Nov 28 10:00:00 sogod [1234]: SOGoRootPage Login from '192.0.2.7' for user 'u@d' might not have
//     worked - password policy: 65535  grace: -1  expire: -1  bound: 0
//   Nov 28 10:00:00 sogod [1234]: 192.0.2.7 "POST /SOGo/so/u@d/Mail/0/folderDrafts/newDraft5-1/send
//     HTTP/1.1" 200 22/512 0.310 - - 4M - 12
#pragma once

#include <optional>
#include <string_view>

#include "formats/webmail_log.h"

namespace queuehound {

std::optional<WebmailEvent> parse_sogo_line(std::string_view line);

}  // namespace queuehound
