// /etc/queuehound/queuehound.toml: every key optional, an empty file complete. Unknown keys are
// errors with line and a "did you mean": a misspelt protection is no protection.
//
//   profile       = "cpanel"          the layout, where it should not be guessed: cpanel,
//   directadmin,
//                                     hestia, debian, rhel, custom
//   timezone      = "Europe/Berlin"   zone of the logs' stamps: a name below /usr/share/zoneinfo,
//                                     a POSIX TZ string or an offset such as "+02:00"
//   hostname      = "mail.example"    what this server is called in reports and in its own logs
//   local_domains = ["a.example"]     mail for them stays here; added to those found
//   protect       = ["192.0.2.0/24"]  addresses and networks that are never proposed for blocking
//   proxies       = ["203.0.113.7"]   whose X-Forwarded-For is believed
//   relay_hosts   = ["198.51.100.9"]  may send without logging in
//   allow         = ["mailbox:a@b.example", "account:news"]   subjects that are never named
//
//   [paths]       each replaces what would be found by itself; paths inside the server
//   spool_directory = "/var/spool/exim"
//   main_logs = ["/var/log/exim_mainlog"]   reject_logs, dovecot_logs, access_logs, webmail_logs
//   and
//                                           php_mail_logs alike; the live file, without rotations
//   [limits]
//   baseline_days = 30                how far back older logs are read to learn what is usual
//   (1..365) max_memory_mb = 0                 0: no limit of our own
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ip_address.h"
#include "base/result.h"

namespace queuehound {

struct Config {
  // [paths]: each replaces what would be found by itself; empty = find
  std::string spool_directory;
  std::vector<std::string> main_logs, reject_logs, dovecot_logs, access_logs, webmail_logs,
      php_mail_logs;
  // top level
  std::string profile;   // "cpanel" ... forces the layout
  std::string timezone;  // name below /usr/share/zoneinfo, or +02:00
  std::string hostname;
  std::vector<std::string> local_domains;  // added to those found
  std::vector<IpNetwork> protect;          // never proposed for blocking
  std::vector<IpNetwork> proxies;          // whose X-Forwarded-For is believed
  std::vector<IpNetwork> relay_hosts;      // may send without login
  std::vector<std::string> allow;  // subjects never to be named: "mailbox:a@b", "account:user"
  // [limits]
  std::size_t baseline_days = 30;
  std::size_t max_memory_mb = 0;  // 0: no limit of our own
};

// `where` names the file in errors.
Result<Config> parse_config(std::string_view toml, std::string_view where);

}  // namespace queuehound
