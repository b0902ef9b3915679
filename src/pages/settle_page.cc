#include "pages/settle_page.h"

#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "pages/home_pages.h"
#include "pages/page_site.h"
#include "pages/script_claims.h"
#include "pages/web_join.h"

namespace queuehound {
namespace {

// PHP's own log has the page's file make the mail: a page asked for in the same seconds, where an
// intruder calls two of his programs, is the other one's. Of an older file that says nothing: his
// may include the site's form, which mails for it then, and he asks for that as often.
bool is_told_by_php(const CaseFile& file, const FileFacts& facts, const Dossier& dossier) {
  const std::vector<std::string> scripts = php_scripts_of(file, dossier);
  if (scripts.size() != 1 || scripts.front() != file_of_page(file, dossier.web.url)) return false;
  const FileLook* const look = facts.existing(scripts.front());
  return look != nullptr && !is_older_than_its_mail(file, *look, dossier.past);
}

void settle_on_planted(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                       std::uint32_t suspect, Dossier& dossier) {
  if (is_told_by_php(file, facts, dossier)) return;
  const WebJoin::Possible* planted = nullptr;
  std::vector<WebJoin::Possible> all = dossier.web.one_of;
  all.insert(all.end(), dossier.web.perhaps_planted.begin(), dossier.web.perhaps_planted.end());
  for (const WebJoin::Possible& possible : all) {
    const std::string path = file_of_page(file, possible.url);
    if (!facts.existing(path) || place_of_file(file.server, path) == ScriptPlace::ordinary)
      continue;
    if (planted != nullptr) return;
    planted = &possible;
  }
  if (planted == nullptr) return;
  const PageId page = planted->page;  // of a join that this one takes away
  join_one_page(file, web, suspect, page, dossier);
}

// Two customers each have a newsletter.php, and PHP's header names the owner of the one that
// mailed. Whoever writes himself a header is contradicted by his requests, which explain his mail;
// a few letters within reach of them are a neighbour's.
bool is_neighbours_mail(const CaseFile& file, const FileFacts& facts, const Dossier& dossier) {
  const WebJoin& web = dossier.web;
  if (!web.names_page() || web.explained * 2 >= dossier.messages.size()) return false;
  const Site* const site = file.server.site_of_domain(host_of(web.url));
  const FileLook* const look = facts.existing(file_of_page(file, web.url));
  return site != nullptr && look != nullptr && !is_owner_possible(file, dossier, *site, *look);
}

}  // namespace

void settle_page(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                 std::uint32_t suspect, Dossier& dossier) {
  find_hosts_of_pages(file, facts, dossier);
  settle_on_planted(file, web, facts, suspect, dossier);
  find_hosts_of_pages(file, facts, dossier);  // of the page it settled on
  if (may_be_neighbours_page(file, facts, dossier) || is_neighbours_mail(file, facts, dossier)) {
    dossier.web = {};
    dossier.web.suspect = suspect;
  }
}

}  // namespace queuehound
