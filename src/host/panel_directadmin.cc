// DirectAdmin: /etc/virtual is Exim's own view of who owns what; data/users adds sites.
#include "base/text.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::string_view kUsers = "/usr/local/directadmin/data/users";
constexpr std::string_view kVirtual = "/etc/virtual";

std::string home_of(const Search& search, std::string_view user) {
  const Account* account = search.server.account(user);
  return account && !account->home.empty() ? account->home : joined("/home", user);
}

// "pointer.example=type=alias": other names of the site.
void read_pointers(Search& search, std::string_view domain, std::string_view path) {
  for_each_line(text_of(search.root, path), [&](std::string_view line) {
    const std::string_view pointer = cut(line, '=');
    search.pointer(domain, pointer);
    const auto owner = search.server.domain_owner.find(to_lower(domain));
    if (owner != search.server.domain_owner.end()) {
      const std::string account = owner->second;
      search.own_domain(trim(pointer), account);
    }
  });
}

void read_user(Search& search, std::string_view user) {
  const std::string directory = joined(kUsers, user);
  for_each_word(text_of(search.root, directory + "/domains.list"),
                [&](std::string_view domain) { search.own_domain(domain, user); });
  for (const DirectoryEntry& file : entries_of(search.root, directory + "/domains")) {
    std::string_view name = file.name;
    if (!name.ends_with(".pointers")) continue;
    name.remove_suffix(9);
    read_pointers(search, name, directory + "/domains/" + file.name);
  }
}

void add_sites(Search& search) {
  const auto owners = search.server.domain_owner;  // add_site does not change it; a copy is plain
  for (const auto& [domain, user] : owners)
    search.add_site(domain, user, home_of(search, user) + "/domains/" + domain + "/public_html");
}

}  // namespace

void read_directadmin(Search& search) {
  const bool is_directadmin = search.server.profile == Profile::directadmin;
  for_each_word(text_of(search.root, "/etc/virtual/domains", kListFile),
                [&](std::string_view domain) { search.local_domain(domain); });
  read_domain_owners(search, "/etc/virtual/domainowners");
  const auto users = entries_of(search.root, kUsers);
  for (const DirectoryEntry& user : users)
    if (may_be_directory(user)) read_user(search, user.name);
  if (is_directadmin) add_sites(search);
  search.panel_listed_sites =
      search.panel_listed_sites || (is_directadmin && !search.server.sites.empty());
  for (const DirectoryEntry& entry : entries_of(search.root, kVirtual))
    if (may_be_directory(entry) && looks_like_domain(entry.name))
      read_mailbox_passwd(search, joined(kVirtual, entry.name) + "/passwd", entry.name);
}

}  // namespace queuehound
