#include "host/server.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/passwd.h"

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 6> kProfiles{"cpanel", "directadmin", "hestia",
                                                    "debian", "rhel",        "custom"};
constexpr std::array<std::string_view, 18> kLogKinds{
    "exim_main", "exim_reject", "exim_panic", "dovecot", "access",  "webmail",
    "webmail",   "webmail",     "webmail",    "webmail", "webmail", "webmail",
    "webmail",   "php_mail",    "cron",       "ftp",     "system",  "panel"};

bool lies_in(std::string_view path, std::string_view directory) {
  if (directory.empty() || directory == "/" || !path.starts_with(directory)) return false;
  return path.size() == directory.size() || path[directory.size()] == '/';
}

// No home or document root is longer; a hostile path of slashes would cost the square of its
// length.
constexpr std::size_t kMaxDirectory = 1024;

// The deepest directory of `places` that holds `path`.
const std::uint32_t* deepest(const TextMap<std::uint32_t>& places, std::string_view path) {
  path = path.substr(0, kMaxDirectory);
  while (path.size() > 1) {
    const auto found = places.find(path);
    if (found != places.end()) return &found->second;
    const std::size_t slash = path.rfind('/');
    path = path.substr(0, slash == path.npos ? 0 : slash);
  }
  return nullptr;
}

// The same without an index: over every directory of every item.
template <class Item, class Directories>
const Item* deepest_of(const std::vector<Item>& items, std::string_view path,
                       Directories&& directories) {
  const Item* best = nullptr;
  std::size_t length = 0;
  for (const Item& item : items)
    for (const std::string_view directory : directories(item))
      if (directory.size() > length && lies_in(path, directory)) {
        best = &item;
        length = directory.size();
      }
  return best;
}

std::array<std::string_view, 2> homes_of(const Account& account) {
  if (!is_hosting_account(account)) return {};
  return {account.home, account.resolved_home};
}
std::array<std::string_view, 2> roots_of(const Site& site) {
  return {site.document_root, site.resolved_root};
}

std::string_view without_www(std::string_view domain) {
  if (domain.starts_with("www.")) domain.remove_prefix(4);
  return domain;
}

bool answers_to(const Site& site, std::string_view domain) {
  return site.domain == domain || std::ranges::find(site.aliases, domain) != site.aliases.end();
}

template <class Item>
const Item* at(const std::vector<Item>& items, const TextMap<std::uint32_t>& places,
               std::string_view key) {
  const auto found = places.find(key);
  return found == places.end() ? nullptr : &items[found->second];
}

bool contains(const std::vector<std::string>& list, std::string_view name) {
  return std::ranges::find(list, name) != list.end();
}

}  // namespace

std::string_view profile_name(Profile profile) {
  return kProfiles[static_cast<std::size_t>(profile)];
}

std::string_view log_kind_name(LogKind kind) { return kLogKinds[static_cast<std::size_t>(kind)]; }

bool is_webmail_log(LogKind kind) { return log_kind_name(kind) == "webmail"; }

bool tells_senders(LogKind kind) { return kind == LogKind::horde || kind == LogKind::sogo; }

const Account* Server::account(std::string_view name) const {
  if (index.accounts == accounts.size()) return at(accounts, index.account_of_name, name);
  const auto found = std::ranges::find(accounts, name, &Account::name);
  return found == accounts.end() ? nullptr : &*found;
}

const Account* Server::account_by_uid(std::uint32_t uid) const {
  if (index.accounts == accounts.size()) {
    const auto found = index.account_of_uid.find(uid);
    return found == index.account_of_uid.end() ? nullptr : &accounts[found->second];
  }
  const auto found = std::ranges::find(accounts, uid, &Account::uid);
  return found == accounts.end() ? nullptr : &*found;
}

const Account* Server::account_of_path(std::string_view path) const {
  if (index.accounts != accounts.size()) return deepest_of(accounts, path, homes_of);
  const std::uint32_t* found = deepest(index.account_of_home, path);
  return found ? &accounts[*found] : nullptr;
}

const Site* Server::site_of_path(std::string_view path) const {
  if (index.sites != sites.size()) return deepest_of(sites, path, roots_of);
  const std::uint32_t* found = deepest(index.site_of_root, path);
  return found ? &sites[*found] : nullptr;
}

const Site* Server::site_of_domain(std::string_view domain) const {
  const std::string lower = to_lower(domain);
  for (const std::string_view name : {std::string_view(lower), without_www(lower)}) {
    if (index.sites == sites.size()) {
      if (const Site* site = at(sites, index.site_of_domain, name)) return site;
      continue;
    }
    for (const Site& site : sites)
      if (answers_to(site, name)) return &site;
  }
  return nullptr;
}

bool Server::has_sites(std::string_view account) const {
  return std::ranges::find(sites, account, &Site::account) != sites.end();
}

std::string_view Server::owner_of_domain(std::string_view domain) const {
  const std::string lower = to_lower(domain);
  for (const std::string_view name : {std::string_view(lower), without_www(lower)}) {
    const auto found = domain_owner.find(std::string(name));
    if (found != domain_owner.end()) return found->second;
  }
  const Site* site = site_of_domain(lower);
  return site ? std::string_view(site->account) : std::string_view{};
}

bool Server::is_local_domain(std::string_view domain) const {
  const std::string lower = to_lower(domain);
  if (index.domains == local_domains.size()) return index.local_domain.contains(lower);
  return contains(local_domains, lower);
}

bool Server::is_own_address(const IpAddress& address) const {
  return is_loopback(address) || std::ranges::find(own_addresses, address) != own_addresses.end();
}

bool Server::keeps_mailboxes_opened() const {
  return std::ranges::any_of(logs, tells_senders, &LogSource::kind);
}

bool Server::is_web_server_user(std::string_view name) const {
  return contains(web_server_users, name);
}

bool Server::is_exim_user(std::string_view name) const { return contains(exim_users, name); }

void Server::build_index() {
  index = {};
  index.account_of_name.reserve(accounts.size());
  index.account_of_uid.reserve(accounts.size());
  index.account_of_home.reserve(accounts.size());
  index.site_of_domain.reserve(sites.size());
  index.site_of_root.reserve(sites.size());
  index.local_domain.reserve(local_domains.size());
  for (std::uint32_t i = 0; i < accounts.size(); ++i) {
    const Account& account = accounts[i];
    index.account_of_name.try_emplace(account.name, i);
    index.account_of_uid.try_emplace(account.uid, i);
    for (const std::string_view home : homes_of(account))
      if (!home.empty()) index.account_of_home.try_emplace(std::string(home), i);
  }
  for (std::uint32_t i = 0; i < sites.size(); ++i) {
    index.site_of_domain.try_emplace(sites[i].domain, i);
    for (const std::string_view root : roots_of(sites[i]))
      if (!root.empty()) index.site_of_root.try_emplace(std::string(root), i);
  }
  // After every site's own name: an alias never takes away another site's domain.
  for (std::uint32_t i = 0; i < sites.size(); ++i)
    for (const std::string& alias : sites[i].aliases) index.site_of_domain.try_emplace(alias, i);
  for (const std::string& domain : local_domains) index.local_domain.try_emplace(domain, 0);
  index.accounts = accounts.size();
  index.sites = sites.size();
  index.domains = local_domains.size();
}

}  // namespace queuehound
