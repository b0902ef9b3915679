#include "verdict/strangers_letters.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_set>

#include "mail/address.h"
#include "verdict/bought_list.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kTimesAsMuch = 5;  // as on the busiest day
constexpr std::size_t kDaysKnown = 3;

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
    if (dossier.clients[client].is_usual) return;
    fates.of_client[client].add(file.ledger, message);
    fates.of_network[network_of(file, dossier.clients[client])].add(file.ledger, message);
    fates.all.add(file.ledger, message);
  });
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
  if (!dossier.has_history_of_clients || dossier.past.days < kDaysKnown) return;
  if (fates.all.recipients < std::max(kPeople, kTimesAsMany * dossier.past.busiest_day)) return;
  for (std::size_t client = 0; client < marked.size(); ++client)
    if (const ListFate& fate = fates.of_client[client]; fate.letters > 0)
      marked[client] |= fate.recipients >= kOfALetter * fate.letters;
}

struct Names {  // of one stranger's letters
  std::uint64_t letters = 0, as_others = 0;
  bool are_others() const { return as_others > 0 && as_others * 10 >= letters * 9; }
};

void mark_writers_as_others(const CaseFile& file, const Dossier& dossier,
                            std::vector<char>& marked) {
  constexpr std::size_t kNames = 15;
  if (!dossier.has_history_of_clients || dossier.past.days < kDaysKnown) return;
  const std::string_view own = domain_of(dossier.account);
  std::vector<Names> names(dossier.clients.size());
  std::unordered_set<std::uint32_t> senders;
  std::uint64_t recipients = 0;
  for_each_letter(file, dossier, [&](const Message& message, std::uint32_t client) {
    if (dossier.clients[client].is_usual) return;
    ++names[client].letters;
    const std::string_view domain = domain_of(file.ledger.text(message.sender));
    if (domain.empty() || domain == own || file.server.is_local_domain(domain)) return;
    ++names[client].as_others;
    senders.insert(message.sender);
    recipients += message.recipients;
  });
  if (senders.size() < kNames || recipients <= kTimesAsMuch * dossier.past.busiest_day) return;
  for (std::size_t client = 0; client < names.size(); ++client)
    marked[client] |= names[client].are_others();
}

}  // namespace

std::vector<char> strangers_with_mailing(const CaseFile& file, const Dossier& dossier) {
  std::vector<char> marked(dossier.clients.size(), 0);
  const Fates fates = fates_of(file, dossier);
  mark_writers_in_vain(file, dossier, fates, marked);
  mark_writers_to_many(dossier, fates, marked);
  mark_writers_as_others(file, dossier, marked);
  return marked;
}

bool is_mailing_from_desk(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kDead = 30, kOneOf = 5, kManyAtAll = 100;
  const bool is_first_day = dossier.past.days == 0;
  if (!is_first_day && (!dossier.has_history_of_clients || dossier.past.days < kDaysKnown))
    return false;
  ListFate fate;
  for_each_letter(file, dossier, [&](const Message& message, std::uint32_t client) {
    if (dossier.clients[client].is_usual) fate.add(file.ledger, message);
  });
  return fate.is_dead(kDead, kOneOf) &&
         fate.recipients > (is_first_day ? kManyAtAll : kTimesAsMuch * dossier.past.busiest_day);
}

}  // namespace queuehound
