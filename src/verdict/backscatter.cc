#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "mail/address.h"
#include "verdict/answers.h"
#include "verdict/attack_report.h"
#include "verdict/inbound.h"
#include "verdict/local_recipient.h"
#include "verdict/visitors.h"

namespace queuehound {
namespace {

constexpr std::uint32_t kBounces = 20, kBounceHosts = 3;
constexpr int kBouncesComeWithin = 3;  // days after the mail, most of them

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
    if (message.sender != 0 || !message.is_counted() ||
        ledger.actors[message.actor].submission != SubmissionClass::remote)
      continue;
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      if (recipient.text == 0 || !is_local_recipient(file, recipient)) return;
      Victim& victim = victims[std::string(ledger.text(recipient.text))];
      ++victim.bounces;
      victim.hosts.insert(message.address);
      victim.messages.push_back(i);
      if (victim.first == Time{} || message.at < victim.first) victim.first = message.at;
      victim.last = std::max<Time>(victim.last, message.at);
    });
  }
  return victims;
}

// Does nobody here use the name, for all that is known? A catch-all takes mail for all that a
// forger makes up. A mailing service's names for each letter ("bounces+17=anna") are no forger's.
bool is_made_up(const CaseFile& file, const std::vector<std::uint64_t>& sent,
                const std::string& name) {
  const std::string_view local = split_address(name).local_part;
  if (local.find_first_of("+=") != std::string_view::npos || local.contains("bounce")) return false;
  const std::uint32_t id = file.ledger.strings.find(name);
  return sent[id] == 0 && rows_of(file.logins.logins_of_user, id).empty() &&
         rows_of(file.logins.submissions_of_user, id).empty();
}

void add_to(Victim& domain, const Victim& name) {
  domain.bounces += name.bounces;
  domain.hosts.insert(name.hosts.begin(), name.hosts.end());
  domain.messages.insert(domain.messages.end(), name.messages.begin(), name.messages.end());
  if (domain.first == Time{} || name.first < domain.first) domain.first = name.first;
  domain.last = std::max(domain.last, name.last);
}

// Bounces for names that nobody has, refused at the door or taken by a catch-all.
std::map<std::string, Victim> bounced_domains(const CaseFile& file,
                                              const std::map<std::string, Victim>& mailboxes,
                                              const std::vector<std::uint64_t>& sent) {
  constexpr std::size_t kNames = 10;
  std::map<std::string, Victim> domains;
  for (const auto& [domain, bounces] : file.ledger.bounce_refusals) {
    Victim& victim = domains[std::string(file.ledger.text(domain))];
    victim.bounces = bounces.count;
    victim.hosts.insert(bounces.hosts.begin(), bounces.hosts.end());
    victim.first = bounces.first;
    victim.last = bounces.last;
  }
  std::map<std::string, std::vector<const Victim*>> names;
  const std::unordered_set<std::string_view> known(file.server.mailboxes.begin(),
                                                   file.server.mailboxes.end());
  for (const auto& [name, victim] : mailboxes)
    if (!known.contains(name) && is_made_up(file, sent, name))
      names[std::string(domain_of(name))].push_back(&victim);
  for (const auto& [domain, victims] : names)
    if (victims.size() >= kNames)
      for (const Victim* name : victims) add_to(domains[domain], *name);
  return domains;
}

// Bounces as on other days: a customer's mailing service elsewhere has its bounces sent here.
bool is_routine(const Ledger& ledger, const Visitors& visitors, const Victim& victim) {
  std::uint64_t known = 0;
  for (const MessageIndex index : victim.messages) {
    const Visitor* host = visitors.at(ledger.messages[index].address);
    known += host != nullptr && host->is_known();
  }
  return !victim.messages.empty() && known * 3 >= victim.messages.size() * 2;
}

// Domains the mailbox wrote to in the window, and since when.
std::map<std::string, Time, std::less<>> written_to(const Ledger& ledger,
                                                    std::string_view mailbox) {
  std::map<std::string, Time, std::less<>> domains;
  const ActorId actor = ledger.find_actor(SubmissionClass::mailbox, mailbox, "");
  if (actor == FlatMap::kNone) return domains;
  for (const MessageIndex index : ledger.messages_of(ledger.actors[actor])) {
    const Message& message = ledger.messages[index];
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      if (recipient.domain == 0) return;
      const auto [since, is_new] =
          domains.try_emplace(std::string(ledger.text(recipient.domain)), message.at);
      if (!is_new) since->second = std::min<Time>(since->second, message.at);
    });
  }
  return domains;
}

void count_outcomes(const Ledger& ledger, std::string_view mailbox, const Victim& victim,
                    MessageCounts& counts) {
  const std::uint32_t name = ledger.strings.find(mailbox);
  for (const MessageIndex index : victim.messages)
    ledger.for_each_recipient_of(ledger.messages[index], [&](const RecipientEntry& recipient) {
      if (recipient.text != name) return;
      counts.delivered += recipient.outcome == Outcome::delivered;
      counts.deferred += recipient.outcome == Outcome::deferred;
      counts.failed += recipient.outcome == Outcome::failed;
    });
}

// What waits, but for bounces of hosts of those whom the mailbox just wrote to: its own letters may
// have come back.
void take_bounces(const Ledger& ledger, std::string_view mailbox, const Victim& victim,
                  Incident& incident) {
  const auto domains = written_to(ledger, mailbox);
  const auto is_of_own_letter = [&](const Message& bounce) {
    const std::string_view family = ledger.text(ledger.actors[bounce.actor].family);
    return !family.empty() && std::ranges::any_of(domains, [&](const auto& domain) {
      return domain.second <= bounce.at && (is_same_or_subdomain(family, domain.first) ||
                                            is_same_or_subdomain(domain.first, family));
    });
  };
  for (const MessageIndex index : victim.messages) {
    const Message& message = ledger.messages[index];
    if (!message.in_spool) continue;
    ++incident.messages.queued;
    incident.messages.frozen += message.is_frozen;
    auto& taken = is_of_own_letter(message) ? incident.spare : incident.quarantine;
    taken.push_back(message.id);
  }
  std::ranges::sort(incident.quarantine);
  std::ranges::sort(incident.spare);
}

}  // namespace

std::vector<Incident> judge_backscatter(const CaseFile& file,
                                        const std::vector<Incident>& culprits) {
  const Ledger& ledger = file.ledger;
  const std::map<std::string, Victim> victims = bounced_mailboxes(file);
  if (victims.empty() && ledger.bounce_refusals.empty()) return {};
  const std::vector<std::uint64_t> sent = sent_by_sender(ledger);
  const std::map<std::string, Victim> domains = bounced_domains(file, victims, sent);
  const auto is_any_flooded = [](const auto& all) {
    return std::ranges::any_of(all, [](const auto& victim) { return is_flooded(victim.second); });
  };
  const Visitors visitors =
      is_any_flooded(victims) || is_any_flooded(domains) ? visitors_of(file) : Visitors{};
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
    if (is_account && written_lately(file, name, kBouncesComeWithin) * 2 > victim.bounces) return;
    if (is_routine(ledger, visitors, victim)) return;
    Incident incident;
    incident.kind = IncidentKind::backscatter;
    if (is_account) incident.account = name;
    incident.domain = is_account ? std::string(domain_of(name)) : name;
    incident.first_seen = victim.first;
    incident.last_seen = victim.last;
    incident.messages.submitted = incident.messages.recipients = is_account ? victim.bounces : 0;
    incident.messages.distinct_recipients = is_account ? 1 : 0;
    if (is_account) {
      take_bounces(ledger, name, victim, incident);
      count_outcomes(ledger, name, victim, incident.messages);
    }
    // Not a copy: what is known of a message beside it, such as its first id, is found by its
    // place.
    const Message none{};
    const Message& shown =
        victim.messages.empty() ? none : ledger.messages[victim.messages.front()];
    add_evidence(file, incident, "backscatter", 3,
                 fmt::format("{} bounces from {} servers for mail that this server did not send "
                             "({} messages of its own in that time)",
                             victim.bounces, victim.hosts.size(), own),
                 shown);
    finish_incident(file, incident, name, victim.bounces, kBounces);
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
