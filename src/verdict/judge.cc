#include "verdict/judge.h"

#include <algorithm>
#include <iterator>

#include "attacks/inbound.h"
#include "dossier/cases.h"
#include "dossier/likeness.h"
#include "dossier/one_driver.h"
#include "dossier/unnamed_login.h"
#include "pages/begun_runs.h"
#include "pages/forger.h"
#include "pages/new_page.h"
#include "pages/page_site.h"
#include "pages/script_name.h"
#include "pages/settle_page.h"
#include "pages/web_join.h"
#include "pages/web_target.h"
#include "verdict/campaign.h"
#include "verdict/describe_campaign.h"
#include "verdict/flood_within.h"
#include "verdict/gather.h"
#include "verdict/hosts_of_thief.h"
#include "verdict/judge_dossier.h"
#include "verdict/login_page.h"
#include "verdict/loopback_page.h"
#include "verdict/notes.h"
#include "verdict/one_program.h"
#include "verdict/relay_client.h"
#include "verdict/report_incident.h"
#include "verdict/spared_mail.h"
#include "verdict/study_mailbox.h"
#include "verdict/study_program.h"

namespace queuehound {
namespace {

constexpr std::size_t kLooksFine = 20;

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
  heed_hosts_of_thief(file, cases.dossiers);
  merge_open_relay(cases.dossiers);
  study_unnamed_logins(file, cases.dossiers);
  open_login_pages(file, cases);
  cases.web_row.assign(cases.dossiers.size(), kNothing);
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i) {
    const Dossier& dossier = cases.dossiers[i];
    if (dossier.kind != IncidentKind::script && !may_be_loopback_page(file, dossier)) continue;
    cases.web_row[i] = static_cast<std::uint32_t>(cases.web.size());
    cases.web.push_back(web_target_of(file, dossier));
  }
  share_unplaced_times(cases);
  spare_unknown_sites(cases.web);
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
      find_what_began_among_sites(file, web, cases.web_row[i], dossier);
      dossier.are_requests_known = !web.hides_requests_of(cases.web_row[i]) &&
                                   are_requests_told(file, dossier, told[cases.web_row[i]]);
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
  give_letters_to_named_pages(file, web, facts, cases);
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
