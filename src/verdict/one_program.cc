#include "verdict/one_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dossier/activity.h"
#include "dossier/usual.h"
#include "pages/begun_runs.h"
#include "pages/script_name.h"
#include "pages/settle_page.h"
#include "pages/web_join.h"
#include "verdict/flood_within.h"
#include "verdict/unplaced_letters.h"

namespace queuehound {
namespace {

// What a dossier turns out to be: the file, or the pages of which it may be any.
struct Program {
  std::string name;  // "" unknown
  bool is_file = false;
  const WebJoin* web = nullptr;
};

// nullptr where nothing tells which.
const PageId* page_of(const WebJoin& web) {
  if (web.names_page()) return &web.page;
  return !web.has_requests && web.begun.page != PageId{} ? &web.begun.page : nullptr;
}

// What waits and nearly all of what is gone began with one request: these are merged whole.
bool is_one_run(const Program& waits, const Program& gone) {
  return !gone.is_file && !gone.web->has_requests && !gone.web->begun.url.empty() &&
         !waits.web->has_requests && waits.web->begun.url == gone.web->begun.url;
}

std::vector<Program> name_programs(const CaseFile& file, const FileFacts& facts,
                                   const Cases& cases) {
  std::vector<Program> programs(cases.dossiers.size());
  for (std::size_t i = 0; i < programs.size(); ++i) {
    const Dossier& dossier = cases.dossiers[i];
    if (dossier.kind != IncidentKind::script || !dossier.folders.empty()) continue;
    if (!dossier.login.empty()) continue;
    Dossier named = dossier;
    name_script(file, facts, named);
    programs[i].web = &dossier.web;
    // By page, not by URL: where one of them knows the hosts and another does not, it is one page.
    std::set<PageId> pages;
    if (dossier.web.has_requests) pages.insert(dossier.web.page);
    for (const WebJoin::Possible& possible : dossier.web.one_of) pages.insert(possible.page);
    programs[i].name = named.script;
    programs[i].is_file = !named.script.empty();
    if (programs[i].is_file) continue;
    for (const auto& [site, path] : pages) programs[i].name += fmt::format("{} {} ", site, path);
  }
  // Where the log tells nothing of a message, and what the queue shows of others names one of the
  // pages, it is that one.
  for (std::size_t i = 0; i < programs.size(); ++i) {
    if (programs[i].is_file || programs[i].name.empty()) continue;
    std::set<std::string> told;
    for (std::size_t k = 0; k < programs.size(); ++k)
      if (programs[k].is_file && programs[k].web->names_page() &&
          cases.dossiers[k].system_user == cases.dossiers[i].system_user &&
          programs[i].web->may_be(programs[k].web->page))
        told.insert(programs[k].name);
    if (told.size() == 1) programs[i].name = *told.begin();
  }
  // Nor of what is gone is anything told, but that it began with what waits.
  for (std::size_t i = 0; i < programs.size(); ++i) {
    if (programs[i].web == nullptr || programs[i].web->begun.url.empty()) continue;
    for (std::size_t k = 0; k < programs.size() && programs[i].name.empty(); ++k)
      if (programs[k].is_file && cases.dossiers[k].system_user == cases.dossiers[i].system_user &&
          is_one_run(programs[k], programs[i]))
        programs[i].name = programs[k].name;
  }
  return programs;
}

// After its letters became others: what follows from them.
void look_anew(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
               std::uint32_t row, Dossier& dossier) {
  std::ranges::stable_sort(dossier.messages, {},
                           [&](MessageIndex m) { return file.ledger.messages[m].at; });
  dossier.selected.assign(dossier.messages.size(), 0);
  dossier.all = activity_of(file, dossier.messages);
  dossier.past = past_of(file, dossier);
  dossier.web = {};
  if (dossier.messages.empty()) return;
  join_requests(file, web, row, dossier);
  find_what_began_among_sites(file, web, row, dossier);
  settle_page(file, web, facts, row, dossier);
}

void find_flood_anew(const CaseFile& file, const WebEvidence& web, std::size_t of, Cases& cases) {
  for (FloodWithin& within : cases.floods) {
    if (within.of != of) continue;
    within.flood = flood_within(file, cases.dossiers[of]);
    if (!within.flood.messages.empty()) join_requests(file, web, cases.web_row[of], within.flood);
  }
  std::erase_if(cases.floods,
                [](const FloodWithin& within) { return within.flood.messages.empty(); });
}

}  // namespace

void give_letters_to_named_pages(const CaseFile& file, const WebEvidence& web,
                                 const FileFacts& facts, Cases& cases) {
  const std::vector<Program> programs = name_programs(file, facts, cases);
  const std::size_t count = cases.dossiers.size();
  for (std::size_t rest = 0; rest < count; ++rest) {
    if (programs[rest].web == nullptr || !cases.dossiers[rest].directory.empty()) continue;
    const std::string& user = cases.dossiers[rest].system_user;
    if (!file.server.is_web_server_user(user)) continue;
    std::vector<NamedPage> pages;
    for (std::size_t i = 0; i < count; ++i)
      if (programs[i].is_file && cases.dossiers[i].system_user == user &&
          cases.dossiers[i].directory.starts_with('?') && !is_one_run(programs[i], programs[rest]))
        if (const PageId* const page = page_of(*programs[i].web)) pages.push_back({i, *page});
    if (pages.empty() || !give_unplaced_letters(file, web, pages, rest, cases)) continue;
    look_anew(file, web, facts, cases.web_row[rest], cases.dossiers[rest]);
    find_flood_anew(file, web, rest, cases);
    for (const NamedPage& page : pages)
      look_anew(file, web, facts, cases.web_row[page.dossier], cases.dossiers[page.dossier]);
  }
}

void merge_same_script(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                       Cases& cases) {
  std::map<std::pair<std::string, std::string>, std::size_t> first_of;
  const std::vector<Program> programs = name_programs(file, facts, cases);
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i) {
    Dossier& dossier = cases.dossiers[i];
    if (programs[i].name.empty()) continue;
    const auto [found, is_new] = first_of.try_emplace({dossier.system_user, programs[i].name}, i);
    if (is_new) continue;
    Dossier& into = cases.dossiers[found->second];
    if (into.directory.starts_with('/') && dossier.directory.starts_with('/') &&
        into.directory != dossier.directory)
      continue;
    if (!into.directory.starts_with('/')) into.directory = dossier.directory;
    into.messages.insert(into.messages.end(), dossier.messages.begin(), dossier.messages.end());
    for (const ActorId actor : dossier.actors)
      if (std::ranges::find(into.actors, actor) == into.actors.end()) into.actors.push_back(actor);
    dossier.messages.clear();
    look_anew(file, web, facts, cases.web_row[found->second], into);
  }
}

}  // namespace queuehound
