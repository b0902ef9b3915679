// Whose server this is: where its logs and spool lie, which accounts, sites and domains it has, and
// which account owns which. A value: found once, then only read.
// Paths are inside the server (never with --root's directory in front).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ip_address.h"
#include "base/time.h"
#include "host/account.h"
#include "host/text_map.h"

namespace queuehound {

enum class Profile : std::uint8_t { cpanel, directadmin, hestia, debian, rhel, custom };
std::string_view profile_name(Profile profile);  // the contract's words

enum class LogKind : std::uint8_t {
  exim_main,
  exim_reject,
  exim_panic,
  dovecot,
  access,
  roundcube_login,
  roundcube_send,
  cpanel_access,
  cpanel_session,
  cpanel_login,
  horde,
  sogo,
  snappymail,
  php_mail,
  cron,
  ftp,     // how a file came: read only for the file of an incident
  system,  // syslog's own files: Pure-FTPd and SFTP speak there
  panel    // the web server of a panel
};
// exim_main exim_reject exim_panic dovecot access webmail php_mail cron ftp system panel
std::string_view log_kind_name(LogKind kind);
bool is_webmail_log(LogKind kind);
bool tells_senders(LogKind kind);  // of letters that Exim sees no login of

struct LogSource {
  std::string path;  // the live file; its rotations are found beside it
  LogKind kind = LogKind::exim_main;
  std::string domain;   // access: the site whose log it is; empty where the line tells (vhost)
  std::string account;  // access, php_mail: the account whose folder it lies in, if so
  bool is_webmail_site = false;  // access log of a webmail host (webmail.*, /roundcube)
};

struct Site {
  std::string domain;                // lower case
  std::vector<std::string> aliases;  // www.x, parked domains
  std::string account;               // owner; empty where nobody but the web server's user is known
  std::string document_root;         // as the configuration writes it; "" where unknown
  std::string resolved_root = {};    // with links resolved inside the server; "" where the same
};

struct MailingList {
  std::string address;  // lower case, list@domain
  std::string owner;    // address or empty
};

struct Server {
  Profile profile = Profile::custom;
  std::string hostname;
  std::string exim_version;      // "4.96" or "" where unknown
  std::string primary_hostname;  // Exim's; falls back to hostname
  std::string qualify_domain;    // completes a login without @
  std::string spool_directory;   // "" where none was found
  std::string exim_config_file;  // "" where none could be read
  // Exim's option as configured, "" where it is left out; nothing where nobody could tell.
  std::optional<std::string> log_selector = {};
  // Through syslog, what belongs to main and reject log is written twice (syslog_duplication).
  bool doubles_in_syslog = true;
  std::string exim_syslog_name = {};  // syslog_processname, where it is no exim or exim4
  std::vector<LogSource> logs;
  std::vector<std::string> absent_logs = {};  // the settings name them, and they are not there
  TimeZone zone = TimeZone::utc();
  std::string zone_name = "UTC";
  std::optional<TimeZone> exim_zone;  // Exim's own `timezone` option, where it differs from `zone`

  std::vector<Account> accounts;
  std::vector<Site> sites;
  std::unordered_map<std::string, std::string> domain_owner;  // mail or web domain → account
  std::vector<std::string> local_domains;  // lower case; mail for them is delivered here
  std::vector<std::string> mailboxes;      // lower case a@b, where the panel lists them
  std::vector<MailingList> lists;          // Mailman and panel lists found on disk
  std::vector<std::string>
      web_server_users;                 // www-data, apache, nobody, ...: run sites of everybody
  std::vector<std::string> exim_users;  // Debian-exim, mailnull, mail, exim: Exim itself
  std::vector<IpAddress> own_addresses;
  std::string firewall;  // config: what blocks addresses; "" = the first that is in use
  // "csf" or "apf", by their files: a rule that they do not know of is lost when they load theirs.
  // What the settings name in their place, if anything.
  std::string rule_keeper;
  std::vector<IpNetwork> protected_networks;  // config and allow list: never to be blocked
  std::vector<IpNetwork>
      proxies;  // config and web server's own settings (RemoteIP, set_real_ip_from)
  std::vector<IpNetwork> relay_networks;  // hosts that may send without logging in
  bool relays_are_known = false;          // settings that would say so were read

  std::vector<std::string> notes;  // what was looked for and not found, for people

  const Account* account(std::string_view name) const;
  const Account* account_by_uid(std::uint32_t uid) const;
  // The account whose home holds `path` (longest home wins; "/" and system homes never do).
  const Account* account_of_path(std::string_view path) const;
  bool has_sites(std::string_view account) const;
  const Site* site_of_domain(std::string_view domain) const;  // aliases and "www." included
  // The site whose document root holds `path` (longest wins).
  const Site* site_of_path(std::string_view path) const;
  std::string_view owner_of_domain(std::string_view domain) const;  // account name or ""
  bool is_local_domain(std::string_view domain) const;
  bool is_own_address(const IpAddress& address) const;  // loopback too
  // A webmail here tells of letters that Exim sees no login of: who opens mailboxes is its witness.
  bool keeps_mailboxes_opened() const;
  bool is_web_server_user(std::string_view name) const;
  bool is_exim_user(std::string_view name) const;

  // Makes the questions above fast; find_server has called it. Without it (a Server built by hand)
  // they search the lists, with the same answers.
  void build_index();

  struct Index {
    std::size_t accounts = 0, sites = 0, domains = 0;  // sizes it was built for; 0: none
    TextMap<std::uint32_t> account_of_name, account_of_home, site_of_domain, site_of_root;
    TextMap<std::uint32_t> local_domain;
    std::unordered_map<std::uint32_t, std::uint32_t> account_of_uid;
  };
  Index index = {};
};

}  // namespace queuehound
