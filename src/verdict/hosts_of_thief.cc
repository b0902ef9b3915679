#include "verdict/hosts_of_thief.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "dossier/bought_list.h"
#include "dossier/chance.h"
#include "dossier/measure.h"
#include "dossier/readings.h"
#include "mail/address.h"
#include "verdict/gather.h"
#include "verdict/signals.h"
#include "verdict/study_mailbox.h"

namespace queuehound {
namespace {

// An office may have two lines, of which one computer is infected and the others are not.
constexpr std::size_t kNetworks = 3;

using Thieves = std::unordered_map<std::uint32_t, std::vector<const Dossier*>>;  // by host

// Hosts of one family are a great provider's, and anybody's; by this server itself the pages of all
// its sites send.
bool is_a_strangers(const CaseFile& file, const Client& client) {
  if (client.via != Via::smtp_auth || client.is_usual || client.family != 0 || client.address == 0)
    return false;
  const IpAddress address = file.ledger.address(client.address);
  return !is_private(address) && !is_loopback(address) && !file.server.is_own_address(address);
}

bool is_beyond_doubt(const CaseFile& file, const Dossier& dossier) {
  constexpr double kBeyondDoubt = 0.9;
  return dossier.kind == IncidentKind::mailbox && dossier.stranger_networks > 0 &&
         !dossier.sends_by_program && weigh(file, dossier).confidence >= kBeyondDoubt;
}

Thieves thieves_of(const CaseFile& file, const std::vector<Dossier>& dossiers,
                   std::set<const Dossier*>& sure) {
  Thieves thieves;
  for (const Dossier& dossier : dossiers) {
    if (!is_beyond_doubt(file, dossier)) continue;
    sure.insert(&dossier);
    for (const Client& client : dossier.clients)
      if (client.selected > 0 && is_a_strangers(file, client))
        thieves[client.address].push_back(&dossier);
  }
  return thieves;
}

// What came by hosts of strangers with the passwords of one customer's mailboxes, each of which is
// read elsewhere: a few letters of each, no two alike, are nobody's mailing.
class Sheet {
 public:
  void add(const CaseFile& file, const Dossier& dossier) {
    for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
      if (dossier.client_of[i] == kNothing) continue;
      const Client& client = dossier.clients[dossier.client_of[i]];
      if (!is_a_strangers(file, client) || client.near_reads > 0) continue;
      Host& host = hosts_[client.address];
      host.mailboxes.insert(&dossier);
      host.messages.push_back(dossier.messages[i]);
    }
  }

  // By hosts of five providers, each of them for three mailboxes, and more turned away than even of
  // an old list. A service that writes for a firm's people has a few hosts of one or two providers,
  // or reads the answers.
  void tell(const CaseFile& file, Thieves& thieves) {
    constexpr std::size_t kMailboxesOfHost = 3, kProviders = 5, kMailboxes = 5;
    constexpr std::uint64_t kTried = 60;
    constexpr double kOldList = 0.08;
    std::erase_if(
        hosts_, [&](const auto& host) { return host.second.mailboxes.size() < kMailboxesOfHost; });
    std::set<IpAddress> providers;
    std::set<const Dossier*> mailboxes;
    std::vector<MessageIndex> messages;
    for (const auto& [address, host] : hosts_) {
      providers.insert(provider_network_of(file.ledger.address(address)).base);
      mailboxes.insert(host.mailboxes.begin(), host.mailboxes.end());
      messages.insert(messages.end(), host.messages.begin(), host.messages.end());
    }
    if (providers.size() < kProviders || mailboxes.size() < kMailboxes) return;
    std::ranges::sort(messages);
    const Volume sent = measure(file, messages);
    if (sent.attempted() < kTried ||
        is_chance(sent.unknown_recipients + sent.spam_refusals, sent.attempted(), kOldList))
      return;
    for (const auto& [address, host] : hosts_)
      thieves[address].insert(thieves[address].end(), host.mailboxes.begin(), host.mailboxes.end());
  }

 private:
  struct Host {
    std::set<const Dossier*> mailboxes;
    std::vector<MessageIndex> messages;
  };
  std::map<std::uint32_t, Host> hosts_;  // by address
};

bool has_desk(const CaseFile& file, const Dossier& dossier) {
  return std::ranges::any_of(readings_of(file, file.ledger.strings.find(dossier.account)),
                             [](const auto& place) { return place.second.is_for_hours(); });
}

void add_sheets(const CaseFile& file, const std::vector<Dossier>& dossiers, Thieves& thieves) {
  std::map<std::string_view, Sheet> sheets;  // by domain
  for (const Dossier& dossier : dossiers)
    if (dossier.kind == IncidentKind::mailbox && has_desk(file, dossier) &&
        !dossier.sends_by_program && !dossier.is_on_a_journey &&
        dossier.shared_thief.customers == 0)
      sheets[domain_of(dossier.account)].add(file, dossier);
  for (auto& [domain, sheet] : sheets) sheet.tell(file, thieves);
}

// A hotel's, a carrier's or a web host's address is many people's: other customers send from there,
// too, and have nothing to do with the thief. Of one customer it would be too much of a chance.
std::vector<const Dossier*> abused_beside(const Dossier& dossier,
                                          const std::vector<const Dossier*>& abused) {
  const std::string_view customer = domain_of(dossier.account);
  std::vector<const Dossier*> beside;
  std::ranges::copy_if(abused, std::back_inserter(beside), [&](const Dossier* other) {
    return other != &dossier && domain_of(other->account) == customer;
  });
  return beside;
}

// Where the logs know for days that nobody here was ever there: a place from which two mailboxes
// are abused, and a third is never read.
bool is_den(const CaseFile& file, const std::vector<const Dossier*>& abused) {
  constexpr seconds kHistory{3 * 86400};
  constexpr std::size_t kMailboxes = 2;
  const auto& oldest = file.ledger.oldest_log;
  return abused.size() >= kMailboxes && oldest && file.ledger.from() - *oldest >= kHistory;
}

bool go_to_a_bought_list(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kDead = 3, kOneOf = 5;
  return fate_of(file.ledger, dossier.messages).is_dead(kDead, kOneOf);
}

// Who reads there may be a colleague by the same hired exits as the thief: a mail program asks once
// after each change of the exit, and keeps the line open while he writes. Where no log tells who
// reads, the thief is told by what becomes of his letters.
SharedThief thief_in(const CaseFile& file, const Dossier& dossier, const Thieves& thieves) {
  constexpr std::uint64_t kLetters = 5;
  SharedThief thief;
  std::set<IpAddress> networks;
  std::uint64_t letters = 0, from_den = 0;
  for (const Client& client : dossier.clients) {
    const auto known = thieves.find(client.address);
    if (!is_a_strangers(file, client) || known == thieves.end() || client.near_reads > 0) continue;
    const std::vector<const Dossier*> abused = abused_beside(dossier, known->second);
    if (abused.empty()) continue;
    thief.addresses.push_back(client.address);
    thief.sure_of = abused.front()->account;
    networks.insert(neighbourhood_of(file.ledger.address(client.address)).base);
    letters += client.messages;
    if (is_den(file, abused)) from_den += client.messages;
  }
  if (is_reading_untold(file) && !go_to_a_bought_list(file, dossier)) return {};
  const bool is_by_hosts = networks.size() >= kNetworks && letters >= kLetters;
  if (!is_by_hosts && from_den < kLetters) return {};
  thief.customers = 1;
  std::ranges::sort(thief.addresses);
  return thief;
}

}  // namespace

void heed_hosts_of_thief(const CaseFile& file, std::vector<Dossier>& dossiers) {
  std::set<const Dossier*> sure;
  Thieves thieves = thieves_of(file, dossiers, sure);
  add_sheets(file, dossiers, thieves);
  if (thieves.empty()) return;
  for (Dossier& dossier : dossiers) {
    if (dossier.kind != IncidentKind::mailbox || dossier.sends_by_program ||
        sure.contains(&dossier) || dossier.shared_thief.customers > 0)
      continue;
    SharedThief thief = thief_in(file, dossier, thieves);
    if (thief.customers == 0) continue;
    dossier = opened_anew(file, std::move(dossier));
    dossier.shared_thief = std::move(thief);
    study_mailbox(file, dossier);
  }
}

}  // namespace queuehound
