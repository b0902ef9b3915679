// Main-log lines made by hand, and a small server for them to have been written on.
#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "host/server.h"
#include "mail/message_id.h"

namespace queuehound {

inline Time log_time(unsigned day, int hour, int minute, int second = 0) {
  return Time{seconds(days_from_civil(2026, 11, day) * 86400 + hour * 3600 + minute * 60 + second)};
}

// "2026-11-23 10:00:00 ", and "[77] " where the log names processes.
inline std::string stamp_of(Time at, unsigned pid = 0) {
  std::string text = to_rfc3339(at, TimeZone::utc()).substr(0, 19) + " ";
  text[10] = ' ';
  return pid == 0 ? text : text + "[" + std::to_string(pid) + "] ";
}

inline std::string base62(std::uint64_t value, std::size_t digits) {
  constexpr std::string_view kDigits =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string text(digits, '0');
  for (std::size_t i = digits; i-- > 0; value /= 62) text[i] = kDigits[value % 62];
  return text;
}

inline std::string id_text(Time at, unsigned number, bool is_long = false) {
  const auto second = static_cast<std::uint64_t>(at.time_since_epoch().count());
  return is_long ? base62(second, 6) + "-" + base62(number, 11) + "-0001"
                 : base62(second, 6) + "-" + base62(number, 6) + "-00";
}

inline Server sample_server() {
  Server server;
  server.primary_hostname = server.hostname = "mx.host.example";
  server.qualify_domain = "host.example";
  server.spool_directory = "/var/spool/exim4";
  server.accounts = {{"alma", 1001, 1001, "/home/alma", "/bin/sh"},
                     {"bert", 1002, 1002, "/home/bert", "/bin/sh"},
                     {"www-data", 33, 33, "/var/www", "/usr/sbin/nologin"}};
  server.domain_owner = {{"alma.example", "alma"}, {"bert.example", "bert"}};
  server.local_domains = {"alma.example", "bert.example", "host.example"};
  server.web_server_users = {"www-data"};
  server.exim_users = {"Debian-exim"};
  return server;
}

}  // namespace queuehound
