#include "verdict/judge_dossier.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <utility>

#include "base/ip_address.h"
#include "dossier/list_posts.h"
#include "dossier/script_place.h"
#include "dossier/usual.h"
#include "verdict/describe_campaign.h"
#include "verdict/doubts.h"
#include "verdict/loopback_page.h"
#include "verdict/notes.h"
#include "verdict/report_incident.h"
#include "verdict/signals.h"
#include "verdict/signs_of_theft.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kBusyEnoughToMention = 10;
constexpr std::uint64_t kLinesOfABlock = 100;  // what one forged write of 8 KiB can hold

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
  if (dossier.all.people == 1) return "all its letters go to one address";
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

// `is_forgeable`: only log lines speak of it, which a local user can have written.
std::string note_of_doubtful(const Dossier& dossier, const Judgement& judgement,
                             bool is_forgeable) {
  return fmt::format(
      "{}: {} messages to {} recipients deserve a look, but {}{}{}{}{}", subject_of(dossier),
      dossier.bulk.messages, dossier.bulk.recipients,
      judgement.doubt == nullptr ? std::string("the signs do not suffice")
                                 : fmt::format("this may be honest: {}", judgement.doubt->says),
      behind_which_page(dossier), asked_by_whom(dossier),
      is_forgeable ? "; only log lines speak of them, and a local user can have written these" : "",
      judgement.evidence.empty() ? "" : " (" + judgement.evidence.front().text + ")");
}

// How the password came into other hands, of who is named without it.
void tell_of_guessing(const Dossier& dossier, Judgement& judgement) {
  const bool is_told = std::ranges::any_of(judgement.evidence, [](const Evidence& evidence) {
    return evidence.signal == "guessed_password";
  });
  if (dossier.kind != IncidentKind::mailbox || is_told) return;
  SignalReading tries = tries_of_others(dossier);
  if (tries.strength == 0) return;
  Evidence evidence;
  evidence.signal = "guessed_password";
  evidence.weight = kGuessedPassword * tries.strength;
  evidence.text = std::move(tries.text);
  judgement.sum += evidence.weight;
  judgement.confidence = confidence_of_sum(judgement.sum);
  const auto weaker = std::ranges::find_if(judgement.evidence, [&](const Evidence& other) {
    return std::fabs(other.weight) < evidence.weight;
  });
  judgement.evidence.insert(weaker, std::move(evidence));
}

}  // namespace

bool judge_dossier(const CaseFile& file, Dossier& dossier, Verdict& verdict) {
  if (dossier.first_bulk != Time{} && dossier.first_bulk < file.ledger.from())
    dossier.past = past_of(file, dossier);
  Judgement judgement = weigh(file, dossier);
  if (judgement.confidence >= kIncident) tell_of_guessing(dossier, judgement);
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
    verdict.notes.push_back(note_of_doubtful(dossier, judgement, in_doubt));
    ++verdict.doubtful;
    return true;
  }
  if (leave_out_members_posts(file, dossier)) {
    reset_description(dossier);
    describe_campaign(file, dossier);
  }
  Incident incident = report_incident(file, dossier, judgement);
  if (!witnessed)
    incident.ruled_out.push_back(
        "nothing: only the main log speaks of these messages, and a local user can forge its "
        "lines; confidence is held under 0.8");
  verdict.incidents.push_back(std::move(incident));
  return true;
}

}  // namespace queuehound
