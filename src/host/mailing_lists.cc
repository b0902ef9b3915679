// Mailing lists on disk: Mailman 2 and 3, cPanel's Mailman, majordomo. A list's folder name tells
// its address; Mailman 2's pickle may tell host and owner.
#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxLists = 50'000;
constexpr std::size_t kMaxPickle = 8u << 20;
constexpr std::array<std::string_view, 4> kMailman2{
    "/var/lib/mailman/lists", "/usr/local/cpanel/3rdparty/mailman/lists",
    "/usr/local/mailman/lists", "/usr/lib/mailman/lists"};
constexpr std::array<std::string_view, 3> kMailman3{
    "/var/lib/mailman3/lists", "/opt/mailman/mm/var/lists", "/opt/mailman/var/lists"};

void add(Search& search, std::string_view address, std::string_view owner) {
  std::vector<MailingList>& lists = search.server.lists;
  if (!address.contains('@') || address.front() == '@' || lists.size() >= kMaxLists) return;
  lists.push_back({to_lower(address), to_lower(owner)});
}

// The text that follows `key` in a pickle (any protocol): a short string may be given in several
// ways, so the first run of address characters within reach is looked at.
std::string pickled_after(std::string_view pickle, std::string_view key) {
  const std::size_t at = pickle.find(key);
  if (at == pickle.npos) return {};
  std::string_view near = pickle.substr(at + key.size(), 200);
  constexpr std::string_view kFits =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_@+";
  while (!near.empty()) {
    const std::size_t start = near.find_first_of(kFits);
    if (start == near.npos) return {};
    near.remove_prefix(start);
    const std::string_view run = near.substr(0, near.find_first_not_of(kFits));
    if (run.contains('.') && run.size() > 3) return to_lower(run);
    near.remove_prefix(run.size());
  }
  return {};
}

// "news_a.example" on cPanel: the domain is the part behind the last '_' that names one.
std::optional<std::string> address_with_underscore(const Search& search, std::string_view name) {
  for (std::size_t at = name.find('_'); at != name.npos; at = name.find('_', at + 1)) {
    const std::string domain = to_lower(name.substr(at + 1));
    const bool known = search.server.domain_owner.contains(domain);
    const bool last = name.find('_', at + 1) == name.npos;
    if (at > 0 && (known || (last && looks_like_domain(domain))))
      return std::string(name.substr(0, at)) + "@" + domain;
  }
  return {};
}

void read_mailman2(Search& search, std::string_view folder) {
  const std::string& fallback = search.server.qualify_domain;
  for (const DirectoryEntry& entry : entries_of(search.root, folder)) {
    if (!may_be_directory(entry) || entry.name.starts_with('.')) continue;
    const std::string pickle =
        text_of(search.root, joined(folder, entry.name) + "/config.pck", kMaxPickle);
    std::string owner = pickled_after(pickle, "owner");
    if (!owner.contains('@')) owner.clear();
    if (const auto address = address_with_underscore(search, entry.name)) {
      add(search, *address, owner);
      continue;
    }
    const std::string host = pickled_after(pickle, "host_name");
    add(search, entry.name + "@" + (looks_like_domain(host) ? host : fallback), owner);
  }
}

// "ant@a.example" or the list id "ant.a.example", whose domain is the longest tail we know.
void read_mailman3(Search& search, std::string_view folder) {
  for (const DirectoryEntry& entry : entries_of(search.root, folder)) {
    const std::string_view name = entry.name;
    if (!may_be_directory(entry)) continue;
    if (name.contains('@')) {
      add(search, name, {});
      continue;
    }
    const std::vector<std::string>& locals = search.server.local_domains;
    for (std::size_t at = name.find('.'); at != name.npos; at = name.find('.', at + 1)) {
      const std::string domain = to_lower(name.substr(at + 1));
      const bool known =
          search.server.domain_owner.contains(domain) || std::ranges::binary_search(locals, domain);
      if (!known || at == 0) continue;
      add(search, std::string(name.substr(0, at)) + "@" + domain, {});
      break;
    }
  }
}

// Aliases that post to a list: name: "|/.../mailman post name", "|/.../wrapper resend -l name ..."
void read_aliases(Search& search, std::string_view path, std::string_view domain) {
  if (domain.empty()) return;
  for_each_line(text_of(search.root, path), [&](std::string_view line) {
    const std::string_view name = trim(cut(line, ':'));
    const bool is_post = line.contains("/mailman post ") || line.contains(" resend -l ");
    if (is_post && is_plain_name(name) && !name.starts_with('#'))
      add(search, std::string(name) + "@" + std::string(domain), {});
  });
}

// Mailman 3's map for the mail server: "list@a.example    lmtp:[127.0.0.1]:8024".
void read_lmtp_map(Search& search, std::string_view path) {
  static constexpr std::array<std::string_view, 8> kServices{
      "-bounces@", "-confirm@", "-join@",      "-leave@",
      "-owner@",   "-request@", "-subscribe@", "-unsubscribe@"};
  for_each_line(text_of(search.root, path, kListFile), [&](std::string_view line) {
    if (!line.contains("lmtp:")) return;
    const std::string_view address = line.substr(0, line.find_first_of(" \t"));
    const bool service = std::ranges::any_of(
        kServices, [&](std::string_view word) { return address.contains(word); });
    if (!service) add(search, address, {});
  });
}

}  // namespace

void find_mailing_lists(Search& search) {
  for (const std::string_view folder : kMailman2) read_mailman2(search, folder);
  for (const std::string_view folder : kMailman3) read_mailman3(search, folder);
  for (const std::string_view path :
       {"/var/lib/mailman3/data/postfix_lmtp", "/opt/mailman/mm/var/data/postfix_lmtp"})
    read_lmtp_map(search, path);
  read_aliases(search, "/etc/aliases", search.server.qualify_domain);
  for (const DirectoryEntry& entry : entries_of(search.root, "/etc/virtual"))
    if (may_be_directory(entry) && looks_like_domain(entry.name))
      read_aliases(search, "/etc/virtual/" + entry.name + "/majordomo/list.aliases", entry.name);
  // The same list may be known from two places; the one with an owner is kept.
  std::vector<MailingList>& lists = search.server.lists;
  std::ranges::sort(lists, [](const MailingList& a, const MailingList& b) {
    return a.address != b.address ? a.address < b.address : a.owner > b.owner;
  });
  const auto repeated = std::ranges::unique(lists, {}, &MailingList::address);
  lists.erase(repeated.begin(), repeated.end());
}

}  // namespace queuehound
