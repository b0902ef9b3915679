#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "attacks/attack_report.h"
#include "attacks/inbound.h"
#include "dossier/answers.h"
#include "dossier/local_recipient.h"
#include "dossier/visitors.h"
#include "mail/address.h"

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

// A bounce that waits in the queue. One may be for two mailboxes.
struct WaitingBounce {
  MessageIndex message = 0;
  bool is_of_own_letter = false;
  friend auto operator<=>(const WaitingBounce&, const WaitingBounce&) = default;
};

// Those to `mailbox`; of hosts of those whom it just wrote to its own letters may have come back.
void list_waiting(const Ledger& ledger, std::string_view mailbox, const Victim& victim,
                  std::vector<WaitingBounce>& waiting) {
  const auto domains = written_to(ledger, mailbox);
  const auto is_of_own_letter = [&](const Message& bounce) {
    const std::string_view family = ledger.text(ledger.actors[bounce.actor].family);
    return !family.empty() && std::ranges::any_of(domains, [&](const auto& domain) {
      return domain.second <= bounce.at && (is_same_or_subdomain(family, domain.first) ||
                                            is_same_or_subdomain(domain.first, family));
    });
  };
  for (const MessageIndex index : victim.messages)
    if (const Message& message = ledger.messages[index]; message.in_spool)
      waiting.push_back({index, is_of_own_letter(message)});
}

void take_waiting(const Ledger& ledger, std::vector<WaitingBounce> waiting, Incident& incident) {
  std::ranges::sort(waiting, std::greater());  // whose own letter it is comes first
  const auto again = std::ranges::unique(waiting, {}, &WaitingBounce::message);
  waiting.erase(again.begin(), again.end());
  for (const WaitingBounce& bounce : waiting) {
    const Message& message = ledger.messages[bounce.message];
    ++incident.messages.queued;
    incident.messages.frozen += message.is_frozen;
    (bounce.is_of_own_letter ? incident.spare : incident.quarantine).push_back(message.id);
  }
  std::ranges::sort(incident.quarantine);
  std::ranges::sort(incident.spare);
}

// Whoever is written under elsewhere: one mailbox, or a domain with those of its mailboxes that
// are.
struct Forged {
  std::string name;
  bool is_account = true;
  Victim bounces;
  std::vector<const std::string*> mailboxes;  // keys of bounced_mailboxes
};

class BackscatterJudge {
 public:
  BackscatterJudge(const CaseFile& file, const std::vector<Incident>& culprits)
      : file_(file),
        culprits_(culprits),
        victims_(bounced_mailboxes(file)),
        sent_(sent_by_sender(file.ledger)),
        domains_(bounced_domains(file, victims_, sent_)) {
    if (std::ranges::any_of(victims_, is_flooded, &Victims::value_type::second) ||
        std::ranges::any_of(domains_, is_flooded, &Victims::value_type::second))
      visitors_ = visitors_of(file);
  }

  std::vector<Incident> judge() const {
    std::vector<Incident> incidents;
    std::set<std::string, std::less<>> told;
    for (const Forged& forged : forged_mailboxes()) {
      told.insert(forged.is_account ? std::string(domain_of(forged.name)) : forged.name);
      incidents.push_back(report(forged));
    }
    for (const auto& [name, victim] : domains_)
      if (!told.contains(name) && is_forged(name, victim))
        incidents.push_back(report({name, false, victim, {}}));
    return incidents;
  }

 private:
  using Victims = std::map<std::string, Victim>;

  std::uint64_t sent_by(std::string_view mailbox) const {
    return sent_[file_.ledger.strings.find(mailbox)];
  }
  bool is_culprit(std::string_view name) const;
  bool is_forged(std::string_view name, const Victim& victim) const;
  bool is_forged_mailbox(const std::string& name, const Victim& victim) const;
  std::vector<Forged> forged_mailboxes() const;
  Incident report(const Forged& forged) const;

  const CaseFile& file_;
  const std::vector<Incident>& culprits_;
  Victims victims_;
  std::vector<std::uint64_t> sent_;  // by string id
  Victims domains_;
  Visitors visitors_;
};

bool BackscatterJudge::is_culprit(std::string_view name) const {
  return std::ranges::any_of(culprits_, [&](const Incident& incident) {
    return (incident.account &&
            (*incident.account == name || domain_of(*incident.account) == name)) ||
           (incident.domain && (*incident.domain == name || *incident.domain == domain_of(name)));
  });
}

bool BackscatterJudge::is_forged(std::string_view name, const Victim& victim) const {
  return is_flooded(victim) && !is_culprit(name) && !is_routine(file_.ledger, visitors_, victim);
}

bool BackscatterJudge::is_forged_mailbox(const std::string& name, const Victim& victim) const {
  return is_flooded(victim) && sent_by(name) * 2 <= victim.bounces &&
         written_lately(file_, name, kBouncesComeWithin) * 2 <= victim.bounces &&
         is_forged(name, victim);
}

// A forger with a list of a company's addresses writes under all of them: that is one attack with
// one thing to do about it, and ten thousand incidents would bury every other.
std::vector<Forged> BackscatterJudge::forged_mailboxes() const {
  constexpr std::size_t kMany = 10;
  std::map<std::string_view, std::vector<const Victims::value_type*>> of_domain;
  for (const auto& victim : victims_)
    if (is_forged_mailbox(victim.first, victim.second))
      of_domain[domain_of(victim.first)].push_back(&victim);
  std::vector<Forged> forged;
  for (const auto& [domain, mailboxes] : of_domain) {
    if (mailboxes.size() < kMany) {
      for (const auto* mailbox : mailboxes)
        forged.push_back({mailbox->first, true, mailbox->second, {&mailbox->first}});
      continue;
    }
    Forged& whole = forged.emplace_back(std::string(domain), false);
    for (const auto* mailbox : mailboxes) {
      add_to(whole.bounces, mailbox->second);
      whole.mailboxes.push_back(&mailbox->first);
    }
    std::vector<MessageIndex>& messages = whole.bounces.messages;  // one may be for two of them
    std::ranges::sort(messages);
    const auto again = std::ranges::unique(messages);
    messages.erase(again.begin(), again.end());
    whole.bounces.bounces = messages.size();
  }
  return forged;
}

Incident BackscatterJudge::report(const Forged& forged) const {
  const Ledger& ledger = file_.ledger;
  const Victim& bounces = forged.bounces;
  Incident incident;
  incident.kind = IncidentKind::backscatter;
  if (forged.is_account) incident.account = forged.name;
  incident.domain = forged.is_account ? std::string(domain_of(forged.name)) : forged.name;
  incident.first_seen = bounces.first;
  incident.last_seen = bounces.last;
  std::uint64_t own = 0;
  std::vector<WaitingBounce> waiting;
  for (const std::string* mailbox : forged.mailboxes) {
    const Victim& its = victims_.at(*mailbox);
    incident.messages.recipients += its.bounces;
    list_waiting(ledger, *mailbox, its, waiting);
    count_outcomes(ledger, *mailbox, its, incident.messages);
    own += sent_by(*mailbox);
  }
  take_waiting(ledger, std::move(waiting), incident);
  incident.messages.submitted = forged.mailboxes.empty() ? 0 : bounces.bounces;
  incident.messages.distinct_recipients = forged.mailboxes.size();
  // Not a copy: what is known of a message beside it, such as its first id, is found by its place.
  const Message none{};
  const Message& shown =
      bounces.messages.empty() ? none : ledger.messages[bounces.messages.front()];
  const std::string whom = forged.mailboxes.size() > 1
                               ? fmt::format(" to {} mailboxes", forged.mailboxes.size())
                               : std::string();
  add_evidence(file_, incident, "backscatter", 3,
               fmt::format("{} bounces{} from {} servers for mail that this server did not send "
                           "({} messages of its own in that time)",
                           bounces.bounces, whom, bounces.hosts.size(), own),
               shown);
  finish_incident(file_, incident, forged.name, bounces.bounces, kBounces);
  return incident;
}

}  // namespace

std::vector<Incident> judge_backscatter(const CaseFile& file,
                                        const std::vector<Incident>& culprits) {
  return BackscatterJudge(file, culprits).judge();
}

}  // namespace queuehound
