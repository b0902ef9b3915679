#include "verdict/inbound.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "mail/address.h"
#include "verdict/answers.h"
#include "verdict/attack_report.h"
#include "verdict/gather.h"
#include "verdict/known_networks.h"

namespace queuehound {
namespace {

// Floors from what others use (5 to 10 failures an hour ban an address); ours are higher because a
// block is proposed for good and because every server is scanned all day.
constexpr std::uint32_t kGuesses = 10;       // failed logins of one address
constexpr std::uint32_t kAlliedGuesses = 4;  // of an address that tries the same mailboxes
constexpr std::uint32_t kBotnetGuesses = 3;  // of an address among many that try one mailbox
constexpr std::uint32_t kFastGuesses = 20;   // within an hour, on one mailbox
constexpr std::size_t kPeople = 3;           // who log in from one address: it is no single one's
constexpr std::uint32_t kProbes = 20;        // recipients that do not exist
constexpr std::uint32_t kFloodMessages = 100, kFloodOfAPartner = 1000;
constexpr std::size_t kDaysKnown = 3;  // on which a host wrote before: no stranger

struct Guesser {
  std::uint32_t told_by_dovecot = 0;  // SMTP AUTH attempts that Exim's log tells of too
  std::uint32_t proven = 0;
  std::uint32_t failures = 0, busiest_hour = 0, successes = 0, unknown = 0;
  std::set<std::uint32_t> users;
  Time first{}, last{}, first_success{};
  std::map<Login::Door, std::uint32_t> doors;
  SourceRef source;
  std::string line;
};

Via via_of(Login::Door door) {
  switch (door) {
    case Login::Door::imap:
      return Via::imap;
    case Login::Door::pop3:
      return Via::pop3;
    case Login::Door::webmail:
      return Via::webmail;
    default:
      return Via::smtp_auth;
  }
}

std::map<std::uint32_t, Guesser> guessers(const Ledger& ledger) {
  std::map<std::uint32_t, Guesser> found;
  for (const LoginUse& use : ledger.logins) {
    if (use.failed == 0 && use.succeeded + use.succeeded_before == 0 && use.unknown_user == 0)
      continue;
    Guesser& guesser = found[use.key.address];
    if (use.key.door == Login::Door::other)
      guesser.told_by_dovecot += use.failed;
    else
      guesser.failures += use.failed;
    guesser.unknown += use.unknown_user;
    guesser.proven += use.proven;
    if (use.key.door != Login::Door::other) guesser.busiest_hour += use.busiest_failures_hour;
    guesser.successes += use.succeeded + use.succeeded_before;
    if (use.first_success != Time{} &&
        (guesser.first_success == Time{} || use.first_success < guesser.first_success))
      guesser.first_success = use.first_success;
    if (use.failed == 0) continue;
    guesser.users.insert(use.key.user);
    if (use.key.door != Login::Door::other) guesser.doors[use.key.door] += use.failed;
    if (guesser.first == Time{} || use.first_failure < guesser.first)
      guesser.first = std::max(use.first_failure, ledger.from());
    guesser.last = std::max(guesser.last, use.last_failure);
    if (guesser.line.empty()) {
      guesser.source = use.source;
      guesser.line = use.line;
    }
  }
  for (auto& [address, guesser] : found) {
    const std::uint32_t by_exim = guesser.doors[Login::Door::smtp_auth];
    if (guesser.told_by_dovecot > by_exim) {
      guesser.failures += guesser.told_by_dovecot - by_exim;
      guesser.doors[Login::Door::smtp_auth] = guesser.told_by_dovecot;
    }
    if (guesser.doors[Login::Door::smtp_auth] == 0) guesser.doors.erase(Login::Door::smtp_auth);
  }
  // SMTP AUTH that succeeded leaves no line in Dovecot's log; Exim's arrivals tell of it.
  for (const AddressUse& use : ledger.address_uses) {
    const auto guesser = found.find(use.address);
    if (guesser == found.end()) continue;
    guesser->second.successes += use.messages;
    if (guesser->second.first_success == Time{} || use.first < guesser->second.first_success)
      guesser->second.first_success = use.first;
  }
  return found;
}

// Refusals and failed logins of the main log can be forged like everything in it: an address is
// accused only where some of its lines prove themselves. Genuine ones do so mostly, forged ones
// never.
bool is_believed(std::uint64_t proven, std::uint64_t count) {
  return proven > 0 && proven * 10 >= count;
}

// Several people log in there more often than they fail: a webmail elsewhere, an office's new line,
// a move of mailboxes. Who guesses is let in once, if at all.
bool is_shared(const CaseFile& file, std::uint32_t address, const Guesser& guesser) {
  if (guesser.successes <= guesser.failures) return false;
  std::set<std::uint32_t> welcome;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, address))
    if (const LoginUse& use = file.ledger.logins[row]; use.succeeded + use.succeeded_before > 0)
      welcome.insert(use.key.user);
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, address))
    welcome.insert(file.logins.submissions[row].user);
  return welcome.size() >= kPeople;
}

// A telephone with last year's password fails all day too: one mailbox, which it once could open,
// if from another address of its provider's.
bool is_own_device(const CaseFile& file, std::uint32_t address, const Guesser& guesser,
                   OwnersNetworks& owners) {
  return guesser.users.size() == 1 && guesser.unknown == 0 &&
         owners.knows(*guesser.users.begin(), file.ledger.address(address));
}

bool is_guessing(const Guesser& guesser) {
  if (guesser.failures < kGuesses || !is_believed(guesser.proven, guesser.failures)) return false;
  if (guesser.successes > 0 && guesser.first_success < guesser.first) return false;
  if (guesser.users.size() >= 3 || guesser.unknown >= 3) return true;
  return guesser.busiest_hour >= kFastGuesses ||
         (guesser.users.size() == 2 && guesser.busiest_hour >= kGuesses);
}

std::optional<Incident> judge_guessing(const CaseFile& file) {
  const std::map<std::uint32_t, Guesser> all = guessers(file.ledger);
  Incident incident;
  incident.kind = IncidentKind::inbound;
  std::set<std::uint32_t> users;
  std::set<std::uint32_t> attackers;
  OwnersNetworks owners(file);
  for (const auto& [address, guesser] : all)
    if (is_guessing(guesser) && !is_shared(file, address, guesser) &&
        !is_own_device(file, address, guesser, owners)) {
      attackers.insert(address);
      users.insert(guesser.users.begin(), guesser.users.end());
    }
  // One mailbox tried from everywhere, a few times each: no single address reaches the floor.
  std::map<std::uint32_t, std::pair<std::uint64_t, std::set<std::uint32_t>>> by_user;
  for (const auto& [address, guesser] : all)
    if (guesser.successes == 0)
      for (const std::uint32_t user : guesser.users) {
        by_user[user].first += guesser.failures;
        by_user[user].second.insert(address);
      }
  std::set<std::uint32_t> besieged;
  for (const auto& [user, tries] : by_user)
    if (tries.first >= 3 * kGuesses && tries.second.size() >= 8) besieged.insert(user);
  if (users.empty() && besieged.empty()) return {};
  for (const auto& [address, guesser] : all) {
    if (guesser.successes > 0 || !is_believed(guesser.proven, guesser.failures)) continue;
    const auto tried_any = [&](const std::set<std::uint32_t>& targets) {
      return std::ranges::any_of(guesser.users,
                                 [&](std::uint32_t user) { return targets.contains(user); });
    };
    if (((guesser.failures >= kAlliedGuesses && tried_any(users)) ||
         (guesser.failures >= kBotnetGuesses && tried_any(besieged))) &&
        !is_own_device(file, address, guesser, owners))
      attackers.insert(address);
  }
  users.insert(besieged.begin(), besieged.end());
  if (attackers.empty()) return {};
  std::uint64_t failures = 0;
  const Guesser* busiest = nullptr;
  for (const std::uint32_t address : attackers) {
    const Guesser& guesser = all.at(address);
    failures += guesser.failures;
    if (busiest == nullptr || guesser.failures > busiest->failures) busiest = &guesser;
    for (const auto& [door, count] : guesser.doors)
      add_origin(file, incident, address, via_of(door), count, guesser.first, guesser.last);
  }
  if (failures < 2 * kGuesses) return {};
  add_evidence(
      file, incident, "password_guessing", 3,
      fmt::format(
          "{} failed logins on {} mailbox{} from {} address{}, none of which ever logged in before",
          failures, users.size(), users.size() == 1 ? "" : "es", attackers.size(),
          attackers.size() == 1 ? "" : "es"),
      busiest->source, busiest->line);
  finish(file, incident, "guessing", confidence_of(failures, 2 * kGuesses));
  return incident;
}

struct Visitor {  // a remote host's accepted mail inside the window
  std::uint64_t messages = 0, recipients = 0, local = 0;
  std::map<std::uint32_t, std::uint64_t> texts, people;
  std::vector<MessageIndex> indexes;
  Time first{}, last{};
  std::uint64_t before = 0;  // messages in older logs
  std::size_t days_before = 0;
  bool is_known() const { return days_before >= kDaysKnown; }
};

// Sorted by the string id of the address: a busy server knows a hundred thousand of them, and a
// node for each was a tenth of judging.
using Visitors = std::vector<std::pair<std::uint32_t, Visitor>>;

const Visitor* visitor_at(const Visitors& mail, std::uint32_t address) {
  const auto found = std::ranges::lower_bound(mail, address, {}, &Visitors::value_type::first);
  return found == mail.end() || found->first != address ? nullptr : &found->second;
}

Visitors visitors(const CaseFile& file) {
  Visitors found;
  const std::int32_t first_hour =
      static_cast<std::int32_t>(file.ledger.from().time_since_epoch().count() / 3600);
  std::vector<const ActorRecord*> hosts;
  for (const ActorRecord& actor : file.ledger.actors)
    if (actor.submission == SubmissionClass::remote) hosts.push_back(&actor);
  std::ranges::stable_sort(hosts, {}, &ActorRecord::name);
  found.reserve(hosts.size());
  for (const ActorRecord* host : hosts) {
    const ActorRecord& actor = *host;
    if (found.empty() || found.back().first != actor.name)
      found.emplace_back(actor.name, Visitor{});
    Visitor& visitor = found.back().second;
    std::int32_t last_day = 0;
    for (const HourCount& hour : actor.hours) {
      if (hour.hour >= first_hour) continue;
      visitor.before += hour.messages;
      visitor.days_before += hour.hour / 24 != last_day;
      last_day = hour.hour / 24;
    }
    for (const MessageIndex index : actor.messages) {
      const Message& message = file.ledger.messages[index];
      if (message.sender == 0) continue;
      visitor.indexes.push_back(index);
      ++visitor.messages;
      visitor.recipients += message.recipients;
      if (message.has_subject) ++visitor.texts[message.subject];
      file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
        visitor.local += is_local_recipient(file, recipient);
        ++visitor.people[recipient.text];
      });
      if (visitor.first == Time{} || message.at < visitor.first) visitor.first = message.at;
      visitor.last = std::max(visitor.last, message.at);
    }
  }
  return found;
}

std::optional<Incident> judge_probing(const CaseFile& file, const Visitors& mail) {
  Incident incident;
  incident.kind = IncidentKind::inbound;
  std::uint64_t probes = 0;
  const RefusalUse* busiest = nullptr;
  auto count_of = [](const RefusalUse& use) {
    return use.by_what[static_cast<int>(Refusal::What::unknown_recipient)] +
           use.by_what[static_cast<int>(Refusal::What::relay)];
  };
  std::uint64_t total = 0;
  for (const RefusalUse& use : file.ledger.refusals) total += count_of(use);
  for (const RefusalUse& use : file.ledger.refusals) {
    const std::uint32_t count = count_of(use);
    const Visitor* visitor = visitor_at(mail, use.address);
    const std::uint64_t accepted = visitor == nullptr ? 0 : visitor->messages + visitor->before;
    // A partner with an old address book is refused now and then, and mostly let in.
    const bool alone = count >= kProbes && use.distinct_recipients >= kProbes / 2;
    const bool allied = count >= kProbes / 2 && use.distinct_recipients >= 5 &&
                        total >= 3 * kProbes && use.busiest_hour >= kProbes / 2;
    if (!is_believed(use.proven, count)) continue;
    if ((!alone && !allied) || accepted * 2 > count || use.before > 4 * count) continue;
    probes += count;
    if (busiest == nullptr || count > count_of(*busiest)) busiest = &use;
    add_origin(file, incident, use.address, Via::smtp, count, use.first, use.last);
  }
  if (busiest == nullptr) return {};
  add_evidence(
      file, incident, "recipient_probing", 3,
      fmt::format(
          "{} recipients that do not exist here (or are not ours) were tried from {} address{}",
          probes, incident.origins.size(), incident.origins.size() == 1 ? "" : "es"),
      busiest->source, busiest->line);
  finish(file, incident, "probing", confidence_of(probes, kProbes));
  return incident;
}

std::vector<MessageIndex> copies_of(const CaseFile& file, const Visitors& mail,
                                    std::uint32_t text) {
  std::vector<MessageIndex> copies;
  for (const auto& [address, visitor] : mail)
    if (visitor.before == 0 && visitor.texts.contains(text))
      std::ranges::copy_if(visitor.indexes, std::back_inserter(copies), [&](MessageIndex index) {
        return file.ledger.messages[index].subject == text;
      });
  return copies;
}

// Texts that many hosts send which never wrote before: a storm no single one of them shows.
std::set<std::uint32_t> storm_texts(const CaseFile& file, const Visitors& mail) {
  std::map<std::uint32_t, std::pair<std::uint64_t, std::uint64_t>> texts;  // → messages, hosts
  for (const auto& [address, visitor] : mail) {
    if (visitor.before > 0) continue;
    for (const auto& [text, count] : visitor.texts) {
      texts[text].first += count;
      ++texts[text].second;
    }
  }
  std::set<std::uint32_t> storm;
  for (const auto& [text, spread] : texts)
    if (text != 0 && spread.first >= kFloodMessages && spread.second >= 10 &&
        !are_answers(file, copies_of(file, mail, text)))
      storm.insert(text);
  return storm;
}

// A provider's host carries a few letters of the storm and everybody else's mail: only these few
// are the flood's, and the host is no flooder where they are the smaller part.
enum class Flooding : std::uint8_t { none, with_storm_texts, with_all };

// `visitor`: its accepted mail, nullptr where none; `use`: its refusals, nullptr where none.
Flooding flooding_of(const Visitor* visitor, const RefusalUse* use,
                     const std::set<std::uint32_t>& storm) {
  const std::uint64_t spam =
      use == nullptr ? 0 : use->by_what[static_cast<int>(Refusal::What::spam)];
  const std::uint64_t accepted = visitor == nullptr ? 0 : visitor->messages;
  if (visitor != nullptr && visitor->local * 2 < visitor->recipients)
    return Flooding::none;  // relaying is judged elsewhere
  const std::uint64_t before = visitor == nullptr ? 0 : visitor->before;
  if (before * 4 > accepted + spam)
    return Flooding::none;  // it always wrote as much: a provider, a partner
  std::uint64_t top_person = 0, top_text = 0, of_storm = 0;
  if (visitor != nullptr) {
    for (const auto& [person, count] : visitor->people) top_person = std::max(top_person, count);
    for (const auto& [text, count] : visitor->texts) {
      top_text = std::max(top_text, count);
      if (storm.contains(text)) of_storm += count;
    }
  }
  const std::uint64_t all = accepted + spam;
  // Its outage, its loop: a partner's host is told of where it is really much.
  if (visitor != nullptr && visitor->is_known() && spam * 10 < all && all < kFloodOfAPartner)
    return Flooding::none;
  const bool is_flooder =
      (spam >= 20 && spam * 5 >= all) ||
      (all >= kFloodMessages && (spam * 10 >= all || top_person >= kFloodMessages ||
                                 (top_text * 5 >= accepted * 4 && accepted >= 3 * kFloodMessages)));
  if (is_flooder) return Flooding::with_all;
  return of_storm > 0 && of_storm * 2 >= accepted ? Flooding::with_storm_texts : Flooding::none;
}

std::vector<MessageIndex> messages_of_flood(const CaseFile& file, const Visitor& visitor,
                                            Flooding flooding,
                                            const std::set<std::uint32_t>& storm) {
  std::vector<MessageIndex> messages = visitor.indexes;
  if (flooding == Flooding::with_storm_texts)
    std::erase_if(messages, [&](MessageIndex index) {
      return !storm.contains(file.ledger.messages[index].subject);
    });
  return messages;
}

std::optional<Incident> judge_flood(const CaseFile& file, const Visitors& mail) {
  Incident incident;
  incident.kind = IncidentKind::inbound;
  std::vector<const RefusalUse*> refused(file.ledger.strings.size());  // by string id
  for (const RefusalUse& use : file.ledger.refusals) refused[use.address] = &use;
  std::vector<std::pair<std::uint32_t, Flooding>> flooders;
  std::uint64_t messages = 0;
  const std::set<std::uint32_t> storm = storm_texts(file, mail);
  auto consider = [&](std::uint32_t address, const Visitor* visitor) {
    const Flooding flooding = flooding_of(visitor, refused[address], storm);
    if (flooding != Flooding::none) flooders.emplace_back(address, flooding);
  };
  for (const auto& [address, visitor] : mail) consider(address, &visitor);
  for (const RefusalUse& use : file.ledger.refusals)
    if (visitor_at(mail, use.address) == nullptr) consider(use.address, nullptr);
  if (flooders.empty()) return {};
  const Message* sample = nullptr;
  std::vector<MessageIndex> accepted;
  for (const auto& [address, flooding] : flooders) {
    const Visitor* visitor = visitor_at(mail, address);
    const RefusalUse* use = refused[address];
    std::uint64_t events = use == nullptr ? 0 : use->by_what[static_cast<int>(Refusal::What::spam)];
    Time first = use == nullptr ? Time{} : use->first, last = use == nullptr ? Time{} : use->last;
    if (visitor != nullptr) {
      const auto of_flood = messages_of_flood(file, *visitor, flooding, storm);
      events += of_flood.size();
      if (first == Time{} || (visitor->first != Time{} && visitor->first < first))
        first = visitor->first;
      last = std::max(last, visitor->last);
      for (const MessageIndex index : of_flood) {
        const Message& message = file.ledger.messages[index];
        accepted.push_back(index);
        if (sample == nullptr) sample = &message;
        if (!message.in_spool) continue;
        incident.quarantine.emplace_back(message.id.text());
        ++incident.messages.queued;
        incident.messages.frozen += message.is_frozen;
      }
    }
    messages += events;
    add_origin(file, incident, address, Via::smtp, events, first, last);
    if (visitor != nullptr && visitor->is_known())
      keep_open(incident.origins.back(),
                fmt::format("it wrote to this server on {} days before", visitor->days_before));
  }
  const Volume volume = measure(file, accepted);
  incident.messages.submitted = volume.messages;
  incident.messages.recipients = volume.recipients;
  incident.messages.distinct_recipients = volume.distinct_recipients;
  incident.messages.delivered = volume.delivered;
  incident.messages.deferred = volume.deferred;
  incident.messages.failed = volume.failed;
  std::ranges::sort(incident.quarantine);
  const SourceRef source =
      sample != nullptr ? sample->source : refused[flooders.front().first]->source;
  add_evidence(file, incident, "inbound_flood", 3,
               fmt::format("{} messages to this server from {} address{} that never wrote so much "
                           "before ({} taken, {} refused as spam)",
                           messages, flooders.size(), flooders.size() == 1 ? "" : "es",
                           volume.messages, messages - std::min(messages, volume.messages)),
               source, sample == nullptr ? refused[flooders.front().first]->line : "");
  finish(file, incident, "flood", confidence_of(messages, kFloodMessages));
  return incident;
}

}  // namespace

std::vector<Incident> judge_inbound(const CaseFile& file) {
  std::vector<Incident> incidents;
  const Visitors mail = visitors(file);
  if (auto incident = judge_guessing(file)) incidents.push_back(std::move(*incident));
  if (auto incident = judge_probing(file, mail)) incidents.push_back(std::move(*incident));
  if (auto incident = judge_flood(file, mail)) incidents.push_back(std::move(*incident));
  return incidents;
}

}  // namespace queuehound
