// Apache and nginx access logs: common, combined, vhost_combined, with X-Forwarded-For, lists of
// client addresses, with the stamp in front, JSON (formats/access_json), HAProxy's
// (formats/haproxy_log). Sources: Apache
// mod_log_config.c, nginx ngx_http_log_module.c.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "formats/access_request.h"

namespace queuehound {

std::optional<AccessRequest> parse_access_line(std::string_view line);
// The same, whose `at` is an instant wherever the zone of its clock stands.
std::optional<AccessRequest> parse_access_line(std::string_view line, const TimeZone& zone);
Time time_of(const AccessRequest& request, const TimeZone& zone);
// Of a line that is none, and may have been cut short: how many of its bytes are as in one.
std::size_t access_stops_at(std::string_view line);
// Path of the target before '?' and '#', scheme and host removed, percent-decoded once, "//" and
// dot segments resolved: what the web server looks up. Never holds a NUL; "" when it is no path.
// Takes the target as it stands in the line: the log's own escapes are undone first.
std::string request_path(std::string_view target);
std::string request_path(const AccessRequest& request);
// The same as a part of `target`, where nothing in it needs undoing: nearly always. Else nothing.
std::optional<std::string_view> plain_request_path(std::string_view target);

// Apache \xhh \" \\ \n, nginx \xHH, JSON \/ \uHHHH → bytes.
std::string unescape_access_field(std::string_view field);

}  // namespace queuehound
