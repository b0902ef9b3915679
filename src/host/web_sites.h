// Apache's and nginx's configuration as far as it says which site lies where: server names,
// document roots, access logs, the proxies whose word is believed, PHP's mail log.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ip_address.h"
#include "base/root_dir.h"
#include "host/text_map.h"

namespace queuehound {

struct WebSite {
  std::string domain;  // ServerName, lower case as written; "" where it has none
  std::vector<std::string> aliases;
  std::string document_root;
  std::string user;  // whom its scripts run as, where the configuration says so
  // Where its PHP runs, as php_socket() writes it, or the name of an upstream.
  std::vector<std::string> php_sockets;
  std::vector<std::string> access_logs;  // absolute; variables replaced
  std::vector<std::string> php_mail_logs;
};

struct WebConfig {
  std::vector<WebSite> sites;
  std::vector<std::string> shared_logs;  // access logs outside of any site
  std::vector<std::string> php_mail_logs;
  std::vector<IpNetwork> proxies;
  std::vector<std::string> proxy_lists;         // files of addresses (RemoteIPTrustedProxyList)
  std::vector<std::string> includes;            // paths or patterns as written, in order
  TextMap<std::vector<std::string>> upstreams;  // nginx's: name → php_socket() of each server
  std::string server_root;                      // Apache's ServerRoot
  TextMap<std::string> variables;               // Apache's ${NAME}
};

// Pure; `config` is added to. Unknown directives and unbalanced blocks are passed over.
void parse_apache_config(std::string_view text, WebConfig& config);
void parse_nginx_config(std::string_view text, WebConfig& config);

// Everything the web servers of the tree would read, includes followed, within bounds.
// `sites_known`: the panel has told the sites, so patterns that name thousands of site files and
// the huge generated file are left out; proxies and shared logs are still found.
WebConfig read_web_config(const RootDir& root, bool sites_known);

}  // namespace queuehound
