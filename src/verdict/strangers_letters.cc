#include "verdict/strangers_letters.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_set>

#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kTimesAsMuch = 5;  // as on the busiest day
constexpr std::size_t kDaysKnown = 3;

struct Fate {
  std::uint64_t recipients = 0, tried = 0, dead = 0;
  bool is_of_bought_list(std::uint64_t least) const { return dead >= least && dead * 5 >= tried; }
};

void add(const CaseFile& file, const Message& message, Fate& fate) {
  fate.recipients += message.recipients;
  file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
    fate.tried += recipient.outcome == Outcome::delivered || recipient.outcome == Outcome::failed;
    fate.dead += recipient.is_unknown_recipient;
  });
}

// Calls use(message, row of its client) for each letter that is no answer.
template <class Use>
void for_each_letter(const CaseFile& file, const Dossier& dossier, Use&& use) {
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    if (dossier.client_of[i] != kNothing && !message.is_reply) use(message, dossier.client_of[i]);
  }
}

void mark_writers_in_vain(const CaseFile& file, const Dossier& dossier, std::vector<char>& marked) {
  constexpr std::uint64_t kDead = 15;
  const auto network_of = [&](std::uint32_t client) {
    return provider_network_of(file.ledger.address(dossier.clients[client].address)).base;
  };
  std::map<IpAddress, Fate> fates;
  for_each_letter(file, dossier, [&](const Message& message, std::uint32_t client) {
    if (!dossier.clients[client].is_usual) add(file, message, fates[network_of(client)]);
  });
  for (std::uint32_t client = 0; client < dossier.clients.size(); ++client)
    if (!dossier.clients[client].is_usual)
      marked[client] |= fates[network_of(client)].is_of_bought_list(kDead);
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
  mark_writers_in_vain(file, dossier, marked);
  mark_writers_as_others(file, dossier, marked);
  return marked;
}

bool is_mailing_from_desk(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kDead = 30;
  if (!dossier.has_history_of_clients || dossier.past.days < kDaysKnown) return false;
  Fate fate;
  for_each_letter(file, dossier, [&](const Message& message, std::uint32_t client) {
    if (dossier.clients[client].is_usual) add(file, message, fate);
  });
  return fate.is_of_bought_list(kDead) && fate.recipients > kTimesAsMuch * dossier.past.busiest_day;
}

}  // namespace queuehound
