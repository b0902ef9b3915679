// What is gathered while a server is found: the value itself and what is only needed on the way.
// Each place on disk is read by one function that takes a Search; what an earlier, more trusted
// place has said is never changed by a later one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/root_dir.h"
#include "host/ask_exim.h"
#include "host/config.h"
#include "host/exim_config.h"
#include "host/log_list.h"
#include "host/server.h"
#include "host/text_map.h"
#include "host/web_sites.h"

namespace queuehound {

struct Search {
  const RootDir& root;
  const Config& config;
  const EximAnswers& answers;
  LogList logs;
  Server server = {};
  EximConfig exim = {};
  WebConfig web = {};
  TextMap<std::size_t> site_of = {};  // domain → server.sites
  TextMap<bool> pointers = {};        // other names of sites, by the panel: no sites themselves
  TextMap<bool> remote_domains = {};  // the panel says their mail goes elsewhere
  TextMap<std::string> claimed = {};  // domain → account by a log in its home; "" if disputed
  TextMap<std::string> guessed_roots = {};  // domain → the usual folder of the home that claims it
  TextMap<bool> is_link = {};               // path → whether it is a link, where a listing told
  TextMap<bool> folder_exists = {};         // of folders that hold homes
  bool panel_listed_sites = false;          // web server configuration need not be read for them

  void own_domain(std::string_view domain, std::string_view account);
  void local_domain(std::string_view domain);
  // The site of `domain`, made where there is none yet; nullptr for what is no domain.
  Site* site(std::string_view domain);
  void add_site(std::string_view domain, std::string_view account, std::string_view root_path);
  void alias(Site& of, std::string_view domain);
  void pointer(std::string_view of, std::string_view domain);  // a panel's alias
  void mailbox(std::string_view local_part, std::string_view domain);
  bool has_room_for_mailboxes() const;
  // False where the folder that would hold `home` is not there: a copied tree may have no homes,
  // and asking for thousands of them was a tenth of finding the server.
  bool may_have_home(std::string_view home);
  void note(std::string text);
};

// "domain: user" and "domain=user" files, "*" and comments left out.
void read_domain_owners(Search& search, std::string_view path);
// user:hash:... files whose users are mailboxes of `domain` (or are whole addresses).
void read_mailbox_passwd(Search& search, std::string_view path, std::string_view domain);
std::string_view quoted_value(std::string_view line, std::string_view key);  // KEY='value'

// The domain a log is named after ("a.example-ssl_log"), if it is one found so far.
std::string known_domain(const Search& search, std::string_view log_name);

void read_cpanel(Search& search);
void read_directadmin(Search& search);
void read_hestia(Search& search);
void read_debian(Search& search);
Profile profile_of(const RootDir& root);

void read_exim_setup(Search& search);      // exim's configuration: spool, names, domains, relays
void find_mail_logs(Search& search);       // exim, dovecot, syslog, cron
void find_stray_main_log(Search& search);  // if that has found none
void find_web_logs(Search& search);        // access logs, by panel, by vhost, by place
void find_home_logs(Search& search);       // what lies in the accounts' homes
void find_webmail_logs(Search& search);
void find_php_logs(Search& search);
void find_entry_logs(Search& search);       // FTP, SFTP, file managers
void find_journals(Search& search);         // systemd's, for what has no file; after all logs
void add_configured_sites(Search& search);  // virtual hosts
void complete_sites(Search& search);        // owners and roots from all that was found
void find_mailing_lists(Search& search);
void find_addresses(Search& search);  // own, proxies, relays
void find_zone(Search& search);
void find_exim_version(Search& search);

}  // namespace queuehound
