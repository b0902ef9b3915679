#include "verdict/inbound.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/keyed_rows.h"
#include "mail/address.h"
#include "verdict/gather.h"
#include "verdict/guessing.h"
#include "verdict/inbound_parts.h"
#include "verdict/measure.h"

namespace queuehound {
namespace {

// Floors from what others use (5 to 10 failures an hour ban an address); ours are higher because a
// block is proposed for good and because every server is scanned all day.
constexpr std::uint32_t kProbes = 20;  // recipients that do not exist
constexpr std::uint32_t kFloodMessages = 100;
constexpr std::uint32_t kBounces = 20, kBounceHosts = 3;

// A remote host's accepted mail.
struct Visitor {
  std::uint32_t address = 0;
  std::uint64_t messages = 0;  // inside the window
  std::uint64_t before = 0;    // in older logs
  std::span<const ActorId> hosts;
};

// A busy server knows a hundred thousand of them, and few are ever suspected: only of these more is
// asked, by going through their messages again.
struct Visitors {
  std::vector<ActorId> hosts;  // those of one address beside each other
  std::vector<Visitor> rows;   // by the string id of the address

  const Visitor* at(std::uint32_t address) const {
    const auto found = std::ranges::lower_bound(rows, address, {}, &Visitor::address);
    return found == rows.end() || found->address != address ? nullptr : &*found;
  }
};

template <class Use>
void for_each_message(const Ledger& ledger, const Visitor& visitor, Use&& use) {
  for (const ActorId host : visitor.hosts)
    for (const MessageIndex index : ledger.messages_of(ledger.actors[host]))
      if (const Message& message = ledger.messages[index]; message.sender != 0) use(index, message);
}

std::vector<ActorId> remote_hosts(const Ledger& ledger) {
  std::vector<std::uint64_t> by_name;
  for (ActorId id = 0; id < ledger.actors.size(); ++id)
    if (ledger.actors[id].submission == SubmissionClass::remote)
      by_name.push_back(static_cast<std::uint64_t>(ledger.actors[id].name) << 32 | id);
  std::ranges::sort(by_name);
  std::vector<ActorId> hosts;
  hosts.reserve(by_name.size());
  for (const std::uint64_t row : by_name) hosts.push_back(static_cast<ActorId>(row));
  return hosts;
}

Visitors visitors(const Ledger& ledger) {
  Visitors found{remote_hosts(ledger), {}};
  const std::int64_t first_hour = ledger.from().time_since_epoch().count() / 3600;
  const std::span<const ActorId> hosts = found.hosts;
  const auto name_at = [&](std::size_t i) { return ledger.actors[hosts[i]].name; };
  found.rows.reserve(hosts.size());
  for (std::size_t begin = 0, end = 0; begin < hosts.size(); begin = end) {
    while (end < hosts.size() && name_at(end) == name_at(begin)) ++end;
    Visitor& visitor = found.rows.emplace_back();
    visitor.address = name_at(begin);
    visitor.hosts = hosts.subspan(begin, end - begin);
    for (const ActorId host : visitor.hosts)
      for (const HourCount& hour : ledger.hours_of(ledger.actors[host]))
        if (hour.hour < first_hour) visitor.before += hour.messages;
    for_each_message(ledger, visitor, [&](MessageIndex, const Message&) { ++visitor.messages; });
  }
  return found;
}

std::optional<Incident> judge_probing(const CaseFile& file, const Visitors& mail) {
  Incident incident;
  incident.kind = IncidentKind::inbound;
  std::uint64_t probes = 0;
  const RefusalsInWindow* busiest = nullptr;
  auto count_of = [](const RefusalsInWindow& use) {
    return use.by_what[static_cast<int>(Refusal::What::unknown_recipient)] +
           use.by_what[static_cast<int>(Refusal::What::relay)];
  };
  std::uint64_t total = 0;
  for (const RefusalsInWindow& use : file.ledger.refusals_in_window) total += count_of(use);
  for (const auto& [address, before, row] : file.ledger.refusals) {
    if (row == kNothing) continue;
    const RefusalsInWindow& use = file.ledger.refusals_in_window[row];
    const std::uint32_t count = count_of(use);
    // A partner with an old address book is refused now and then, and mostly let in.
    const bool alone = count >= kProbes && use.distinct_recipients >= kProbes / 2;
    const bool allied = count >= kProbes / 2 && use.distinct_recipients >= 5 &&
                        total >= 3 * kProbes && use.busiest_hour >= kProbes / 2;
    if ((!alone && !allied) || !is_believed(use.proven, count) || before > 4 * count) continue;
    const Visitor* visitor = mail.at(address);
    if (visitor != nullptr && (visitor->messages + visitor->before) * 2 > count) continue;
    probes += count;
    if (busiest == nullptr || count > count_of(*busiest)) busiest = &use;
    add_origin(file, incident, address, Via::smtp, count, use.first, use.last);
  }
  if (busiest == nullptr) return {};
  add_evidence(
      file, incident, "recipient_probing", 3,
      fmt::format(
          "{} recipients that do not exist here (or are not ours) were tried from {} address{}",
          probes, incident.origins.size(), incident.origins.size() == 1 ? "" : "es"),
      busiest->line.source(), std::string(file.ledger.line(busiest->line)));
  finish_incident(file, incident, "probing", confidence_of(probes, kProbes));
  return incident;
}

// Texts that many hosts send which never wrote before: a storm no single one of them shows.
Ids storm_texts(const Ledger& ledger, const Visitors& mail) {
  struct Text {
    std::uint32_t id = 0;
    std::uint64_t messages = 0, hosts = 0;
    const Visitor* last = nullptr;
  };
  KeyedRows<Text> texts;
  for (const Visitor& visitor : mail.rows) {
    if (visitor.before > 0) continue;
    for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
      if (!message.has_subject) return;
      Text& text = texts[message.subject];
      text.id = message.subject;
      ++text.messages;
      text.hosts += text.last != &visitor;
      text.last = &visitor;
    });
  }
  Ids storm;
  for (const Text& text : texts.rows())
    if (text.id != 0 && text.messages >= kFloodMessages && text.hosts >= 10)
      storm.push_back(text.id);
  sort_ids(storm);
  return storm;
}

// How often the commonest of `ids` is among them.
std::uint64_t most_alike(Ids ids) {
  std::ranges::sort(ids);
  std::uint64_t most = 0;
  for (std::size_t begin = 0, end = 0; begin < ids.size(); begin = end) {
    while (end < ids.size() && ids[end] == ids[begin]) ++end;
    most = std::max<std::uint64_t>(most, end - begin);
  }
  return most;
}

std::uint64_t mail_to_one_person(const Ledger& ledger, const Visitor& visitor) {
  Ids people;
  for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
    ledger.for_each_recipient_of(
        message, [&](const RecipientEntry& recipient) { people.push_back(recipient.text); });
  });
  return most_alike(std::move(people));
}

std::uint64_t mail_of_one_text(const Ledger& ledger, const Visitor& visitor) {
  Ids texts;
  for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
    if (message.has_subject) texts.push_back(message.subject);
  });
  return most_alike(std::move(texts));
}

bool is_in_storm(const Ledger& ledger, const Visitor& visitor, const Ids& storm) {
  if (storm.empty()) return false;
  bool found = false;
  for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
    found |= message.has_subject && std::ranges::binary_search(storm, message.subject);
  });
  return found;
}

// Most of its mail goes elsewhere: that is judged as relaying.
bool is_relaying(const CaseFile& file, const Visitor& visitor) {
  std::uint64_t recipients = 0, local = 0;
  for_each_message(file.ledger, visitor, [&](MessageIndex, const Message& message) {
    recipients += message.recipients;
    file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      local += is_local_recipient(file, recipient);
    });
  });
  return local * 2 < recipients;
}

// `visitor`: its accepted mail, nullptr where none; `spam`: what of it was refused as that.
bool writes_too_much(const Ledger& ledger, const Visitor* visitor, std::uint64_t spam,
                     const Ids& storm) {
  const std::uint64_t accepted = visitor == nullptr ? 0 : visitor->messages;
  const std::uint64_t before = visitor == nullptr ? 0 : visitor->before;
  const std::uint64_t all = accepted + spam;
  if (before * 4 > all) return false;  // it always wrote as much: a provider, a partner
  if (spam >= 20 && spam * 5 >= all) return true;
  if (visitor != nullptr && is_in_storm(ledger, *visitor, storm)) return true;
  if (all < kFloodMessages) return false;
  if (spam * 10 >= all) return true;
  if (visitor == nullptr) return false;
  return mail_to_one_person(ledger, *visitor) >= kFloodMessages ||
         (accepted >= 3 * kFloodMessages && mail_of_one_text(ledger, *visitor) * 5 >= accepted * 4);
}

std::uint64_t spam_of(const RefusalsInWindow* use) {
  return use == nullptr ? 0 : use->by_what[static_cast<int>(Refusal::What::spam)];
}

// By the string id of the address: its row of refusals inside the window and one more, 0 where it
// has none.
class Refused {
 public:
  explicit Refused(const Ledger& ledger) : ledger_(ledger), row_of_(ledger.strings.size()) {
    for (const RefusalUse& use : ledger.refusals) row_of_[use.address] = use.in_window + 1;
  }
  const RefusalsInWindow* at(std::uint32_t address) const {
    return row_of_[address] == 0 ? nullptr : &ledger_.refusals_in_window[row_of_[address] - 1];
  }

 private:
  const Ledger& ledger_;
  std::vector<std::uint32_t> row_of_;
};

std::vector<std::uint32_t> flooders_of(const CaseFile& file, const Visitors& mail,
                                       const Refused& refused) {
  const Ledger& ledger = file.ledger;
  const Ids storm = storm_texts(ledger, mail);
  std::vector<std::uint32_t> flooders;
  for (const Visitor& visitor : mail.rows)
    if (writes_too_much(ledger, &visitor, spam_of(refused.at(visitor.address)), storm) &&
        !is_relaying(file, visitor))
      flooders.push_back(visitor.address);
  for (const RefusalUse& use : ledger.refusals)
    if (writes_too_much(ledger, nullptr, spam_of(refused.at(use.address)), storm) &&
        mail.at(use.address) == nullptr)
      flooders.push_back(use.address);
  return flooders;
}

// Adds the host as an origin, and to `accepted` what was taken from it. Gives back its events.
std::uint64_t add_flooder(const CaseFile& file, std::uint32_t address, const Visitor* visitor,
                          const RefusalsInWindow* use, std::vector<MessageIndex>& accepted,
                          Incident& incident) {
  std::uint64_t events = spam_of(use);
  Time first = use == nullptr ? Time{} : use->first, last = use == nullptr ? Time{} : use->last;
  if (visitor != nullptr) {
    events += visitor->messages;
    for_each_message(file.ledger, *visitor, [&](MessageIndex index, const Message& message) {
      if (first == Time{} || message.at < first) first = message.at;
      last = std::max(last, message.at);
      accepted.push_back(index);
      if (!message.in_spool) return;
      incident.quarantine.emplace_back(message.id.text());
      ++incident.messages.queued;
      incident.messages.frozen += message.is_frozen;
    });
  }
  add_origin(file, incident, address, Via::smtp, events, first, last);
  return events;
}

std::optional<Incident> judge_flood(const CaseFile& file, const Visitors& mail) {
  Incident incident;
  incident.kind = IncidentKind::inbound;
  const Refused refused(file.ledger);
  const std::vector<std::uint32_t> flooders = flooders_of(file, mail, refused);
  if (flooders.empty()) return {};
  std::uint64_t messages = 0;
  std::vector<MessageIndex> accepted;
  for (const std::uint32_t address : flooders)
    messages +=
        add_flooder(file, address, mail.at(address), refused.at(address), accepted, incident);
  const RefusalsInWindow* refusal = accepted.empty() ? refused.at(flooders.front()) : nullptr;
  const Volume volume = measure(file, accepted);
  incident.messages.submitted = volume.messages;
  incident.messages.recipients = volume.recipients;
  incident.messages.distinct_recipients = volume.distinct_recipients;
  incident.messages.delivered = volume.delivered;
  incident.messages.deferred = volume.deferred;
  incident.messages.failed = volume.failed;
  std::ranges::sort(incident.quarantine);
  const SourceRef source =
      refusal == nullptr ? file.ledger.messages[accepted.front()].source() : refusal->line.source();
  add_evidence(file, incident, "inbound_flood", 3,
               fmt::format("{} messages to this server from {} address{} that never wrote so much "
                           "before ({} taken, {} refused as spam)",
                           messages, flooders.size(), flooders.size() == 1 ? "" : "es",
                           volume.messages, messages - std::min(messages, volume.messages)),
               source, refusal == nullptr ? "" : std::string(file.ledger.line(refusal->line)));
  finish_incident(file, incident, "flood", confidence_of(messages, kFloodMessages));
  return incident;
}

}  // namespace

std::string incident_id(IncidentKind kind, std::string_view actor) {
  return "I-" + stable_name(fmt::format("{}:{}", kind_name(kind), actor));
}

std::vector<Incident> judge_inbound(const CaseFile& file) {
  std::vector<Incident> incidents;
  const Visitors mail = visitors(file.ledger);
  if (auto incident = judge_guessing(file)) incidents.push_back(std::move(*incident));
  if (auto incident = judge_probing(file, mail)) incidents.push_back(std::move(*incident));
  if (auto incident = judge_flood(file, mail)) incidents.push_back(std::move(*incident));
  return incidents;
}

namespace {

struct Victim {
  std::uint64_t bounces = 0;
  std::set<std::uint32_t> hosts;
  std::vector<MessageIndex> messages;
  Time first{}, last{};
};

bool is_flooded(const Victim& victim) {
  return victim.bounces >= kBounces && victim.hosts.size() >= kBounceHosts;
}

// What each address sent itself, by string id: a mailing brings bounces of its own.
std::vector<std::uint64_t> sent_by_sender(const Ledger& ledger) {
  std::vector<std::uint64_t> sent(ledger.strings.size());
  for (const Message& message : ledger.messages)
    if (const SubmissionClass how = ledger.actors[message.actor].submission;
        (how == SubmissionClass::mailbox || how == SubmissionClass::local) && message.sender != 0)
      sent[message.sender] += message.recipients;
  return sent;
}

// Bounces from outside to each mailbox of this server.
std::map<std::string, Victim> bounced_mailboxes(const CaseFile& file) {
  const Ledger& ledger = file.ledger;
  std::map<std::string, Victim> victims;
  for (MessageIndex i = 0; i < ledger.messages.size(); ++i) {
    const Message& message = ledger.messages[i];
    if (message.sender != 0 || message.is_tampered ||
        ledger.actors[message.actor].submission != SubmissionClass::remote)
      continue;
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      if (recipient.text == 0 || !is_local_recipient(file, recipient)) return;
      Victim& victim = victims[std::string(ledger.text(recipient.text))];
      ++victim.bounces;
      victim.hosts.insert(message.address);
      victim.messages.push_back(i);
      if (victim.first == Time{} || message.at < victim.first) victim.first = message.at;
      victim.last = std::max(victim.last, message.at);
    });
  }
  return victims;
}

}  // namespace

std::vector<Incident> judge_backscatter(const CaseFile& file,
                                        const std::vector<Incident>& culprits) {
  const Ledger& ledger = file.ledger;
  const std::map<std::string, Victim> victims = bounced_mailboxes(file);
  const bool is_any_account =
      std::ranges::any_of(victims, [](const auto& victim) { return is_flooded(victim.second); });
  const std::vector<std::uint64_t> sent =
      is_any_account ? sent_by_sender(ledger) : std::vector<std::uint64_t>(1);
  std::map<std::string, Victim> domains;
  for (const auto& [domain, bounces] : ledger.bounce_refusals) {
    Victim& victim = domains[std::string(ledger.text(domain))];
    victim.bounces = bounces.count;
    victim.hosts.insert(bounces.hosts.begin(), bounces.hosts.end());
    victim.first = bounces.first;
    victim.last = bounces.last;
  }
  auto is_culprit = [&](std::string_view name) {
    return std::ranges::any_of(culprits, [&](const Incident& incident) {
      return (incident.account &&
              (*incident.account == name || domain_of(*incident.account) == name)) ||
             (incident.domain && (*incident.domain == name || *incident.domain == domain_of(name)));
    });
  };
  std::vector<Incident> incidents;
  auto report = [&](const std::string& name, const Victim& victim, bool is_account) {
    if (!is_flooded(victim) || is_culprit(name)) return;
    const std::uint64_t own = is_account ? sent[ledger.strings.find(name)] : 0;
    if (own * 2 > victim.bounces) return;
    Incident incident;
    incident.kind = IncidentKind::backscatter;
    if (is_account) incident.account = name;
    incident.domain = is_account ? std::string(domain_of(name)) : name;
    incident.first_seen = victim.first;
    incident.last_seen = victim.last;
    incident.messages.submitted = incident.messages.recipients = is_account ? victim.bounces : 0;
    incident.messages.distinct_recipients = is_account ? 1 : 0;
    for (const MessageIndex index : victim.messages) {
      const Message& message = ledger.messages[index];
      if (!message.in_spool) continue;
      ++incident.messages.queued;
      incident.messages.frozen += message.is_frozen;
      incident.quarantine.emplace_back(message.id.text());
    }
    std::ranges::sort(incident.quarantine);
    const SourceRef source =
        victim.messages.empty() ? SourceRef{} : ledger.messages[victim.messages.front()].source();
    add_evidence(file, incident, "backscatter", 3,
                 fmt::format("{} bounces from {} servers for mail that this server did not send "
                             "({} messages of its own in that time)",
                             victim.bounces, victim.hosts.size(), own),
                 source, "");
    finish_incident(file, incident, name, confidence_of(victim.bounces, kBounces));
    incidents.push_back(std::move(incident));
  };
  for (const auto& [name, victim] : victims) report(name, victim, true);
  for (const auto& [name, victim] : domains)
    if (std::ranges::none_of(incidents,
                             [&](const Incident& incident) { return incident.domain == name; }))
      report(name, victim, false);
  return incidents;
}

}  // namespace queuehound
