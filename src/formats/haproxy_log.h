// HAProxy's http log (option httplog, option httpslog), as syslog's line or without its frame:
//
//   192.0.2.7:51234 [23/Nov/2026:13:40:28.655] www~ sites/web1 0/0/1/12/13 200 2750 - - ----
//     1/1/0/0/0 0/0 {shop.example} {} "GET /index.html HTTP/1.1"
//
// Sources: HAProxy's configuration manual, chapter 8; its src/log.c. Its TCP log has no request.
// What a client sent (cookies, captured headers, the request) has quotes, '#' and what cannot be
// printed as #XX, headers '{', '|' and '}' too; a cookie may hold blanks. So what stands before the
// cookies is read from the left, and what stands behind them from the request's quote, which is the
// first of the line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/access_request.h"

namespace queuehound {

// method, target and protocol are left empty: the request is taken apart as others are.
std::optional<AccessRequest> parse_haproxy_line(std::string_view line);

// False where that would certainly give nothing: of nearly every other access log the second column
// is no bracket.
inline bool may_be_haproxy_line(std::string_view line) {
  const std::size_t space = line.find(' ');
  return space != std::string_view::npos && space + 1 < line.size() && line[space + 1] == '[';
}

// A line of HAProxy's that tells of no request: a connection in TCP mode, one that failed before
// its request, a server that is down or up, a start.
bool is_haproxy_without_request(std::string_view syslog_line);

std::string undo_hash_escapes(std::string_view field);  // #XX → bytes

}  // namespace queuehound
