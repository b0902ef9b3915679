#include "pages/page_site.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/text.h"
#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "pages/script_claims.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostLooks = 4096;  // at files, for one dossier
constexpr std::size_t kMostPages = 9;     // more are no answer

using Pages = std::vector<WebJoin::Possible>;

bool has_no_host(const WebJoin::Possible& page) { return page.url.starts_with('/'); }

Pages pages_of(const WebJoin& join) {
  if (!join.has_requests) return {};
  return join.one_of.empty() ? Pages{{join.page, join.url}} : join.one_of;
}

// Those that run as the actor; the web server's own user runs everybody's.
std::vector<const Site*> sites_of(const CaseFile& file, const Dossier& dossier) {
  const bool is_everybody = file.server.is_web_server_user(dossier.system_user);
  std::vector<const Site*> sites;
  for (const Site& site : file.server.sites)
    if (!site.document_root.empty() && (is_everybody || site.account == dossier.system_user))
      sites.push_back(&site);
  return sites;
}

std::string file_behind(const Site& site, std::string_view path) {
  std::string full = file_of_url(site, path);
  if (full.ends_with('/')) full += "index.php";
  return full;
}

// Among everybody's sites one may have the file and another a rule that rewrites the same address
// to its index.php: so PHP's own header must name the file too. No rule rewrites to an upload
// folder.
bool is_name_possible(const CaseFile& file, const Dossier& dossier, const WebJoin::Possible& page) {
  if (!file.server.is_web_server_user(dossier.system_user)) return true;
  const std::string named = claimed_name(file, dossier);
  const std::string_view asked = file_name_of(page.url);
  if (named.empty()) return is_planted(place_of(page.url));
  return named == (asked.empty() ? std::string_view("index.php") : asked);
}

// A page of no site's file stays as it is: the file is gone, or a rule rewrote the address.
Pages with_hosts(const CaseFile& file, const FileFacts& facts, const Dossier& dossier,
                 const std::vector<const Site*>& sites, const WebJoin::Possible& page) {
  Pages found;
  if (has_no_host(page) && is_name_possible(file, dossier, page))
    for (const Site* const site : sites) {
      const FileLook* const look = facts.existing(file_behind(*site, page.url));
      if (look != nullptr && is_owner_possible(file, dossier, *site, *look))
        found.push_back({page.page, site->domain + page.url});
    }
  return found.empty() ? Pages{page} : found;
}

}  // namespace

bool is_owner_possible(const CaseFile& file, const Dossier& dossier, const Site& site,
                       const FileLook& look) {
  if (!file.server.is_web_server_user(dossier.system_user)) return true;
  const std::optional<std::uint32_t> uid = claimed_owner(dossier);
  if (!uid || *uid == look.owner_uid) return true;
  const Account* const owner = file.server.account_by_uid(*uid);
  return owner != nullptr &&
         (file.server.is_web_server_user(owner->name) || owner->name == site.account);
}

std::vector<std::string> files_of_pages_without_host(const CaseFile& file, const Dossier& dossier) {
  Pages pages = pages_of(dossier.web);
  std::erase_if(pages, [](const WebJoin::Possible& page) { return !has_no_host(page); });
  if (pages.empty()) return {};
  const std::vector<const Site*> sites = sites_of(file, dossier);
  // One that is not looked at may have the file too.
  if (pages.size() * sites.size() > kMostLooks) return {};
  std::vector<std::string> files;
  for (const WebJoin::Possible& page : pages)
    for (const Site* const site : sites) files.push_back(file_behind(*site, page.url));
  return files;
}

void find_hosts_of_pages(const CaseFile& file, const FileFacts& facts, Dossier& dossier) {
  const Pages pages = pages_of(dossier.web);
  if (std::ranges::none_of(pages, has_no_host)) return;
  const std::vector<const Site*> sites = sites_of(file, dossier);
  Pages found;
  for (const WebJoin::Possible& page : pages)
    std::ranges::move(with_hosts(file, facts, dossier, sites, page), std::back_inserter(found));
  if (found.size() > kMostPages) return;
  dossier.web.url = found.front().url;
  dossier.web.one_of = found.size() > 1 ? std::move(found) : Pages{};
}

}  // namespace queuehound
