// Apache and nginx access logs: common, combined, vhost_combined, with X-Forwarded-For, lists of
// client addresses, with the stamp in front, JSON (formats/access_json), HAProxy's
// (formats/haproxy_log). Sources: Apache
// mod_log_config.c, nginx ngx_http_log_module.c.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace queuehound {

struct AccessRequest {
  std::string_view vhost;  // "site.example" of vhost forms, port removed; empty otherwise
  // The name stands where only some formats have one (lighttpd's second column): it is the site's
  // where this server knows it, else nobody's.
  bool is_vhost_unsure = false;
  // First address column, as written (name, IPv4, IPv6); a list "a, b, c" whole, without quotes.
  std::string_view client;
  std::string_view forwarded_for;  // last quoted field if it is a list of addresses; else empty
  std::string_view remote_user;    // "-" is empty
  Time at{};                       // the zone stands in the line
  // HAProxy's stamp has no zone: `at` is what the clock on its wall showed, as if that were UTC.
  bool is_wall_clock = false;
  bool has_hash_escapes = false;  // in `target`, HAProxy's #XX
  std::string_view
      request;  // inside the quotes, still escaped; "" where the log has only its parts
  std::string_view method, target, protocol;
  int status = 0;
  std::int64_t bytes = -1;
  std::string_view referer, user_agent;  // still escaped; "-" is empty
  std::string_view termination;          // HAProxy's word for how it ended: "----", "CD--"
};
std::optional<AccessRequest> parse_access_line(std::string_view line);
// The same, whose `at` is an instant wherever the zone of its clock stands.
std::optional<AccessRequest> parse_access_line(std::string_view line, const TimeZone& zone);
Time time_of(const AccessRequest& request, const TimeZone& zone);
// Of a line that is none, and may have been cut short: how many of its bytes are as in one.
std::size_t access_stops_at(std::string_view line);
// The stamp of such a line, "[23/Nov/2026:13:40:28 +0000]", where one stands at `at`.
std::optional<Time> access_stamp_at(std::string_view line, std::size_t at);
// The same without the brackets, and nothing else.
std::optional<Time> access_time(std::string_view text);

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
