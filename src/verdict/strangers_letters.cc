#include "verdict/strangers_letters.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <unordered_set>

#include "dossier/bought_list.h"
#include "dossier/clients.h"
#include "dossier/likeness.h"
#include "dossier/reading_door.h"
#include "dossier/readings.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kTimesAsMuch = 5;  // as on the busiest day

// Calls use(message, row of its client) for each letter that is no answer.
template <class Use>
void for_each_letter(const CaseFile& file, const Dossier& dossier, Use&& use) {
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    if (dossier.client_of[i] != kNothing && !message.is_reply) use(message, dossier.client_of[i]);
  }
}

// Letters of strangers, by client, and by network of the provider.
struct Fates {
  std::vector<ListFate> of_client;
  std::map<IpAddress, ListFate> of_network;
  ListFate all;
};

IpAddress network_of(const CaseFile& file, const Client& client) {
  return provider_network_of(file.ledger.address(client.address)).base;
}

Fates fates_of(const CaseFile& file, const Dossier& dossier) {
  Fates fates{std::vector<ListFate>(dossier.clients.size()), {}, {}};
  for_each_letter(file, dossier, [&](const Message& message, std::uint32_t client) {
    if (!dossier.clients[client].is_usual) fates.of_client[client].add(file.ledger, message);
  });
  // Networks are asked of clients: a flood has few of these, and letters by the ten thousand.
  for (std::size_t client = 0; client < fates.of_client.size(); ++client) {
    const ListFate& fate = fates.of_client[client];
    if (fate.letters == 0) continue;
    fates.of_network[network_of(file, dossier.clients[client])].add(fate);
    fates.all.add(fate);
  }
  return fates;
}

void mark_writers_in_vain(const CaseFile& file, const Dossier& dossier, const Fates& fates,
                          std::vector<char>& marked) {
  constexpr std::uint64_t kDead = 15, kOneOf = 5;
  for (std::size_t client = 0; client < marked.size(); ++client) {
    if (fates.of_client[client].letters == 0) continue;
    const auto fate = fates.of_network.find(network_of(file, dossier.clients[client]));
    marked[client] |= fate != fates.of_network.end() && fate->second.is_dead(kDead, kOneOf);
  }
}

// Letter after letter to other people, several each: no hand writes so many.
void mark_writers_to_many(const Dossier& dossier, const Fates& fates, std::vector<char>& marked) {
  constexpr std::uint64_t kPeople = 100, kTimesAsMany = 10, kOfALetter = 3;
  if (!dossier.has_history_of_clients || !dossier.past.is_known()) return;
  if (fates.all.recipients < std::max(kPeople, kTimesAsMany * dossier.past.busiest_day)) return;
  for (std::size_t client = 0; client < marked.size(); ++client)
    if (const ListFate& fate = fates.of_client[client]; fate.letters > 0)
      marked[client] |= fate.recipients >= kOfALetter * fate.letters;
}

struct Correspondence {  // of one provider's network with the mailbox
  std::uint64_t letters = 0;
  PlaceOfReading reading;      // as far back as logs go
  std::uint64_t sessions = 0;  // of it, those of the window
  std::uint64_t people = 0;    // written to, who never wrote here
  std::uint64_t by_few = 0;    // of these by addresses that sent a handful
  // A telephone whose carrier gives it another address for each connection fetches its mail too,
  // from wherever it is; a thief looks in now and then. One that keeps its connection open for new
  // mail logs in a few times a day, all the day long.
  bool is_of_sender_only() const { return sessions * (reading.is_for_hours() ? 16 : 4) < letters; }
};
using Correspondences = std::map<IpAddress, Correspondence>;

// A great provider's hosts are one place, however many.
bool may_take_turns(const Client& client) { return !client.is_usual && client.family == 0; }

bool sends_few(const Client& client) {
  return !client.has_bulk && client.near_messages < kManyAtOnce;
}

std::uint64_t people_new_here(const CaseFile& file, const Message& message) {
  std::uint64_t known = 0;
  file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
    known += file.writers.find(recipient.hash) != FlatMap::kNone;
  });
  return message.recipients - std::min<std::uint64_t>(known, message.recipients);
}

Correspondences correspondences_of(const CaseFile& file, const Dossier& dossier) {
  std::vector<Correspondence> of_client(dossier.clients.size());
  for_each_letter(file, dossier, [&](const Message& message, std::uint32_t row) {
    if (!may_take_turns(dossier.clients[row])) return;
    ++of_client[row].letters;
    of_client[row].people += people_new_here(file, message);
  });
  Correspondences of_network;
  for (std::size_t row = 0; row < of_client.size(); ++row) {
    const Client& client = dossier.clients[row];
    if (of_client[row].letters == 0) continue;
    Correspondence& there = of_network[network_of(file, client)];
    there.letters += of_client[row].letters;
    there.people += of_client[row].people;
    if (sends_few(client)) there.by_few += of_client[row].people;
  }
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = file.ledger.logins[row];
    const IpAddress network = provider_network_of(file.ledger.address(use.key.address)).base;
    if (const auto there = of_network.find(network); there != of_network.end() &&
                                                     is_reading(use.key.door) &&
                                                     file.ledger.successes_of(use) > 0) {
      const LoginsGotIn& got_in = file.ledger.got_in_of(use);
      there->second.reading.add(file.ledger.successes_of(use), got_in.first_success,
                                got_in.last_success);
      there->second.sessions += file.ledger.in_window_of(use).succeeded;
    }
  }
  return of_network;
}

// Where no log tells of its reading, from nowhere, that it is not read from there says nothing.
bool is_reading_logged(const CaseFile& file, const Dossier& dossier) {
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  return std::ranges::any_of(rows_of(file.logins.logins_of_user, user), [&](std::uint32_t row) {
    const LoginUse& use = file.ledger.logins[row];
    return is_reading(use.key.door) && file.ledger.successes_of(use) > 0;
  });
}

bool is_read_outside(const CaseFile& file, const Dossier& dossier,
                     const Correspondences& of_network) {
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  return std::ranges::any_of(rows_of(file.logins.logins_of_user, user), [&](std::uint32_t row) {
    const LoginUse& use = file.ledger.logins[row];
    return is_reading(use.key.door) && file.ledger.in_window_of(use).succeeded > 0 &&
           !of_network.contains(provider_network_of(file.ledger.address(use.key.address)).base);
  });
}

struct Names {  // of one stranger's letters
  std::uint64_t letters = 0, as_others = 0;
  bool are_others() const { return as_others > 0 && as_others * 10 >= letters * 9; }
};

// Where logs are too young to know a program that lends its login to its visitors: it has one host,
// and nobody reads the mailbox elsewhere but its owner.
bool are_of_many_hosts(const CaseFile& file, const Dossier& dossier,
                       const Correspondences& of_network, const std::vector<Names>& names,
                       std::uint64_t recipients) {
  constexpr std::uint64_t kPeople = 60;
  constexpr std::ptrdiff_t kHosts = 3;
  return recipients >= kPeople && std::ranges::count_if(names, &Names::are_others) >= kHosts &&
         is_read_outside(file, dossier, of_network);
}

void mark_writers_as_others(const CaseFile& file, const Dossier& dossier,
                            const Correspondences& of_network, std::vector<char>& marked) {
  constexpr std::size_t kNames = 15;
  const std::string_view own = domain_of(dossier.account);
  std::vector<Names> names(dossier.clients.size());
  std::unordered_set<std::uint32_t> senders;
  std::uint64_t recipients = 0;
  std::uint32_t last = kNothing;  // a flood has one sender, or a few
  bool is_others = false;
  for_each_letter(file, dossier, [&](const Message& message, std::uint32_t client) {
    if (dossier.clients[client].is_usual) return;
    ++names[client].letters;
    if (message.sender != last) {
      last = message.sender;
      const std::string_view domain = domain_of(file.ledger.text(last));
      is_others = !domain.empty() && domain != own && !file.server.is_local_domain(domain);
    }
    if (!is_others) return;
    ++names[client].as_others;
    senders.insert(message.sender);
    recipients += message.recipients;
  });
  if (senders.size() < kNames || recipients <= kTimesAsMuch * dossier.past.busiest_day) return;
  const bool is_known = dossier.has_history_of_clients && dossier.past.is_known();
  if (!is_known && !are_of_many_hosts(file, dossier, of_network, names, recipients)) return;
  for (std::size_t client = 0; client < names.size(); ++client)
    marked[client] |= names[client].are_others();
}

std::set<IpAddress> networks_known(const CaseFile& file, const Dossier& dossier) {
  std::set<IpAddress> known;
  for (const Client& client : dossier.clients)
    if (client.is_usual) known.insert(network_of(file, client));
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = file.ledger.logins[row];
    if (is_reading(use.key.door) && file.ledger.got_in_of(use).succeeded_before > 0)
      known.insert(provider_network_of(file.ledger.address(use.key.address)).base);
  }
  return known;
}

// Where Exim listens to IPv6 and the mail store does not, a traveller's telephone reads under an
// address of the other family: at a place as new as that which his letters come from, as often.
bool is_read_by_other_family(const CaseFile& file, const Dossier& dossier,
                             const Correspondences& of_network) {
  std::uint64_t letters = 0, by_v4 = 0;
  for (const auto& [network, there] : of_network) {
    if (!there.is_of_sender_only()) continue;
    letters += there.letters;
    if (network.is_v4()) by_v4 += there.letters;
  }
  if (by_v4 != 0 && by_v4 != letters) return false;
  const std::set<IpAddress> known = networks_known(file, dossier);
  std::uint64_t sessions = 0;
  for (const std::uint32_t row :
       rows_of(file.logins.logins_of_user, file.ledger.strings.find(dossier.account))) {
    const LoginUse& use = file.ledger.logins[row];
    const IpAddress network = provider_network_of(file.ledger.address(use.key.address)).base;
    if (is_reading(use.key.door) && network.is_v4() != (by_v4 != 0) && !known.contains(network))
      sessions += file.ledger.in_window_of(use).succeeded;
  }
  return sessions * 4 >= letters;
}

// A hired network, or robots of a few providers: each address sends a handful, and alone none of
// them says anything. Beside a thief who sends by the hundred, who sent a letter or two may be
// somebody else.
void mark_writers_by_turns(const CaseFile& file, const Dossier& dossier,
                           const Correspondences& of_network, std::vector<char>& marked) {
  constexpr std::uint64_t kPeople = 60;  // of one day: nobody writes so many letters by hand
  constexpr std::size_t kPlacesOfFirstDay = 5;
  if (dossier.sends_by_program || is_new_every_day(dossier)) return;
  // A day or two tell little of where the owner is; that he reads elsewhere does.
  const bool is_owner_known =
      dossier.has_history_of_clients && dossier.past.is_known() && is_reading_logged(file, dossier);
  if (!is_owner_known && !is_read_outside(file, dossier, of_network)) return;
  std::uint64_t people = 0, by_few = 0;
  std::size_t places = 0;
  for (const auto& [network, there] : of_network) {
    if (!there.is_of_sender_only()) continue;
    ++places;
    people += there.people;
    by_few += there.by_few;
  }
  if (dossier.past.days == 0 && places < kPlacesOfFirstDay) return;
  if (people < std::max(kPeople, kTimesAsMuch * dossier.past.busiest_day)) return;
  if (by_few * 2 < people || is_read_by_other_family(file, dossier, of_network)) return;
  for (std::size_t row = 0; row < marked.size(); ++row) {
    const Client& client = dossier.clients[row];
    if (!may_take_turns(client) || !sends_few(client)) continue;
    const auto there = of_network.find(network_of(file, client));
    marked[row] |= there != of_network.end() && there->second.is_of_sender_only();
  }
}

// Where nobody knows the owner's places (a mailbox that was never used, a young log), or he reads
// by no log: of what many places sent, a few letters each, a third reaches nobody. Who writes on a
// journey beside that thief writes to people he knows.
void mark_writers_in_vain_by_turns(const CaseFile& file, const Dossier& dossier,
                                   const Correspondences& of_network, const Fates& fates,
                                   std::vector<char>& marked) {
  constexpr std::uint64_t kDead = 30, kOneOf = 3, kOneOfAPlace = 5;
  constexpr std::size_t kPlaces = 3;
  if (dossier.sends_by_program || is_new_every_day(dossier)) return;
  ListFate all;
  std::set<IpAddress> in_vain;
  for (const auto& [network, there] : of_network) {
    const auto fate = fates.of_network.find(network);
    if (!there.is_of_sender_only() || fate == fates.of_network.end()) continue;
    all.add(fate->second);
    if (fate->second.is_dead(1, kOneOfAPlace)) in_vain.insert(network);
  }
  if (!all.is_dead(kDead, kOneOf) || in_vain.size() < kPlaces) return;
  for (std::size_t row = 0; row < marked.size(); ++row)
    marked[row] |= may_take_turns(dossier.clients[row]) &&
                   in_vain.contains(network_of(file, dossier.clients[row]));
}

}  // namespace

std::vector<char> strangers_with_mailing(const CaseFile& file, const Dossier& dossier) {
  std::vector<char> marked(dossier.clients.size(), 0);
  const Fates fates = fates_of(file, dossier);
  mark_writers_in_vain(file, dossier, fates, marked);
  mark_writers_to_many(dossier, fates, marked);
  const Correspondences of_network = correspondences_of(file, dossier);
  mark_writers_as_others(file, dossier, of_network, marked);
  mark_writers_by_turns(file, dossier, of_network, marked);
  mark_writers_in_vain_by_turns(file, dossier, of_network, fates, marked);
  return marked;
}

bool is_by_turns_of_first_day(const Dossier& dossier) {
  const Volume& bulk = dossier.bulk;
  if (dossier.kind != IncidentKind::mailbox || dossier.past.days > 0 || dossier.is_scattered ||
      dossier.shared_thief.customers > 0 || dossier.stranger_messages == 0)
    return false;
  const bool are_few_each = std::ranges::all_of(dossier.clients, [](const Client& client) {
    return client.selected == 0 || client.is_usual || sends_few(client);
  });
  return are_few_each && dossier.foreign_sender * 2 < bulk.messages &&
         bulk.unknown_recipients * 5 < bulk.attempted();
}

bool is_mailing_from_desk(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kDead = 30, kOneOf = 5, kOneOfYoung = 4, kManyAtAll = 100;
  const bool is_first_day = dossier.past.days == 0;
  if (!is_first_day && !dossier.has_history_of_clients) return false;
  const bool is_young = dossier.past.is_young();
  ListFate fate;
  for_each_letter(file, dossier, [&](const Message& message, std::uint32_t client) {
    if (dossier.clients[client].is_usual) fate.add(file.ledger, message);
  });
  const std::uint64_t usual = kTimesAsMuch * dossier.past.busiest_day;
  const std::uint64_t many = is_first_day ? kManyAtAll
                             : is_young   ? std::max(kManyAtAll, usual)
                                          : usual;
  return fate.is_dead(kDead, is_young ? kOneOfYoung : kOneOf) && fate.recipients > many;
}

}  // namespace queuehound
