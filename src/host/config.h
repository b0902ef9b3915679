// /etc/queuehound/queuehound.toml: every key optional, an empty file complete. Unknown keys are
// errors with line and a "did you mean": a misspelt protection is no protection.
// The keys with what they mean are rows of config.cc; queuehound.toml(5) is made from them.
#pragma once

#include <span>
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
  std::string firewall;                    // "nftables": blocks addresses, whatever else is found
  std::vector<std::string> allow;  // subjects never to be named: "mailbox:a@b", "account:user"
  // [limits]
  std::size_t baseline_days = 30;
  std::size_t max_memory_mb = 0;  // 0: no limit of our own
};

// Every key, for the manual page.
struct SettingRow {
  std::string_view table;  // "paths", or "" for the top level
  std::string_view name;
  std::string_view example;  // as it is written behind "name = "
  std::string_view help;
};
std::span<const SettingRow> setting_rows();

// `where` names the file in errors.
Result<Config> parse_config(std::string_view toml, std::string_view where);

}  // namespace queuehound
