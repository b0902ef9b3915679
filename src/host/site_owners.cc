// Who a site belongs to and where it lies, from the most trusted word down: the panel, the web
// server's configuration, the home its root is in, a log in a home.
#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "host/passwd.h"
#include "host/php_pools.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxLinkChecks = 20'000;  // each asks the file system once
constexpr std::size_t kMaxDepth = 32;

// Resolves paths that share their beginnings: every folder is asked about once, and what lies in
// one that is not there is not asked for (a copied tree often has no homes at all).
class LinkResolver {
 public:
  explicit LinkResolver(Search& search) : root_(search.root), known_(search.is_link) {}

  // "" where nothing in `path` is a link.
  std::string resolve(const std::string& path) {
    if (path.size() < 2 || std::ranges::count(path, '/') > static_cast<int>(kMaxDepth)) return {};
    bool has_link = false;
    for (std::size_t end = path.find('/', 1); !has_link; end = path.find('/', end + 1)) {
      const std::string_view folder = std::string_view(path).substr(0, end);
      has_link = is_link(folder);
      if (end == path.npos || missing_.contains(folder)) break;
    }
    if (!has_link) return {};
    std::string resolved = resolved_path(root_, path);
    return resolved == path || resolved == "/" ? std::string{} : resolved;
  }

 private:
  bool is_link(std::string_view path) {
    if (const auto known = known_.find(path); known != known_.end()) return known->second;
    if (++checks_ > kMaxLinkChecks) return false;
    const auto status = root_.lstat(path);
    const bool link = status && S_ISLNK(status->st_mode);
    if (!status && status.error().kind == Error::Kind::gone) missing_.emplace(path, true);
    known_.emplace(path, link);
    return link;
  }

  const RootDir& root_;
  TextMap<bool>& known_;
  TextMap<bool> missing_;
  std::size_t checks_ = 0;
};

// Thousands of homes lie in one or two folders: listing those tells which homes are links.
void remember_homes(Search& search) {
  TextMap<bool> parents;
  for (const Account& account : search.server.accounts) {
    const std::string_view home = account.home;
    const std::string_view parent = home.substr(0, home.size() - base_name(home).size());
    if (account.uid < 500 || parent.size() < 3 || !parents.emplace(parent, true).second) continue;
    if (parents.size() > 20) return;
    for (const DirectoryEntry& entry : entries_of(search.root, parent))
      if (entry.type != DT_UNKNOWN)
        search.is_link.emplace(joined(parent, entry.name), entry.type == DT_LNK);
  }
}

// "alpha", or "#1001" as SuexecUserGroup allows.
std::string account_named(const Search& search, std::string_view user) {
  const Server& server = search.server;
  if (user.starts_with('#')) {
    const auto uid = parse_number<std::uint32_t>(user.substr(1));
    const Account* account = uid ? server.account_by_uid(*uid) : nullptr;
    return account ? account->name : std::string{};
  }
  return server.account(user) ? std::string(user) : std::string{};
}

std::string owner_of(const Search& search, const std::string& domain) {
  const auto owner = search.server.domain_owner.find(domain);
  return owner == search.server.domain_owner.end() ? std::string{} : owner->second;
}

bool is_webmail(const LogSource& log) {
  static constexpr std::array<std::string_view, 5> kNames{"roundcube", "webmail", "squirrelmail",
                                                          "horde", "rainloop"};
  const std::string name =
      to_lower(log.domain.empty() ? std::string(base_name(log.path)) : log.domain);
  return name.starts_with("mail.") ||
         std::ranges::any_of(kNames,
                             [&](std::string_view word) { return name.starts_with(word); }) ||
         (log.domain.empty() &&
          std::ranges::any_of(kNames, [&](std::string_view word) { return name.contains(word); }));
}

// Accounts with one site: its folder is the usual one of the home.
void guess_root(Search& search, Site& site, const TextMap<std::size_t>& sites_of_account) {
  if (const auto guess = search.guessed_roots.find(site.domain);
      guess != search.guessed_roots.end()) {
    const Account* account = search.server.account_of_path(guess->second);
    if (account && account->name == site.account) {
      site.document_root = guess->second;
      return;
    }
  }
  std::vector<std::string> places;
  const Account* account = search.server.account(site.account);
  const auto count = sites_of_account.find(site.account);
  if (account && account->home.size() > 1 && count != sites_of_account.end()) {
    places.push_back(account->home + "/domains/" + site.domain + "/public_html");
    places.push_back(account->home + "/web/" + site.domain + "/public_html");
    if (count->second == 1)
      for (const std::string_view name : {"public_html", "httpdocs", "htdocs", "www", "web"})
        places.push_back(joined(account->home, name));
  }
  for (const std::string_view pattern : {"/var/www/", "/var/www/html/", "/srv/www/"})
    places.push_back(std::string(pattern) + site.domain);
  for (const std::string& place : places)
    if (search.root.exists(place)) {
      site.document_root = place;
      return;
    }
}

void add_claimed(Search& search) {
  for (const auto& [domain, account] : search.claimed) {
    if (account.empty()) {
      search.note("several homes hold a log of " + domain + ": its owner is not known");
      continue;
    }
    search.own_domain(domain, account);
    search.add_site(domain, owner_of(search, domain), {});
  }
}

std::vector<std::string> sockets_of(const WebConfig& web, const WebSite& site) {
  std::vector<std::string> sockets;
  for (const std::string& socket : site.php_sockets) {
    const auto upstream = web.upstreams.find(socket);
    if (upstream == web.upstreams.end())
      sockets.push_back(socket);
    else
      sockets.insert(sockets.end(), upstream->second.begin(), upstream->second.end());
  }
  return sockets;
}

// As whom PHP's pools behind the site's sockets run; nothing where no pool is known, "" where they
// disagree.
std::optional<std::string> pool_user_of(const WebConfig& web, const WebSite& site,
                                        const PoolUsers& users) {
  std::optional<std::string> user;
  for (const std::string& socket : sockets_of(web, site)) {
    const auto pool = users.find(socket);
    if (pool == users.end()) continue;
    if (user && *user != pool->second) return "";
    user = pool->second;
  }
  return user;
}

// Of a folder that lies in nobody's home; only root can give it to somebody else.
std::string folder_owner(const Search& search, const std::string& folder) {
  if (folder.size() < 2) return {};
  const auto status = search.root.stat(folder);
  if (!status || !S_ISDIR(status->st_mode) || status->st_uid < kFirstOfPeople) return {};
  const Account* const owner = search.server.account_by_uid(status->st_uid);
  return owner == nullptr || search.server.is_web_server_user(owner->name) ? std::string{}
                                                                           : owner->name;
}

std::string runner_of(const Search& search, const WebSite& site, const PoolUsers& users) {
  std::string account = account_named(search, site.user);
  const std::optional<std::string> pool_user = pool_user_of(search.web, site, users);
  if (account.empty() && pool_user && !search.server.is_web_server_user(*pool_user))
    account = account_named(search, *pool_user);
  if (!account.empty()) return account;
  if (const Account* home = search.server.account_of_path(site.document_root)) return home->name;
  // Under mod_php, or a pool of the web server's own user, the owner of the files runs nothing.
  const bool is_pool_missing = !site.php_sockets.empty() && !pool_user;
  return is_pool_missing ? folder_owner(search, site.document_root) : std::string{};
}

}  // namespace

void add_configured_sites(Search& search) {
  const bool has_sockets = std::ranges::any_of(
      search.web.sites, [](const WebSite& site) { return !site.php_sockets.empty(); });
  const PoolUsers users = has_sockets ? read_php_pools(search.root) : PoolUsers{};
  for (const WebSite& configured : search.web.sites) {
    const std::string account = runner_of(search, configured, users);
    if (!account.empty()) search.own_domain(configured.domain, account);
    const std::string owner = owner_of(search, configured.domain);
    search.add_site(configured.domain, owner.empty() ? account : owner, configured.document_root);
    Site* const site = search.site(configured.domain);
    if (!site) continue;
    for (const std::string& alias : configured.aliases) search.alias(*site, alias);
  }
}

void complete_sites(Search& search) {
  add_claimed(search);
  Server& server = search.server;
  server.logs = search.logs.take();
  for (LogSource& log : server.logs) {
    if (log.kind != LogKind::access) continue;
    if (log.domain.empty() && !log.path.ends_with("/access.log"))
      log.domain = known_domain(search, base_name(log.path));
    if (const std::string owner = owner_of(search, log.domain); !owner.empty()) log.account = owner;
    log.is_webmail_site = is_webmail(log);
    if (!log.domain.empty()) search.add_site(log.domain, owner_of(search, log.domain), {});
  }
  TextMap<std::size_t> sites_of_account;
  for (Site& site : server.sites) {
    if (site.account.empty()) site.account = owner_of(search, site.domain);
    ++sites_of_account[site.account];
  }
  remember_homes(search);
  LinkResolver links(search);
  for (Account& account : server.accounts)
    if (account.uid >= 500) account.resolved_home = links.resolve(account.home);
  for (Site& site : server.sites) {
    if (site.document_root.empty()) guess_root(search, site, sites_of_account);
    site.resolved_root = links.resolve(site.document_root);
  }
  std::ranges::sort(server.sites, {}, &Site::domain);
}

}  // namespace queuehound
