// cPanel & WHM: /etc/userdomains and its relatives are made from /var/cpanel, so the short lists
// are read first and the many small files only where a list is missing.
#include <algorithm>

#include "base/text.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::string_view kUsers = "/var/cpanel/users";
constexpr std::string_view kUserData = "/var/cpanel/userdata";

// "a==b==c": the fields of /etc/userdatadomains.
std::vector<std::string_view> fields_of(std::string_view text) {
  std::vector<std::string_view> fields;
  while (fields.size() < 8) {
    const std::size_t end = text.find("==");
    fields.push_back(text.substr(0, end));
    if (end == text.npos) break;
    text.remove_prefix(end + 2);
  }
  return fields;
}

// domain: user==owner==kind==main domain==document root==...
bool read_userdatadomains(Search& search) {
  const std::string text = text_of(search.root, "/etc/userdatadomains", kListFile);
  for_each_line(text, [&](std::string_view line) {
    const std::string_view domain = cut(line, ':');
    const auto fields = fields_of(trim(line));
    if (fields.size() < 5) return;
    search.own_domain(domain, fields[0]);
    if (fields[2] != "parked") return search.add_site(domain, fields[0], fields[4]);
    search.pointer(fields[3], domain);
  });
  return !text.empty();
}

// One virtual host's file: "documentroot: /home/u/public_html", "serveralias: a b", "user: u".
void read_userdata_site(Search& search, std::string_view user, std::string_view domain,
                        std::string_view path) {
  search.add_site(domain, user, {});
  Site* const site = search.site(domain);
  if (!site) return;
  for_each_line(text_of(search.root, path), [&](std::string_view line) {
    const std::string_view key = cut(line, ':');
    const std::string_view value = trim(line);
    if (key == "documentroot" && site->document_root.empty() && value.starts_with('/'))
      site->document_root = tidy_path(value);
    if (key == "serveralias")
      for_each_word(value, [&](std::string_view word) { search.alias(*site, word); });
  });
}

void read_userdata(Search& search) {
  for (const DirectoryEntry& user : entries_of(search.root, kUserData)) {
    const std::string directory = joined(kUserData, user.name);
    for (const DirectoryEntry& file : entries_of(search.root, directory)) {
      const std::string_view name = file.name;
      if (!looks_like_domain(name) || name.ends_with("_SSL") || name.contains(".php-fpm.") ||
          name.ends_with(".cache") || name.ends_with(".json") || name.ends_with(".yaml"))
        continue;
      search.own_domain(name, user.name);
      read_userdata_site(search, user.name, name, joined(directory, name));
    }
  }
}

// DNS=main.example, DNS1=addon.example ...
void read_users(Search& search) {
  for (const DirectoryEntry& user : entries_of(search.root, kUsers)) {
    if (user.name == "system") continue;
    for_each_line(text_of(search.root, joined(kUsers, user.name)), [&](std::string_view line) {
      const std::string_view key = cut(line, '=');
      const bool numbered =
          key.starts_with("DNS") && key.find_first_not_of("0123456789", 3) == key.npos;
      if (numbered) search.own_domain(trim(line), user.name);
    });
  }
}

// The main domain's site lies in public_html where nothing said otherwise.
void read_main_domains(Search& search) {
  for_each_line(text_of(search.root, "/etc/trueuserdomains", kListFile),
                [&](std::string_view line) {
                  const std::string_view domain = cut(line, ':');
                  const std::string_view user = trim(line);
                  search.own_domain(domain, user);
                  const Account* account = search.server.account(user);
                  if (account && !account->home.empty())
                    search.add_site(domain, user, joined(account->home, "public_html"));
                });
}

void read_mailboxes(Search& search) {
  for (const Account& account : search.server.accounts) {
    if (!search.has_room_for_mailboxes()) return;
    if (account.uid < 500 || account.home.size() < 2) continue;
    if (!search.may_have_home(account.home)) continue;
    const std::string directory = joined(account.home, "etc");
    for (const DirectoryEntry& entry : entries_of(search.root, directory))
      if (may_be_directory(entry) && looks_like_domain(entry.name))
        read_mailbox_passwd(search, joined(directory, entry.name) + "/passwd", entry.name);
  }
}

}  // namespace

void read_cpanel(Search& search) {
  const bool listed = read_userdatadomains(search);
  read_domain_owners(search, "/etc/userdomains");
  if (!listed) read_userdata(search);
  if (search.server.domain_owner.empty()) read_users(search);
  read_main_domains(search);
  search.panel_listed_sites = search.panel_listed_sites || !search.server.sites.empty();
  for_each_word(text_of(search.root, "/etc/localdomains", kListFile),
                [&](std::string_view domain) { search.local_domain(domain); });
  for_each_word(
      text_of(search.root, "/etc/remotedomains", kListFile),
      [&](std::string_view domain) { search.remote_domains.emplace(to_lower(domain), true); });
  if (search.server.profile == Profile::cpanel) read_mailboxes(search);
}

}  // namespace queuehound
