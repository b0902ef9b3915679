#include "pages/scattered_programs.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/keyed_rows.h"
#include "dossier/activity.h"
#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "dossier/usual.h"
#include "pages/script_claims.h"

namespace queuehound {
namespace {

constexpr std::size_t kFewLetters = 20;  // more than these are judged by themselves
constexpr std::uint64_t kEnoughTogether = 30;
constexpr std::size_t kDaysOfHistory = 3, kManyNewFolders = 8;

bool is_small_program(const Dossier& dossier) {
  return dossier.kind == IncidentKind::script && dossier.directory.starts_with('/') &&
         dossier.messages.size() <= kFewLetters;
}

// The account; of what the web server runs as its own user, the domain of the site. "": nobody's.
std::string_view whose_programs(const CaseFile& file, std::string_view user,
                                std::string_view directory) {
  if (!file.server.is_web_server_user(user)) return user;
  const Site* const site = file.server.site_of_path(directory);
  return site == nullptr ? std::string_view{} : std::string_view(site->domain);
}

bool is_new_folder(const Dossier& program) {
  return program.past.days >= kDaysOfHistory && program.past.busiest_day == 0;
}

std::uint64_t letters_of(const std::vector<Dossier*>& programs) {
  std::uint64_t letters = 0;
  for (const Dossier* program : programs) letters += program->all.messages;
  return letters;
}

// Those that send a text which many of them send: pages of many sites write in words of their own.
// An honest plugin may not, so what its folders sent before counts when they are judged.
std::vector<Dossier*> of_one_text(const CaseFile& file, const std::vector<Dossier*>& programs) {
  struct Text {
    std::size_t folders = 0;
    const Dossier* last = nullptr;
  };
  KeyedRows<Text> texts;
  const auto for_each_text = [&](const Dossier& program, auto&& visit) {
    for (const MessageIndex index : program.messages)
      if (const Message& message = file.ledger.messages[index]; message.has_subject)
        visit(texts[message.skeleton]);
  };
  for (const Dossier* program : programs)
    for_each_text(*program, [&](Text& text) {
      text.folders += text.last != program;
      text.last = program;
    });
  std::vector<Dossier*> chosen;
  for (Dossier* program : programs) {
    std::size_t known = 0, common = 0;
    for_each_text(*program, [&](const Text& text) {
      ++known;
      common += text.folders >= kManyFolders;
    });
    // Of what was delivered at once the log may not tell the text.
    if (known == 0 ? is_new_folder(*program) : common * 2 > known) chosen.push_back(program);
  }
  return chosen.size() >= kManyFolders ? chosen : std::vector<Dossier*>{};
}

std::vector<Dossier*> of_new_folders(const std::vector<Dossier*>& programs) {
  std::vector<Dossier*> chosen;
  for (Dossier* program : programs)
    if (is_new_folder(*program)) chosen.push_back(program);
  return chosen.size() >= kManyNewFolders ? chosen : std::vector<Dossier*>{};
}

std::string common_folder(const std::vector<std::string>& folders) {
  std::string common = folders.front();
  for (const std::string& folder : folders)
    while (folder != common && !folder.starts_with(common + "/"))
      common = common.substr(0, common.rfind('/'));
  return common.empty() ? "/" : common;
}

// What all programs of the account sent before, wherever they lie.
Past past_of_all(const CaseFile& file, std::string_view whose, Dossier dossier) {
  dossier.actors.clear();
  for (ActorId id = 0; id < file.ledger.actors.size(); ++id) {
    const ActorRecord& actor = file.ledger.actors[id];
    const std::string_view name = file.ledger.text(actor.name);
    if (actor.submission == SubmissionClass::local && name == dossier.system_user &&
        whose_programs(file, name, file.ledger.text(actor.place)) == whose)
      dossier.actors.push_back(id);
  }
  return past_of(file, dossier);
}

// The first of them takes the others' mail; these are left without messages.
void join(const CaseFile& file, const std::vector<Dossier*>& programs) {
  Dossier& into = *programs.front();
  into.folders.push_back(into.directory);
  for (std::size_t i = 1; i < programs.size(); ++i) {
    Dossier& from = *programs[i];
    into.folders.push_back(from.directory);
    into.messages.insert(into.messages.end(), from.messages.begin(), from.messages.end());
    into.actors.insert(into.actors.end(), from.actors.begin(), from.actors.end());
    from.messages.clear();
  }
  std::ranges::sort(into.actors);
  const auto repeated = std::ranges::unique(into.actors);
  into.actors.erase(repeated.begin(), repeated.end());
  into.directory = common_folder(into.folders);
  std::ranges::stable_sort(into.messages, {},
                           [&](MessageIndex m) { return file.ledger.messages[m].at; });
  into.selected.assign(into.messages.size(), 0);
  into.all = activity_of(file, into.messages);
  into.past = past_of(file, into);
}

}  // namespace

void gather_scattered_programs(const CaseFile& file, std::vector<Dossier>& dossiers) {
  std::map<std::string_view, std::vector<Dossier*>> owners;
  for (Dossier& dossier : dossiers)
    if (is_small_program(dossier))
      owners[whose_programs(file, dossier.system_user, dossier.directory)].push_back(&dossier);
  for (auto& [owner, programs] : owners) {
    if (owner.empty() || programs.size() < kManyFolders) continue;
    if (const auto alike = of_one_text(file, programs); letters_of(alike) >= kEnoughTogether) {
      join(file, alike);
    } else if (const auto fresh = of_new_folders(programs); letters_of(fresh) >= kEnoughTogether) {
      join(file, fresh);
      // Sites that move in are new as well: they are measured by all that their owner does.
      fresh.front()->past = past_of_all(file, owner, *fresh.front());
    }
  }
}

void name_scattered_programs(const CaseFile& file, const WebEvidence& web, std::uint32_t row,
                             Dossier& dossier) {
  constexpr std::size_t kPagesOfADriver = 3;
  const std::set<std::string_view> folders(dossier.folders.begin(), dossier.folders.end());
  std::map<std::uint32_t, std::set<std::string>> pages_of;  // an address asked for
  std::map<std::uint32_t, WebDriver> drivers;
  for (const RequestRow& request : web.rows_of(row)) {
    if (request.joined == 0) continue;
    std::string page = file_of_page(file, web.url_of(request));
    if (!folders.contains(directory_of(page))) continue;
    pages_of[request.address].insert(std::move(page));
    WebDriver& driver = drivers[request.address];
    const bool is_first = driver.events == 0;
    driver.address = request.address;
    driver.events += request.joined;
    driver.requests += request.requests;
    driver.posts += request.posts;
    driver.first = is_first ? request.first_joined : std::min(driver.first, request.first_joined);
    driver.last = is_first ? request.last_joined : std::max(driver.last, request.last_joined);
  }
  const double coverage = std::max(1e-6, web.mail_times(row).coverage());
  std::set<std::string> programs;
  for (std::string& script : php_scripts_of(file, dossier))
    if (folders.contains(directory_of(script))) programs.insert(std::move(script));
  for (const auto& [address, pages] : pages_of) {
    if (pages.size() < kPagesOfADriver || file.server.is_own_address(web.address(address)))
      continue;
    programs.insert(pages.begin(), pages.end());
    WebDriver& driver = drivers[address];
    const std::uint64_t tried = driver.posts > 0 ? driver.posts : driver.requests;
    driver.lift = static_cast<double>(driver.events) / static_cast<double>(tried) / coverage;
    dossier.web.drivers.push_back(driver);
  }
  std::ranges::stable_sort(dossier.web.drivers, std::greater{}, &WebDriver::events);
  dossier.web_evidence = &web;
  dossier.programs.assign(programs.begin(), programs.end());
  const auto place = [&](const std::string& folder) {
    return place_of_file(file.server, folder + "/x");
  };
  const bool are_planted = std::ranges::all_of(
      dossier.folders, [&](const std::string& folder) { return is_planted(place(folder)); });
  dossier.place = are_planted ? place(dossier.folders.front()) : ScriptPlace::ordinary;
  if (const Site* site = file.server.site_of_path(dossier.directory)) dossier.domain = site->domain;
}

}  // namespace queuehound
