// Access logs: what the web server's configuration names, then every place where a panel or a
// distribution puts them. A folder is listed, its files are not opened: there may be 20,000.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

// Folders with one log for each site, named after it; `users`: folders of users in it hold more.
struct SiteFolder {
  std::string_view path;
  bool users;
};
constexpr std::array kSiteFolders{
    SiteFolder{"/usr/local/apache/domlogs", true}, SiteFolder{"/etc/apache2/logs/domlogs", true},
    SiteFolder{"/var/log/apache2/domlogs", true},  SiteFolder{"/var/log/nginx/domlogs", true},
    SiteFolder{"/var/log/httpd/domains", false},   SiteFolder{"/var/log/nginx/domains", false},
    SiteFolder{"/var/log/apache2/domains", false}, SiteFolder{"/var/log/virtualmin", false},
};

// Where `*` stands for the site: Plesk, ISPConfig, CyberPanel, InterWorx; a folder for each site
// among those of a web server; last those of all sites, of FreeBSD's Apache and of HAProxy.
constexpr std::array<std::string_view, 15> kLogPatterns{"/var/www/vhosts/system/*/logs/*access*log",
                                                        "/var/www/vhosts/*/logs/*access*log",
                                                        "/var/log/ispconfig/httpd/*/access.log",
                                                        "/usr/local/lsws/logs/access.log",
                                                        "/var/www/clients/*/*/log/access.log",
                                                        "/var/www/*/logs/*access*log",
                                                        "/var/www/httpd-logs/*access*log",
                                                        "/var/log/apache2/*.*/*access*log",
                                                        "/var/log/httpd/*.*/*access*log",
                                                        "/var/log/nginx/*.*/*access*log",
                                                        "/var/log/www/*.*/*access*log",
                                                        "/home/*/var/*/logs/transfer.log",
                                                        "/var/log/httpd-access.log",
                                                        "/var/log/haproxy.log",
                                                        "/var/log/haproxy/*.log"};

// Folders of one web server for all its sites.
constexpr std::array<std::string_view, 12> kServerFolders{
    "/var/log/apache2",       "/var/log/httpd",        "/var/log/nginx",     "/var/log/lighttpd",
    "/usr/local/apache/logs", "/usr/local/nginx/logs", "/var/log/litespeed", "/usr/local/lsws/logs",
    "/var/log/caddy",         "/var/log/traefik",      "/var/log/varnish",   "/www/wwwlogs"};

LogSource access(std::string path, std::string domain, std::string_view account) {
  return {std::move(path), LogKind::access, std::move(domain), std::string(account), false};
}

bool is_no_access_log(std::string_view name) {
  static constexpr std::array<std::string_view, 13> kOthers{
      "-bytes_log", "-ftp_log",  ".offset",    ".offsetftpbytes", ".bkup", ".bkup2", ".bytes",
      ".error.log", "error_log", "-error.log", "_error.log",      ".json", ".tmp"};
  return std::ranges::any_of(kOthers, [&](auto other) { return name.ends_with(other); }) ||
         name.starts_with("ftp.") || name.starts_with("ftpxferlog") || name.starts_with('.') ||
         name.contains("error.log");
}

// The site a log is named after: the name without what web servers put around it.
std::string_view without_trimmings(std::string_view name) {
  static constexpr std::array<std::string_view, 13> kEndings{
      "-ssl_log",    ".access.log", "-access.log", "_access.log", ".access_log",
      "-access_log", "_access_log", "_ssl_log",    "-ssl.log",    ".log",
      "-ssl",        "_log",        "-access"};
  static constexpr std::array<std::string_view, 3> kStarts{"access-", "access_", "proxy_access_"};
  for (const std::string_view ending : kEndings)
    if (name.ends_with(ending)) {
      name.remove_suffix(ending.size());
      break;
    }
  for (const std::string_view start : kStarts)
    if (name.starts_with(start)) name.remove_prefix(start.size());
  return without_server_behind(name);
}

// In a folder where every file is named after its site, any host name is one.
std::string named_domain(std::string_view name) {
  const std::string_view domain = without_trimmings(name);
  return looks_like_domain(domain) ? to_lower(domain) : std::string{};
}

void read_site_folder(Search& search, std::string_view folder, std::string_view user) {
  search.logs.add_directory(folder, LogKind::access, [&](std::string_view name) {
    if (is_no_access_log(name)) return LogSource{};
    std::string domain = named_domain(name);
    if (domain.empty()) return LogSource{};
    if (!user.empty()) search.own_domain(domain, user);  // the panel made the user's folder
    return access(joined(folder, name), std::move(domain), user);
  });
}

// Accounts of which a log was listed. A panel's folder of a user holds the same files once more, so
// it is only read for the others: one listing an account is what this search costs most.
TextMap<bool> accounts_with_logs(const Search& search) {
  TextMap<bool> accounts;
  for (const LogSource& log : search.logs.sources()) {
    const auto owner = search.server.domain_owner.find(log.domain);
    if (owner != search.server.domain_owner.end()) accounts.emplace(owner->second, true);
  }
  return accounts;
}

void read_site_folders(Search& search) {
  for (const SiteFolder& folder : kSiteFolders) {
    read_site_folder(search, folder.path, {});
    if (!folder.users) continue;
    TextMap<bool> done;
    if (search.panel_listed_sites) done = accounts_with_logs(search);
    for (const DirectoryEntry& entry : entries_of(search.root, folder.path)) {
      const bool is_user = !entry.name.contains('.') && may_be_directory(entry) &&
                           search.server.account(entry.name) != nullptr;
      if (is_user && !done.contains(entry.name))
        read_site_folder(search, joined(folder.path, entry.name), entry.name);
    }
  }
}

// The logs of virtual hosts. A log that several sites share is nobody's.
void add_configured(Search& search) {
  TextMap<std::string> domain_of;
  TextMap<bool> shared;
  std::vector<std::string> order;
  for (const WebSite& site : search.web.sites)
    for (const std::string& path : site.access_logs) {
      const auto [place, is_new] = domain_of.try_emplace(path, site.domain);
      if (is_new) order.push_back(path);
      if (place->second != site.domain) shared.emplace(path, true);
    }
  for (const std::string& path : search.web.shared_logs) {
    if (domain_of.try_emplace(path, "").second) order.push_back(path);
    shared.emplace(path, true);
  }
  TextMap<std::string> resolved;  // folders: "logs" of /etc/httpd is a link to /var/log/httpd
  for (const std::string& path : order) {
    const std::string_view name = base_name(path);
    const std::string_view folder = std::string_view(path).substr(0, path.size() - name.size());
    const auto [place, is_new] = resolved.try_emplace(std::string(folder));
    if (is_new) place->second = resolved_path(search.root, folder);
    const std::string domain = shared.contains(path) ? "" : domain_of[path];
    search.logs.add_if_there(access(joined(place->second, name), domain, {}));
  }
}

// Nobody told that there is a site of that name, and other files have names with a dot, too: what
// stands in "shop.example.log" decides, a request with its status (an error log tells none).
std::string domain_by_content(const Search& search, const std::string& path,
                              std::string_view name) {
  constexpr std::size_t kEnd = 4096;
  if (!name.ends_with(".log") || name.contains("access") || is_no_access_log(name)) return {};
  const std::string domain = named_domain(name);
  if (domain.empty() || domain == search.server.hostname ||
      domain == search.server.primary_hostname)
    return {};
  const std::string end = tail_of(search.root, path, kEnd);
  for (std::size_t at = end.find(" HTTP/"); at != std::string::npos;
       at = end.find(" HTTP/", at + 1)) {
    const std::size_t quote = end.find('"', at);
    if (quote == std::string::npos) return {};
    const std::string_view status = std::string_view(end).substr(quote + 1, 5);
    if (status.size() == 5 && status[0] == ' ' && status[4] == ' ' &&
        std::ranges::all_of(status.substr(1, 3), [](char c) { return is_digit(c); }))
      return domain;
  }
  return {};
}

// "access.log", "shop.example-access.log", "access.json" (elsewhere .json is a program's figures),
// and Caddy's "shop.example.log" where that is a site of this server.
bool is_named_as_access_log(std::string_view name, const std::string& domain) {
  if (name.ends_with(".json")) return name.contains("access");
  return (name.ends_with(".log") || name.ends_with("_log")) && !is_no_access_log(name) &&
         (name.contains("access") || !domain.empty());
}

void read_server_folders(Search& search) {
  for (const std::string_view folder : kServerFolders)
    search.logs.add_directory(folder, LogKind::access, [&](std::string_view name) {
      std::string domain = known_domain(search, name);
      if (domain.empty()) domain = domain_by_content(search, joined(folder, name), name);
      if (!is_named_as_access_log(name, domain)) return LogSource{};
      return access(joined(folder, name), std::move(domain), {});
    });
}

// Froxlor: "web1-access.log" of all of a customer's sites, "web1-shop.example-access.log" of one. A
// login may hold a '-', and a customer chooses his domains: what two can be meant by is nobody's.
LogSource log_of_customer(const Search& search, std::string path, std::string_view name) {
  std::vector<LogSource> readings;
  if (search.server.account(name) != nullptr) readings.push_back(access(path, {}, name));
  for (std::size_t at = name.find('-'); at != name.npos; at = name.find('-', at + 1)) {
    const std::string_view login = name.substr(0, at), domain = name.substr(at + 1);
    if (search.server.account(login) != nullptr && looks_like_domain(domain))
      readings.push_back(access(path, to_lower(domain), login));
  }
  return readings.size() == 1 ? readings.front() : access(std::move(path), {}, {});
}

void read_customers_folder(Search& search) {
  constexpr std::string_view kFolder = "/var/customers/logs", kEnding = "-access.log";
  search.logs.add_directory(kFolder, LogKind::access, [&](std::string_view name) {
    if (!name.ends_with(kEnding)) return LogSource{};
    LogSource log = log_of_customer(search, joined(kFolder, name),
                                    name.substr(0, name.size() - kEnding.size()));
    if (!log.domain.empty()) search.own_domain(log.domain, log.account);  // the panel made the file
    return log;
  });
}

void read_patterns(Search& search) {
  for (const std::string_view pattern : kLogPatterns)
    for (const std::string& path : glob(search.root, pattern, 50'000)) {
      if (is_no_access_log(base_name(path))) continue;
      // The innermost folder that is named after a site, or the log itself where there is none.
      std::string domain;
      std::string_view rest = path;
      while (!rest.empty()) {
        const std::string_view part = cut(rest, '/');
        if (!rest.empty() && looks_like_domain(part)) domain = to_lower(part);
      }
      if (domain.empty()) domain = named_domain(base_name(path));
      search.logs.add_if_there(access(path, domain, {}));
    }
}

}  // namespace

std::string known_domain(const Search& search, std::string_view log_name) {
  const std::string domain = to_lower(without_trimmings(log_name));
  const bool known = search.server.domain_owner.contains(domain) ||
                     search.site_of.contains(domain) || search.claimed.contains(domain);
  return known ? domain : std::string{};
}

void find_web_logs(Search& search) {
  if (!search.config.access_logs.empty()) {
    for (const std::string& path : search.config.access_logs)
      search.logs.add_named(access(tidy_path(path), known_domain(search, base_name(path)), {}));
    return;
  }
  read_site_folders(search);
  add_configured(search);
  read_server_folders(search);
  read_customers_folder(search);
  read_patterns(search);
}

}  // namespace queuehound
