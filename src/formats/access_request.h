// One request, as a line of an access log of whatever form tells of it.
#pragma once

#include <cstdint>
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
}  // namespace queuehound
