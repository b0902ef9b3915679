#include "dossier/mail_house.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <vector>

#include "base/hash.h"
#include "mail/address.h"

namespace queuehound {
namespace {

struct Brought {  // who wrote by which host, each once
  std::uint32_t family = 0;
  std::uint64_t domain = 0;  // of the sender, hashed
  ActorId host = 0;
  std::uint32_t sender = 0;
  auto operator<=>(const Brought&) const = default;
};

std::vector<Brought> brought_in(const Ledger& ledger) {
  std::vector<Brought> all;
  for (const Message& message : ledger.messages) {
    if (!message.is_counted() || !message.in_window || message.sender == 0) continue;
    const ActorRecord& host = ledger.actors[message.actor];
    if (host.submission != SubmissionClass::remote || host.family == 0) continue;
    all.push_back({host.family, stable_hash(domain_of(ledger.text(message.sender))), message.actor,
                   message.sender});
  }
  std::ranges::sort(all);
  const auto repeated = std::ranges::unique(all);
  all.erase(repeated.begin(), repeated.end());
  return all;
}

// The same domain's people by three hosts or more, and on days before: no machines of a thief's,
// nor those that a hoster's customers rent. `brought`: by the hosts of one family, in order of the
// senders' domains.
bool is_house(const Ledger& ledger, std::span<const Brought> brought) {
  constexpr std::size_t kHostsOfADomain = 3, kPeople = 10, kOldHosts = 2;
  std::set<std::uint32_t> people, of_all_hosts;
  std::set<ActorId> old_hosts;
  for (std::size_t i = 0; i < brought.size();) {
    std::set<std::uint32_t> senders;
    std::set<ActorId> hosts;
    const std::uint64_t domain = brought[i].domain;
    for (; i < brought.size() && brought[i].domain == domain; ++i) {
      senders.insert(brought[i].sender);
      if (hosts.insert(brought[i].host).second &&
          ledger.wrote_before_window(ledger.actors[brought[i].host]))
        old_hosts.insert(brought[i].host);
    }
    people.insert(senders.begin(), senders.end());
    if (hosts.size() >= kHostsOfADomain) of_all_hosts.insert(senders.begin(), senders.end());
  }
  return of_all_hosts.size() >= kPeople && of_all_hosts.size() * 2 >= people.size() &&
         old_hosts.size() >= kOldHosts;
}

std::vector<std::uint32_t> find_houses(const Ledger& ledger) {
  std::vector<std::uint32_t> houses;
  const std::vector<Brought> all = brought_in(ledger);
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin;
    while (end < all.size() && all[end].family == all[begin].family) ++end;
    if (is_house(ledger, std::span(all).subspan(begin, end - begin)))
      houses.push_back(all[begin].family);
    begin = end;
  }
  return houses;
}

bool delivers_for_many(const CaseFile& file, std::uint32_t family) {
  if (!file.houses) file.houses = find_houses(file.ledger);
  return std::ranges::binary_search(*file.houses, family);
}

}  // namespace

MailHouses::MailHouses(const CaseFile& file, const Dossier& dossier) : file_(file) {
  for (const Client& client : dossier.clients) {
    if (client.family == 0) continue;
    Hosts& hosts = hosts_of_[client.family];
    ++hosts.count;
    hosts.networks.insert(provider_network_of(file.ledger.address(client.address)).base);
  }
}

// A provider's hosts stand together in a few networks. A domain of one's own names machines that
// one rents, each at another hoster, as a provider names his.
std::string MailHouses::why_spare(const Client& client) const {
  constexpr std::size_t kHosts = 6;
  if (client.family == 0) return {};
  const std::string_view house = file_.ledger.text(client.family);
  if (delivers_for_many(file_, client.family))
    return fmt::format("a host of {}, whose hosts bring mail of many people here", house);
  const Hosts& hosts = hosts_of_.at(client.family);
  if (hosts.count < kHosts || hosts.count * 2 < hosts.networks.size() * 3) return {};
  return fmt::format(
      "one of {} hosts of {} that send with this login: a mail provider's, by their names",
      hosts.count, house);
}

}  // namespace queuehound
