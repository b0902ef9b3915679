#include "host/search.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxDomains = 1'000'000;
constexpr std::size_t kMaxMailboxes = 500'000;
constexpr std::size_t kMaxAliases = 1000;  // of one site
constexpr std::size_t kMaxNotes = 200;

// A host name as it is kept: lower case, without the dot at the end. Single labels (localhost,
// a machine's short name) are names too.
std::string host_name(std::string_view text) {
  text = trim(text);
  if (text.ends_with('.')) text.remove_suffix(1);
  const bool fits = looks_like_domain(text) || (is_plain_name(text) && !text.contains('.') &&
                                                looks_like_domain(std::string(text) + ".x"));
  return fits ? to_lower(text) : std::string{};
}

}  // namespace

void Search::own_domain(std::string_view domain, std::string_view account) {
  std::string name = host_name(domain);
  if (!name.contains('.') || !is_plain_name(account) || account == "nobody") return;
  if (server.domain_owner.size() >= kMaxDomains) return;
  server.domain_owner.try_emplace(std::move(name), account);
}

void Search::local_domain(std::string_view domain) {
  std::string name = host_name(domain);
  if (!name.empty() && server.local_domains.size() < kMaxDomains)
    server.local_domains.push_back(std::move(name));
}

Site* Search::site(std::string_view domain) {
  std::string name = host_name(domain);
  if (!name.contains('.') || server.sites.size() >= kMaxDomains) return nullptr;
  const auto [place, is_new] = site_of.try_emplace(name, server.sites.size());
  if (is_new) server.sites.push_back({std::move(name), {}, {}, {}});
  return &server.sites[place->second];
}

void Search::add_site(std::string_view domain, std::string_view account,
                      std::string_view root_path) {
  if (!pointers.empty() && pointers.contains(to_lower(domain))) return;
  Site* const found = site(domain);
  if (!found) return;
  if (found->account.empty() && is_plain_name(account)) found->account = account;
  if (found->document_root.empty() && root_path.starts_with('/'))
    found->document_root = tidy_path(root_path);
}

void Search::alias(Site& of, std::string_view domain) {
  std::string name = host_name(domain);
  if (!name.contains('.') || name == of.domain || of.aliases.size() >= kMaxAliases) return;
  if (std::ranges::find(of.aliases, name) == of.aliases.end())
    of.aliases.push_back(std::move(name));
}

void Search::pointer(std::string_view of, std::string_view domain) {
  Site* const site_of_it = site(of);
  if (!site_of_it) return;
  alias(*site_of_it, domain);
  pointers.emplace(to_lower(trim(domain)), true);
}

void Search::mailbox(std::string_view local_part, std::string_view domain) {
  if (!has_room_for_mailboxes() || local_part.empty() || local_part.size() > 256) return;
  if (!is_plain_name(local_part)) return;
  std::string address = to_lower(local_part);
  if (!address.contains('@')) address += "@" + to_lower(domain);
  server.mailboxes.push_back(std::move(address));
}

bool Search::has_room_for_mailboxes() const { return server.mailboxes.size() < kMaxMailboxes; }

bool Search::may_have_home(std::string_view home) {
  const std::size_t slash = home.rfind('/');
  if (slash == home.npos || slash == 0) return true;
  const std::string_view parent = home.substr(0, slash);
  const auto known = folder_exists.find(parent);
  if (known != folder_exists.end()) return known->second;
  return folder_exists.emplace(parent, root.exists(parent)).first->second;
}

void Search::note(std::string text) {
  if (server.notes.size() < kMaxNotes) server.notes.push_back(std::move(text));
}

void read_domain_owners(Search& search, std::string_view path) {
  for_each_line(text_of(search.root, path, kListFile), [&](std::string_view line) {
    if (line.starts_with('#') || line.starts_with('*')) return;
    const auto mark = std::ranges::find_if(line, [](char c) { return c == ':' || c == '='; });
    if (mark == line.end()) return;
    search.own_domain(trim({line.begin(), mark}), trim({mark + 1, line.end()}));
  });
}

void read_mailbox_passwd(Search& search, std::string_view path, std::string_view domain) {
  if (!search.has_room_for_mailboxes()) return;
  for_each_line(text_of(search.root, path, kListFile), [&](std::string_view line) {
    if (!line.contains(':') || line.starts_with('#')) return;
    const std::string_view user = trim(cut(line, ':'));
    if (!domain.empty() || user.contains('@')) search.mailbox(user, domain);
  });
}

std::string_view quoted_value(std::string_view line, std::string_view key) {
  std::size_t at = 0;
  while ((at = line.find(key, at)) != line.npos) {
    const bool whole = at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t';
    std::string_view rest = line.substr(at + key.size());
    if (whole && rest.starts_with("='")) {
      rest.remove_prefix(2);
      return rest.substr(0, rest.find('\''));
    }
    at += key.size();
  }
  return {};
}

}  // namespace queuehound
