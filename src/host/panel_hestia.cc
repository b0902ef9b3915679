// HestiaCP, and VestaCP it came from: one file of KEY='value' lines for each user's sites and for
// the mail domains.
#include <array>

#include "base/text.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 2> kUsers{"/usr/local/hestia/data/users",
                                                 "/usr/local/vesta/data/users"};
constexpr std::string_view kEximDomains = "/etc/exim4/domains";

void read_web(Search& search, std::string_view user, std::string_view home, std::string_view path) {
  for_each_line(text_of(search.root, path, kListFile), [&](std::string_view line) {
    const std::string_view domain = quoted_value(line, "DOMAIN");
    const std::string_view root = quoted_value(line, "CUSTOM_DOCROOT");
    search.own_domain(domain, user);
    search.add_site(domain, user,
                    root.starts_with('/')
                        ? std::string(root)
                        : std::string(home) + "/web/" + std::string(domain) + "/public_html");
    Site* const site = search.site(domain);
    if (!site) return;
    for_each_word(
        quoted_value(line, "ALIAS"), [&](std::string_view alias) { search.alias(*site, alias); },
        ", ");
  });
}

void read_mail(Search& search, std::string_view user, std::string_view home,
               std::string_view path) {
  for_each_line(text_of(search.root, path, kListFile), [&](std::string_view line) {
    const std::string domain = to_lower(quoted_value(line, "DOMAIN"));
    if (!looks_like_domain(domain)) return;
    search.own_domain(domain, user);
    search.local_domain(domain);
    read_mailbox_passwd(search, std::string(home) + "/conf/mail/" + domain + "/passwd", domain);
  });
}

}  // namespace

void read_hestia(Search& search) {
  for (const std::string_view users : kUsers)
    for (const DirectoryEntry& entry : entries_of(search.root, users)) {
      const Account* account = search.server.account(entry.name);
      const std::string home =
          account && !account->home.empty() ? account->home : joined("/home", entry.name);
      read_web(search, entry.name, home, joined(users, entry.name) + "/web.conf");
      read_mail(search, entry.name, home, joined(users, entry.name) + "/mail.conf");
      search.panel_listed_sites = true;
    }
  const bool listed = !search.server.mailboxes.empty();
  for (const DirectoryEntry& entry : entries_of(search.root, kEximDomains)) {
    if (!looks_like_domain(entry.name)) continue;
    search.local_domain(entry.name);
    if (!listed)
      read_mailbox_passwd(search, joined(kEximDomains, entry.name) + "/passwd", entry.name);
  }
}

}  // namespace queuehound
