#include "verdict/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_set>

#include "base/flat_map.h"
#include "base/text.h"
#include "mail/address.h"
#include "verdict/activity.h"
#include "verdict/begun_runs.h"
#include "verdict/campaign.h"
#include "verdict/cases.h"
#include "verdict/flood_within.h"
#include "verdict/forger.h"
#include "verdict/form.h"
#include "verdict/gather.h"
#include "verdict/inbound.h"
#include "verdict/likeness.h"
#include "verdict/login_page.h"
#include "verdict/loopback_page.h"
#include "verdict/new_page.h"
#include "verdict/notes.h"
#include "verdict/one_driver.h"
#include "verdict/page_site.h"
#include "verdict/report_incident.h"
#include "verdict/scattered_programs.h"
#include "verdict/script_name.h"
#include "verdict/script_place.h"
#include "verdict/signals.h"
#include "verdict/study_mailbox.h"
#include "verdict/unnamed_login.h"
#include "verdict/usual.h"
#include "verdict/web_join.h"

namespace queuehound {
namespace {

constexpr std::size_t kLooksFine = 20;
constexpr std::uint64_t kBusyEnoughToMention = 10;
constexpr std::uint64_t kLinesOfABlock = 100;  // what one forged write of 8 KiB can hold

MailTimes mail_times(const CaseFile& file, const Dossier& dossier) {
  MailTimes times;
  for (const MessageIndex index : dossier.messages)
    times.seconds.push_back(file.ledger.messages[index].at.time_since_epoch().count());
  std::ranges::sort(times.seconds);
  const auto repeated = std::ranges::unique(times.seconds);
  times.seconds.erase(repeated.begin(), repeated.end());
  return times;
}

WebTarget web_suspect(const CaseFile& file, const Dossier& dossier) {
  WebTarget suspect;
  suspect.times = mail_times(file, dossier);
  if (dossier.directory.starts_with('/')) {
    if (const Site* site = file.server.site_of_path(dossier.directory)) {
      suspect.domain = site->domain;
      suspect.account = site->account;
    } else if (const Account* owner = file.server.account_of_path(dossier.directory)) {
      suspect.account = owner->name;
    }
  } else if (dossier.directory.starts_with("?/")) {
    if (const Site* site =
            file.server.site_of_path(std::string_view(dossier.directory).substr(1))) {
      suspect.domain = site->domain;
      suspect.account = site->account;
    }
  } else if (dossier.directory.starts_with('?')) {
    std::string_view rest = std::string_view(dossier.directory).substr(1);
    if (const auto uid = parse_number<std::uint32_t>(cut(rest, ':')))
      // The web server's own uid: a program that was uploaded through it, on any of its sites.
      if (const Account* owner = file.server.account_by_uid(*uid);
          owner != nullptr && !file.server.is_web_server_user(owner->name))
        suspect.account = owner->name;
  }
  if (suspect.account.empty() && dossier.kind == IncidentKind::script &&
      !file.server.is_web_server_user(dossier.system_user))
    suspect.account = dossier.system_user;
  if (suspect.account.empty() && !dossier.login.empty())
    suspect.domain = dossier.domain;  // a webmail's may be any site's
  suspect.is_without_sites = !file.server.has_sites(suspect.account);
  return suspect;
}

// The time of the requests that were told to each suspect's sites.
std::vector<StampSpan> times_told(const WebEvidence& web, std::size_t suspects) {
  std::vector<StampSpan> told(suspects);
  for (const RequestRow& row : web.rows)
    if (row.suspect != kNobody) told[row.suspect].add({row.first, row.last});
  return told;
}

// A log may be there and tell nothing: of another format, or of other hours.
bool are_requests_told(const CaseFile& file, const Dossier& dossier, const StampSpan& told) {
  constexpr seconds kNear{3600};
  if (dossier.messages.empty()) return false;
  const Time first = file.ledger.messages[dossier.messages.front()].at;
  const Time last = file.ledger.messages[dossier.messages.back()].at;
  return told.first <= last + kNear && told.last >= first - kNear;
}

void study_program(const CaseFile& file, const WebEvidence& web, std::uint32_t row,
                   const FileFacts& facts, Dossier& dossier) {
  find_forgery(file, facts, dossier);
  if (row != kNothing && !dossier.web.has_requests) find_what_began(file, web, row, dossier);
  if (!dossier.folders.empty())
    name_scattered_programs(file, web, row, dossier);
  else
    name_script(file, facts, dossier);
  if (row != kNothing && dossier.folders.empty()) {
    dossier.web_evidence = &web;
    choose_drivers(file, web, row, dossier);
    if (dossier.web.drivers.empty()) {
      find_what_began(file, web, row, dossier);
      find_starters(file, web, row, dossier);
    }
  }
  select_campaign(file, dossier);
  describe_campaign(file, dossier);
  if (!is_form(dossier)) {
    // The file that mailed is another, and lies nobody knows where; to seal the page that calls it
    // would end the whole site.
    if (!dossier.called_file.empty()) dossier.script.clear();
    return;
  }
  dossier.kind = IncidentKind::form;
  reset_description(dossier);
  select_campaign(file, dossier);
  describe_campaign(file, dossier);
}

// A network that holds half the world gives nobody a right: it is the hole.
bool is_everybody(const IpNetwork& network) {
  constexpr int kWidestV4 = 96 + 8, kWidestV6 = 16;
  return network.prefix < (network.base.is_v4() ? kWidestV4 : kWidestV6);
}

void study_relay(const CaseFile& file, Dossier& dossier) {
  const Message& first = file.ledger.messages[dossier.messages.front()];
  const IpAddress address = file.ledger.address(first.address);
  // Logs copied without settings do not tell, and then nobody is said to have no right.
  dossier.may_relay =
      dossier.has_unnamed_login || !file.server.relays_are_known || is_private(address) ||
      file.server.is_own_address(address) ||
      std::ranges::any_of(file.server.relay_networks, [&](const IpNetwork& network) {
        return !is_everybody(network) && network.contains(address);
      });
  select_campaign(file, dossier);
  describe_campaign(file, dossier);
}

std::string subject_of(const Dossier& dossier) {
  switch (dossier.kind) {
    case IncidentKind::mailbox:
      return "mailbox:" + dossier.account;
    case IncidentKind::list:
      return "list:" + dossier.account;
    case IncidentKind::relay:
      return "ip:" + dossier.system_user;
    default:
      break;
  }
  if (!dossier.script.empty()) return "script:" + dossier.script;
  if (!dossier.directory.empty()) return "dir:" + dossier.directory;
  return "account:" + dossier.system_user;
}

// The second witness: the spool's own files, a request, PHP's log, Dovecot's log; without one the
// incident rests on lines that a local user can write.
bool has_second_witness(const CaseFile& file, const Dossier& dossier) {
  if (dossier.in_spool_or_witnessed * 20 >= dossier.bulk.messages &&
      dossier.in_spool_or_witnessed > 0)
    return true;
  if (dossier.php_calls > 0) return true;
  if (dossier.kind == IncidentKind::mailbox) {
    std::unordered_set<std::uint32_t> drivers;
    for (const Client& client : dossier.clients)
      if (client.selected > 0) drivers.insert(client.address);
    const std::uint32_t user = file.ledger.strings.find(dossier.account);
    for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
      const LoginUse& use = file.ledger.logins[row];
      if (use.key.door != Login::Door::smtp_auth && file.ledger.in_window_of(use).succeeded > 0 &&
          drivers.contains(use.key.address))
        return true;
    }
  }
  return false;
}

// Log lines alone: could a local user have written most of them? A login's or a host's mail stands
// mostly in lines that prove themselves; a local account's never does, and is doubted after a
// forgery only.
bool can_be_forged(const CaseFile& file, const Dossier& dossier) {
  if (dossier.proven * 5 >= dossier.bulk.messages && dossier.proven > 0) return false;
  if (dossier.kind == IncidentKind::mailbox || dossier.kind == IncidentKind::relay) return true;
  return dossier.bulk.messages <= kLinesOfABlock * file.ledger.forged_blocks;
}

bool is_allowed(const CaseFile& file, const Dossier& dossier) {
  return std::ranges::find(file.allow, subject_of(dossier)) != file.allow.end() ||
         std::ranges::find(file.allow, "account:" + dossier.system_user) != file.allow.end();
}

// Of a page's mail only what drivers asked for is a mailing: that none is found does not make its
// letters different.
std::string why_unsuspected(const Dossier& dossier) {
  if (dossier.bulk.messages > 0) return "nothing beyond its number speaks against it";
  if (dossier.kind == IncidentKind::form)
    return "no visitor of the page had it send more letters than a person would";
  return "different letters to different people, no mailing among them";
}

void look_fine(const Dossier& dossier, const Judgement& judgement, std::vector<LooksFine>& fine) {
  if (dossier.all.recipients < kBusyEnoughToMention) return;
  LooksFine entry;
  entry.actor = subject_of(dossier);
  entry.messages = dossier.all.messages;
  for (const Evidence& evidence : judgement.evidence) {
    if (evidence.weight >= 0) continue;
    if (!entry.why.empty()) entry.why += "; ";
    entry.why += evidence.text;
    if (entry.why.size() > 160) break;
  }
  if (entry.why.empty()) entry.why = why_unsuspected(dossier);
  fine.push_back(std::move(entry));
}

bool is_planted_page(const CaseFile& file, const Dossier& dossier) {
  return dossier.kind == IncidentKind::script && !dossier.script.empty() &&
         is_planted(dossier.place) && !is_allowed(file, dossier);
}

// Its letters are too few or too clean for spam, and still no site keeps a program there.
std::string note_of_planted_page(const Dossier& dossier) {
  return fmt::format(
      "{}: a program where no site keeps one mailed {} messages to {} {}. That is no spam "
      "by its signs, but look at the file: a phishing page mails so what its visitors type",
      subject_of(dossier), dossier.all.messages, dossier.all.people,
      dossier.all.people == 1 ? "address" : "addresses");
}

// Of one that no incident tells of; "" where there is nothing to say.
std::string note_without_incident(const CaseFile& file, const Dossier& dossier, bool witnessed) {
  if (witnessed && is_planted_page(file, dossier)) return note_of_planted_page(dossier);
  if (std::string note = note_of_blind_writers(dossier); !note.empty()) return note;
  const std::string note = note_of_others_names(file, dossier);
  return note.empty() ? note : fmt::format("{}: {}", subject_of(dossier), note);
}

// Where no file is named, what to look at.
std::string behind_which_page(const Dossier& dossier) {
  const std::string& begun = dossier.web.begun.url;
  const std::string page = dossier.web.has_requests ? dossier.web.pages() : begun;
  if (!dossier.script.empty() || page.empty()) return {};
  return fmt::format("; they follow requests for {}", page);
}

// Who made it mail without having looked at a page of the site: the first question to its owner.
std::string asked_by_whom(const Dossier& dossier) {
  constexpr std::size_t kTold = 3;
  const std::vector<WebDriver>& drivers = dossier.web.drivers;
  const auto has_looked = [](const WebDriver& driver) { return driver.pages_seen > 0; };
  if (drivers.empty() || dossier.web_evidence == nullptr ||
      std::ranges::any_of(drivers, has_looked))
    return {};
  std::string who;
  for (std::size_t i = 0; i < std::min(drivers.size(), kTold); ++i)
    who += (i == 0 ? "" : ", ") + to_text(dossier.web_evidence->address(drivers[i].address));
  if (drivers.size() > kTold) who += fmt::format(" and {} more", drivers.size() - kTold);
  return fmt::format("; asked for by {}, who looked at no page of the site", who);
}

// Is anything told of it, beside that it looks fine?
bool judge_dossier(const CaseFile& file, Dossier& dossier, Verdict& verdict) {
  if (dossier.first_bulk != Time{} && dossier.first_bulk < file.ledger.from())
    dossier.past = past_of(file, dossier);
  Judgement judgement = weigh(file, dossier);
  const bool witnessed = has_second_witness(file, dossier);
  if (!witnessed) judgement.confidence = std::min(judgement.confidence, kLogOnly);
  if (dossier.past.days == 0) judgement.confidence = std::min(judgement.confidence, kNoHistory);
  if (is_named_by_requests_alone(dossier))
    judgement.confidence = std::min(judgement.confidence, kLogOnly);
  const bool in_doubt = !witnessed && can_be_forged(file, dossier);
  const bool has_mailing =
      dossier.bulk.messages > 0 && (dossier.bulk.recipients > 0 || dossier.queued > 0);
  if (!has_mailing || judgement.confidence < kNote || is_allowed(file, dossier)) {
    std::string note = note_without_incident(file, dossier, witnessed);
    if (note.empty() || is_allowed(file, dossier)) {
      look_fine(dossier, judgement, verdict.looks_fine);
      return false;
    }
    verdict.notes.push_back(std::move(note));
    ++verdict.doubtful;
    return true;
  }
  if (judgement.confidence < kIncident || in_doubt) {
    verdict.notes.push_back(fmt::format(
        "{}: {} messages to {} recipients deserve a look, but the signs do not suffice{}{}{}{}",
        subject_of(dossier), dossier.bulk.messages, dossier.bulk.recipients,
        behind_which_page(dossier), asked_by_whom(dossier),
        in_doubt ? ": only log lines speak of them, and a local user can have written these" : "",
        judgement.evidence.empty() ? "" : " (" + judgement.evidence.front().text + ")"));
    ++verdict.doubtful;
    return true;
  }
  Incident incident = report_incident(file, dossier, judgement);
  if (!witnessed)
    incident.ruled_out.push_back(
        "nothing: only the main log speaks of these messages, and a local user can forge its "
        "lines; confidence is held under 0.8");
  verdict.incidents.push_back(std::move(incident));
  return true;
}

// An open relay has many clients and one hole: their incidents are one.
void merge_open_relay(std::vector<Dossier>& dossiers) {
  Dossier* first = nullptr;
  for (Dossier& dossier : dossiers) {
    if (dossier.kind != IncidentKind::relay || dossier.may_relay) continue;
    if (first == nullptr) {
      first = &dossier;
      continue;
    }
    first->messages.insert(first->messages.end(), dossier.messages.begin(), dossier.messages.end());
    first->actors.insert(first->actors.end(), dossier.actors.begin(), dossier.actors.end());
    dossier.messages.clear();
  }
  std::erase_if(dossiers, [](const Dossier& dossier) { return dossier.messages.empty(); });
}

// Both in order: a table of a million ids would be larger than all of them.
void take_away(const std::vector<MessageId>& taken, std::vector<MessageId>& ids) {
  if (taken.empty() || ids.empty()) return;
  auto next = taken.begin();
  std::erase_if(ids, [&](const MessageId& id) {
    while (next != taken.end() && *next < id) ++next;
    return next != taken.end() && *next == id;
  });
}

// An id belongs to one incident's quarantine: the surest keeps it.
void keep_quarantines_apart(std::vector<Incident>& incidents) {
  for (auto surer = incidents.begin(); surer != incidents.end(); ++surer) {
    for (auto other = incidents.begin(); other != incidents.end(); ++other) {
      if (other > surer) take_away(surer->quarantine, other->quarantine);
      take_away(surer->quarantine, other->spare);
    }
  }
}

// Messages of one account whose directory is unknown may turn out to be a program's that is known
// from others: then every suspect of the account is joined to the requests of all of them.
void share_unplaced_times(Cases& cases) {
  std::map<std::string, MailTimes> all;
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i)
    if (cases.web_row[i] != kNothing && cases.dossiers[i].login.empty() &&
        !cases.dossiers[i].directory.starts_with('/'))
      all[cases.dossiers[i].system_user];
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i) {
    const auto found = all.find(cases.dossiers[i].system_user);
    if (found == all.end() || cases.web_row[i] == kNothing || !cases.dossiers[i].login.empty())
      continue;
    std::vector<std::int64_t>& together = found->second.seconds;
    const std::vector<std::int64_t>& own = cases.web[cases.web_row[i]].times.seconds;
    together.insert(together.end(), own.begin(), own.end());
  }
  for (auto& [user, times] : all) {
    std::ranges::sort(times.seconds);
    const auto repeated = std::ranges::unique(times.seconds);
    times.seconds.erase(repeated.begin(), repeated.end());
  }
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i)
    if (const auto found = all.find(cases.dossiers[i].system_user);
        found != all.end() && cases.web_row[i] != kNothing && cases.dossiers[i].login.empty())
      cases.web[cases.web_row[i]].times = found->second;
}

// What a dossier turns out to be: the file, or the pages of which it may be any.
struct Program {
  std::string name;  // "" unknown
  bool is_file = false;
  const WebJoin* web = nullptr;
};

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
  return programs;
}

// Dossiers that turn out to be one program become one.
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
    std::ranges::stable_sort(into.messages, {},
                             [&](MessageIndex m) { return file.ledger.messages[m].at; });
    into.selected.assign(into.messages.size(), 0);
    into.all = activity_of(file, into.messages);
    into.past = past_of(file, into);
    into.web = {};
    const std::uint32_t row = cases.web_row[found->second];
    join_requests(file, web, row, into);
    settle_page(file, web, facts, row, into);
  }
}

void want_files(const CaseFile& file, const Dossier& dossier, WantedFiles& all) {
  WantedFiles wanted = wanted_files(file, dossier);
  std::ranges::move(files_of_pages_without_host(file, dossier), std::back_inserter(wanted.files));
  all.files.insert(all.files.end(), wanted.files.begin(), wanted.files.end());
  std::ranges::move(wanted.directories, std::back_inserter(all.directories));
}

void find_floods_within(const CaseFile& file, const WebEvidence& web, Cases& cases,
                        WantedFiles& all) {
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i) {
    if (cases.web_row[i] == kNothing) continue;
    FloodWithin within{i, flood_within(file, cases.dossiers[i])};
    if (within.flood.messages.empty()) continue;
    join_requests(file, web, cases.web_row[i], within.flood);
    want_files(file, within.flood, all);
    cases.floods.push_back(std::move(within));
  }
}

// It takes the place of what was told of the whole, which names neither file nor driver, where it
// has no fewer letters and names who had them sent.
bool tells_more(const Dossier& flood, const Dossier& whole) {
  return whole.script.empty() && whole.web.drivers.empty() && !flood.web.drivers.empty() &&
         flood.bulk.messages >= whole.bulk.messages;
}

// `told`: how many incidents there were before the whole dossier was judged.
void judge_flood_within(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                        std::uint32_t row, const Dossier& whole, std::size_t told, Dossier& flood,
                        Verdict& verdict) {
  settle_page(file, web, facts, row, flood);
  heed_new_page(file, web, flood);
  study_program(file, web, row, facts, flood);
  Verdict alone;
  judge_dossier(file, flood, alone);
  if (alone.incidents.empty() || is_old_letter(file, flood, alone.incidents.front().evidence))
    return;
  if (verdict.incidents.size() > told && !tells_more(flood, whole)) return;
  verdict.incidents.resize(told);
  std::ranges::move(alone.incidents, std::back_inserter(verdict.incidents));
}

}  // namespace

Cases open_cases(const CaseFile& file) {
  Cases cases;
  cases.dossiers = gather_dossiers(file);
  for (Dossier& dossier : cases.dossiers) {
    if (dossier.kind == IncidentKind::relay) study_relay(file, dossier);
    if (dossier.kind == IncidentKind::mailbox && !dossier.messages.empty())
      study_mailbox(file, dossier);
  }
  heed_one_driver(file, cases.dossiers);
  merge_open_relay(cases.dossiers);
  study_unnamed_logins(file, cases.dossiers);
  open_login_pages(file, cases);
  cases.web_row.assign(cases.dossiers.size(), kNothing);
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i) {
    const Dossier& dossier = cases.dossiers[i];
    if (dossier.kind != IncidentKind::script && !may_be_loopback_page(file, dossier)) continue;
    cases.web_row[i] = static_cast<std::uint32_t>(cases.web.size());
    cases.web.push_back(web_suspect(file, dossier));
  }
  share_unplaced_times(cases);
  return cases;
}

WantedFiles join_cases(const CaseFile& file, const WebEvidence& web, Cases& cases) {
  WantedFiles all;
  take_pages_of_loopback(file, web, cases);
  const std::vector<StampSpan> told = times_told(web, cases.web.size());
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i) {
    Dossier& dossier = cases.dossiers[i];
    if (cases.web_row[i] != kNothing) {
      if (dossier.folders.empty()) join_requests(file, web, cases.web_row[i], dossier);
      dossier.are_requests_known = are_requests_told(file, dossier, told[cases.web_row[i]]);
    }
    want_files(file, dossier, all);
    std::ranges::move(folders_of_forgeries(file, dossier), std::back_inserter(all.directories));
  }
  find_floods_within(file, web, cases, all);
  for (std::vector<std::string>* paths : {&all.files, &all.directories}) {
    std::ranges::sort(*paths);
    const auto repeated = std::ranges::unique(*paths);
    paths->erase(repeated.begin(), repeated.end());
  }
  return all;
}

Verdict judge(const CaseFile& file, const WebEvidence& web, const FileFacts& facts, Cases&& cases) {
  Verdict verdict;
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i)
    if (cases.web_row[i] != kNothing)
      settle_page(file, web, facts, cases.web_row[i], cases.dossiers[i]);
  merge_same_script(file, web, facts, cases);
  give_pages_to_logins(file, web, facts, cases);
  for (Dossier& dossier : cases.dossiers) heed_new_page(file, web, dossier);
  std::vector<const Dossier*> unsuspected;
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i) {
    Dossier& dossier = cases.dossiers[i];
    if (dossier.messages.empty()) continue;
    switch (dossier.kind) {
      case IncidentKind::mailbox:
        break;  // by open_cases
      case IncidentKind::script:
        reset_description(dossier);  // it may have been a relay
        study_program(file, web, cases.web_row[i], facts, dossier);
        break;
      case IncidentKind::relay:
        reset_description(dossier);
        study_relay(file, dossier);
        break;
      default:
        select_campaign(file, dossier);
        describe_campaign(file, dossier);
    }
    const std::size_t told = verdict.incidents.size();
    if (!judge_dossier(file, dossier, verdict)) unsuspected.push_back(&dossier);
    for (auto& [of, flood] : cases.floods)
      if (of == i)
        judge_flood_within(file, web, facts, cases.web_row[i], dossier, told, flood, verdict);
  }
  note_buried(file, unsuspected, verdict);
  note_cron_mail(file, verdict);
  list_spared(file, cases.dossiers, verdict.incidents);
  for (Incident& incident : judge_inbound(file)) verdict.incidents.push_back(std::move(incident));
  for (Incident& incident : judge_backscatter(file, verdict.incidents))
    verdict.incidents.push_back(std::move(incident));
  note_log(file, verdict);
  std::ranges::stable_sort(verdict.incidents, [](const Incident& a, const Incident& b) {
    const bool outgoing_a = a.kind != IncidentKind::inbound && a.kind != IncidentKind::backscatter;
    const bool outgoing_b = b.kind != IncidentKind::inbound && b.kind != IncidentKind::backscatter;
    if (outgoing_a != outgoing_b) return outgoing_a;
    return a.confidence * static_cast<double>(1 + a.messages.recipients) >
           b.confidence * static_cast<double>(1 + b.messages.recipients);
  });
  keep_quarantines_apart(verdict.incidents);
  std::ranges::stable_sort(verdict.looks_fine, std::greater{}, &LooksFine::messages);
  if (verdict.looks_fine.size() > kLooksFine) verdict.looks_fine.resize(kLooksFine);
  return verdict;
}

}  // namespace queuehound
