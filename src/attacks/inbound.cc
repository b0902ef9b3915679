#include "attacks/inbound.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "attacks/attack_report.h"
#include "attacks/guessing.h"
#include "attacks/mail_bomb.h"
#include "attacks/probing.h"
#include "attacks/thrown_letters.h"
#include "base/busy_hours.h"
#include "base/hash.h"
#include "base/keyed_rows.h"
#include "dossier/answers.h"
#include "dossier/host_families.h"
#include "dossier/local_recipient.h"
#include "dossier/measure.h"
#include "dossier/visitors.h"

namespace queuehound {
namespace {

// Floors from what others use (5 to 10 failures an hour ban an address); ours are higher because a
// block is proposed for good and because every server is scanned all day.
constexpr std::uint32_t kFloodMessages = 100, kFloodOfAPartner = 1000;

// Texts that many hosts send which never wrote before: a storm no single one of them shows.
Ids common_texts(const Ledger& ledger, const Visitors& mail) {
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
  Ids common;
  for (const Text& text : texts.rows())
    if (text.id != 0 && text.messages >= kFloodMessages && text.hosts >= 10)
      common.push_back(text.id);
  sort_ids(common);
  return common;
}

bool is_of(const Ids& texts, const Message& message) {
  return message.has_subject && std::ranges::binary_search(texts, message.subject);
}

// Those that nobody here asked for.
Ids storm_texts(const CaseFile& file, const Visitors& mail) {
  Ids storm = common_texts(file.ledger, mail);
  if (storm.empty()) return storm;
  KeyedRows<std::vector<MessageIndex>> copies;
  for (const Visitor& visitor : mail.rows)
    if (visitor.before == 0)
      for_each_message(file.ledger, visitor, [&](MessageIndex index, const Message& message) {
        if (is_of(storm, message)) copies[message.subject].push_back(index);
      });
  Answers answers(file);
  std::erase_if(storm, [&](std::uint32_t text) { return answers.are(copies[text]); });
  return storm;
}

// How often the commonest of `rows` is among them.
template <class Row>
std::uint64_t most_alike(std::vector<Row> rows) {
  std::ranges::sort(rows);
  std::uint64_t most = 0;
  for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
    while (end < rows.size() && rows[end] == rows[begin]) ++end;
    most = std::max<std::uint64_t>(most, end - begin);
  }
  return most;
}

// Notices of payments, a machine's cron: they come all day. Who floods somebody is quick about it.
std::uint64_t mail_to_one_person_in_an_hour(const Ledger& ledger, const Visitor& visitor) {
  KeyedRows<std::vector<Time>> letters;  // by person
  for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      letters[recipient.text].push_back(message.at);
    });
  });
  std::size_t most = 0;
  for (std::vector<Time> times : letters.rows()) {
    std::ranges::sort(times);
    most = std::max(most, most_in_an_hour(times));
  }
  return most;
}

std::uint64_t mail_of_one_text(const Ledger& ledger, const Visitor& visitor) {
  Ids texts;
  for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
    if (message.has_subject) texts.push_back(message.subject);
  });
  return most_alike(std::move(texts));
}

std::uint64_t mail_with_subject(const Ledger& ledger, const Visitor& visitor) {
  std::uint64_t messages = 0;
  for_each_message(ledger, visitor,
                   [&](MessageIndex, const Message& message) { messages += message.has_subject; });
  return messages;
}

std::uint64_t mail_of_storm(const Ledger& ledger, const Visitor& visitor, const Ids& storm) {
  std::uint64_t messages = 0;
  if (storm.empty()) return messages;
  for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
    messages += is_of(storm, message);
  });
  return messages;
}

// Whoever chooses the words of a storm can choose those that honest letters bear ("Invoice"): a
// mail provider's host that brings a few, and one that writes as itself, are not of it for that.
bool is_there_by_chance(const CaseFile& file, const HostFamilies& families, const Visitor& visitor,
                        const Ids& storm, std::uint64_t of_storm) {
  constexpr std::uint64_t kFew = 3;
  if (of_storm > kFew) return false;
  if (families.is_providers_host(visitor)) return true;
  bool is_itself = true;
  for_each_message(file.ledger, visitor, [&](MessageIndex, const Message& message) {
    is_itself &= !is_of(storm, message) || families.writes_as_itself(visitor, message);
  });
  return is_itself;
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

// A provider's host carries a few letters of the storm and everybody else's mail: only these few
// are the flood's, and the host is no flooder where they are the smaller part.
enum class Flooding : std::uint8_t { none, with_storm_texts, with_all };

bool floods_somebody(const Ledger& ledger, const Visitor& visitor) {
  const bool differs =
      mail_of_one_text(ledger, visitor) * 5 < mail_with_subject(ledger, visitor) * 4;
  return mail_to_one_person_in_an_hour(ledger, visitor) >= kFloodMessages / (differs ? 1 : 2);
}

bool floods_with_one_text(const Ledger& ledger, const Visitor& visitor) {
  return visitor.messages >= 3 * kFloodMessages &&
         mail_of_one_text(ledger, visitor) * 5 >= visitor.messages * 4;
}

// `spam`: refused as that, beside the accepted mail.
bool writes_too_much(const CaseFile& file, const HostFamilies& families, const Visitor* visitor,
                     std::uint64_t spam) {
  const std::uint64_t all = spam + (visitor == nullptr ? 0 : visitor->messages);
  const bool is_spammer = spam >= 20 && spam * 5 >= all;
  if (visitor == nullptr) return is_spammer;
  if (is_spammer && !families.is_of_provider(*visitor, spam)) return true;
  if (all < kFloodMessages) return false;
  if (floods_somebody(file.ledger, *visitor)) return !families.writes_to_its_owner(*visitor);
  if (throws_letters(file, families, *visitor)) return true;
  return floods_with_one_text(file.ledger, *visitor) && !families.sends_next_issue(*visitor);
}

// `visitor`: its accepted mail, nullptr where none.
Flooding flooding_of(const CaseFile& file, const HostFamilies& families, const Visitor* visitor,
                     std::uint64_t spam, const Ids& storm) {
  const std::uint64_t accepted = visitor == nullptr ? 0 : visitor->messages;
  const std::uint64_t before = visitor == nullptr ? 0 : visitor->before;
  const std::uint64_t all = accepted + spam;
  if (before * 4 > all) return Flooding::none;  // it always wrote as much: a provider, a partner
  // Its outage, its loop: a partner's host is told of where it is really much.
  if (visitor != nullptr && visitor->is_known() && spam * 10 < all && all < kFloodOfAPartner)
    return Flooding::none;
  Flooding flooding = Flooding::none;
  if (writes_too_much(file, families, visitor, spam)) {
    flooding = Flooding::with_all;
  } else if (visitor != nullptr) {
    const std::uint64_t of_storm = mail_of_storm(file.ledger, *visitor, storm);
    if (of_storm > 0 && of_storm * 2 >= accepted &&
        !is_there_by_chance(file, families, *visitor, storm, of_storm))
      flooding = Flooding::with_storm_texts;
  }
  if (flooding == Flooding::none || visitor == nullptr || !is_relaying(file, *visitor))
    return flooding;
  return Flooding::none;
}

std::uint64_t spam_of(const RefusalsInWindow* use) {
  return use == nullptr ? 0 : use->by_what[static_cast<int>(Refusal::What::spam)];
}

// Refusals inside the window.
class Refused {
 public:
  explicit Refused(const Ledger& ledger)
      : ledger_(ledger), row_of_(ledger.strings.size(), kNothing) {
    for (const RefusalUse& use : ledger.refusals) row_of_[use.address] = use.in_window;
  }
  const RefusalsInWindow* at(std::uint32_t address) const {  // null where there are none
    const std::uint32_t row = row_of_[address];
    return row == kNothing ? nullptr : &ledger_.refusals_in_window[row];
  }

 private:
  const Ledger& ledger_;
  std::vector<std::uint32_t> row_of_;  // by string id of the address
};

struct Flooder {
  std::uint32_t address = 0;
  Flooding flooding = Flooding::none;
  std::string others_need_it = {};  // why it is not blocked; "" = it is
};

// A partner's, or a provider's whose other hosts write every day: whoever has a mailbox with it can
// make it flood.
std::string why_others_need_it(const HostFamilies& families, const Visitor* visitor) {
  if (visitor == nullptr) return {};
  if (visitor->is_known())
    return fmt::format("it wrote to this server on {} days before", visitor->days_before);
  if (families.is_providers_host(*visitor))
    return "hosts of its name wrote to this server on days before: a mail provider's";
  return {};
}

// Of a host that others need, the letters of whoever floods: everybody else's stay. Who takes ever
// new names is told by all of its letters, and none is taken: some are honest, and no name says
// which.
class FloodingSenders {
 public:
  FloodingSenders(const Ledger& ledger, const Visitor& visitor, bool are_all) : are_all_(are_all) {
    if (are_all) return;
    std::uint64_t by_them = 0;
    for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
      const std::uint64_t letters = ++letters_[message.sender];
      by_them += letters == kMany ? kMany : letters > kMany;
    });
    are_most_ = by_them * 2 >= visitor.messages;
  }
  bool wrote(const Message& message) const {
    return are_all_ || letters_.at(message.sender) >= kMany;
  }
  bool is_of_flood(const Message& message) const { return !are_most_ || wrote(message); }

 private:
  static constexpr std::uint64_t kMany = 10;
  bool are_all_, are_most_ = true;
  std::unordered_map<std::uint32_t, std::uint64_t> letters_;
};

std::vector<Flooder> flooders_of(const CaseFile& file, const Visitors& mail, const Refused& refused,
                                 const Ids& storm) {
  const HostFamilies families(file);
  std::vector<Flooder> flooders;
  const auto consider = [&](std::uint32_t address, const Visitor* visitor) {
    const Flooding flooding =
        flooding_of(file, families, visitor, spam_of(refused.at(address)), storm);
    if (flooding != Flooding::none)
      flooders.push_back({address, flooding, why_others_need_it(families, visitor)});
  };
  for (const Visitor& visitor : mail.rows) consider(visitor.address, &visitor);
  for (const RefusalUse& use : file.ledger.refusals)
    if (spam_of(refused.at(use.address)) > 0 && mail.at(use.address) == nullptr)
      consider(use.address, nullptr);
  return flooders;
}

// Two robots that answer each other: one or two senders, and programs here wrote to them about as
// often as they wrote. To block such a host would cut off a partner and leave our half of the loop.
bool is_loop(const CaseFile& file, const Visitor& visitor) {
  constexpr std::size_t kSenders = 2;
  const Ledger& ledger = file.ledger;
  Ids senders;
  for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
    if (senders.size() <= kSenders && std::ranges::find(senders, message.sender) == senders.end())
      senders.push_back(message.sender);
  });
  if (senders.size() > kSenders) return false;
  std::vector<std::uint64_t> people;
  for (const std::uint32_t sender : senders)
    people.push_back(keyed_hash_folded(ledger.text(sender)));
  std::uint64_t written = 0;
  for (const ActorRecord& actor : ledger.actors) {
    if (actor.submission != SubmissionClass::local) continue;
    for (const MessageIndex index : ledger.messages_of(actor))
      ledger.for_each_recipient_of(ledger.messages[index], [&](const RecipientEntry& recipient) {
        written += std::ranges::find(people, recipient.hash) != people.end();
      });
  }
  return written * 2 >= visitor.messages;
}

void forget_loops(const CaseFile& file, const Visitors& mail, std::vector<Flooder>& flooders) {
  constexpr std::size_t kFew = 8;  // more hosts are no loop, and each is a look at all mail
  if (flooders.size() > kFew) return;
  std::erase_if(flooders, [&](const Flooder& flooder) {
    const Visitor* const visitor = mail.at(flooder.address);
    return visitor != nullptr && is_loop(file, *visitor);
  });
}

// Adds the host as an origin, and to `accepted` what was taken from it. Gives back its events.
std::uint64_t add_flooder(const CaseFile& file, const Flooder& flooder, const Visitor* visitor,
                          const RefusalsInWindow* use, const Ids& storm,
                          std::vector<MessageIndex>& accepted, Incident& incident) {
  std::uint64_t events = spam_of(use);
  Time first = use == nullptr ? Time{} : use->first, last = use == nullptr ? Time{} : use->last;
  if (visitor != nullptr) {
    const FloodingSenders senders(file.ledger, *visitor, flooder.others_need_it.empty());
    for_each_message(file.ledger, *visitor, [&](MessageIndex index, const Message& message) {
      if (first == Time{} || message.at < first) first = message.at;
      last = std::max<Time>(last, message.at);
      if (flooder.flooding == Flooding::with_storm_texts && !is_of(storm, message)) return;
      if (!senders.is_of_flood(message)) return;
      ++events;
      accepted.push_back(index);
      if (!message.in_spool) return;
      if (senders.wrote(message)) incident.quarantine.push_back(message.id);
      ++incident.messages.queued;
      incident.messages.frozen += message.is_frozen;
    });
  }
  add_origin(file, incident, flooder.address, Via::smtp, events, first, last);
  if (!flooder.others_need_it.empty()) keep_open(incident.origins.back(), flooder.others_need_it);
  return events;
}

std::vector<MailBomb> mail_bombs(const CaseFile& file, const Visitors& mail) {
  std::vector<ActorId> new_hosts;
  for (const Visitor& visitor : mail.rows)
    if (visitor.before == 0)
      new_hosts.insert(new_hosts.end(), visitor.hosts.begin(), visitor.hosts.end());
  return find_mail_bombs(file, new_hosts);
}

// Its busiest hosts are shown and nobody is blocked for it: a newsletter's host that was made to
// confirm an address writes once, and so does a bank's.
void add_mail_bomb(const CaseFile& file, const MailBomb& bomb, Incident& incident) {
  constexpr std::size_t kHostsShown = 20;
  Ids known;
  for (const Origin& origin : incident.origins)
    known.push_back(file.ledger.strings.find(bytes_of(origin.address)));
  sort_ids(known);
  std::size_t shown = 0;
  for (const MailBomb::Host& host : bomb.hosts) {
    if (shown == kHostsShown) break;
    if (std::ranges::binary_search(known, host.address)) continue;
    add_origin(file, incident, host.address, Via::smtp, host.messages, host.first, host.last);
    keep_open(incident.origins.back(),
              fmt::format("one of {} hosts that wrote to this mailbox together, none of them much: "
                          "honest servers that were made to write are among such",
                          bomb.hosts.size()));
    ++shown;
  }
  for (const MailBomb::Host& host : bomb.hosts) {
    incident.first_seen = std::min(incident.first_seen, host.first);
    incident.last_seen = std::max(incident.last_seen, host.last);
  }
  add_evidence(
      file, incident, "mail_bomb", 3,
      fmt::format("{} messages to the mailbox {} from {} hosts that never wrote before, {} of them "
                  "in one hour: what its owner is meant to overlook may be among them",
                  bomb.messages.size(), file.ledger.text(bomb.recipient), bomb.hosts.size(),
                  bomb.busiest_hour),
      file.ledger.messages[bomb.messages.front()]);
}

std::optional<Incident> judge_flood(const CaseFile& file, const Visitors& mail) {
  Incident incident;
  incident.kind = IncidentKind::inbound;
  const Refused refused(file.ledger);
  const Ids storm = storm_texts(file, mail);
  std::vector<Flooder> flooders = flooders_of(file, mail, refused, storm);
  forget_loops(file, mail, flooders);
  const std::vector<MailBomb> bombs = mail_bombs(file, mail);
  if (flooders.empty() && bombs.empty()) return {};
  std::uint64_t messages = 0;
  std::vector<MessageIndex> accepted;
  for (const Flooder& flooder : flooders)
    messages += add_flooder(file, flooder, mail.at(flooder.address), refused.at(flooder.address),
                            storm, accepted, incident);
  const std::uint64_t of_flooders = accepted.size();
  const RefusalsInWindow* refusal =
      accepted.empty() && !flooders.empty() ? refused.at(flooders.front().address) : nullptr;
  const MessageIndex first = accepted.empty() ? kNothing : accepted.front();
  for (const MailBomb& bomb : bombs) {
    accepted.insert(accepted.end(), bomb.messages.begin(), bomb.messages.end());
    add_mail_bomb(file, bomb, incident);
  }
  std::ranges::sort(accepted);
  const auto repeated = std::ranges::unique(accepted);
  accepted.erase(repeated.begin(), repeated.end());
  const Volume volume = measure(file, accepted);
  incident.messages.submitted = volume.messages;
  incident.messages.recipients = volume.recipients;
  incident.messages.distinct_recipients = volume.distinct_recipients;
  incident.messages.delivered = volume.delivered;
  incident.messages.deferred = volume.deferred;
  incident.messages.failed = volume.failed;
  std::ranges::sort(incident.quarantine);
  if (!flooders.empty()) {
    std::string text = fmt::format(
        "{} messages to this server from {} address{} that never wrote so much "
        "before ({} taken, {} refused as spam)",
        messages, flooders.size(), flooders.size() == 1 ? "" : "es", of_flooders,
        messages - std::min(messages, of_flooders));
    if (refusal == nullptr)
      add_evidence(file, incident, "inbound_flood", 3, std::move(text),
                   file.ledger.messages[first]);
    else
      add_evidence(file, incident, "inbound_flood", 3, std::move(text), refusal->line);
  }
  const std::uint64_t all = std::max<std::uint64_t>(messages, accepted.size());
  finish_incident(file, incident, "flood", all, kFloodMessages);
  return incident;
}

}  // namespace

std::vector<Incident> judge_inbound(const CaseFile& file) {
  std::vector<Incident> incidents;
  const Visitors mail = visitors_of(file);
  if (auto incident = judge_guessing(file)) incidents.push_back(std::move(*incident));
  if (auto incident = judge_probing(file, mail)) incidents.push_back(std::move(*incident));
  if (auto incident = judge_flood(file, mail)) incidents.push_back(std::move(*incident));
  return incidents;
}

}  // namespace queuehound
