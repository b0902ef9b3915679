#include "verdict/scattered_relay.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "dossier/bought_list.h"
#include "dossier/chance.h"
#include "dossier/measure.h"
#include "dossier/refusals.h"
#include "mail/address.h"

namespace queuehound {
namespace {

// A network that holds half the world gives nobody a right: it is the hole.
bool is_everybody(const IpNetwork& network) {
  constexpr int kWidestV4 = 96 + 8, kWidestV6 = 16;
  return network.prefix < (network.base.is_v4() ? kWidestV4 : kWidestV6);
}

struct Writers {  // under one domain
  std::set<IpAddress> providers;
  std::unordered_set<std::uint32_t> hosts, newcomers;  // addresses
  std::vector<MessageIndex> messages;
  ListFate fate;

  bool are_newcomers() const { return newcomers.size() == hosts.size(); }
  // A company's branches write under one name, too. Beside a hole that others found, their letters
  // arrive; and whoever wrote before today is known by today's dead alone.
  bool may_be_spam() const {
    constexpr std::uint64_t kTried = 8, kDead = 6, kOneOf = 10;
    if (!are_newcomers()) return fate.is_dead(kDead, kOneOf);
    return fate.tried < kTried || fate.dead * kOneOf >= fate.tried;
  }
};

bool is_new(const CaseFile& file, const RelayedMail& host) {
  return std::ranges::all_of(*host.actors, [&](ActorId actor) {
    return !file.ledger.wrote_before_window(file.ledger.actors[actor]);
  });
}

bool is_bought_list(const Volume& mail, std::uint64_t one_of) {
  constexpr std::uint64_t kPeople = 60, kDomains = 10, kDead = 6, kSpam = 20;
  if (mail.recipients < kPeople || mail.recipient_domains < kDomains) return false;
  if (mail.distinct_recipients * 3 < mail.recipients * 2) return false;  // a gateway's people
  // By chance a company's old list looks worse than it is.
  constexpr double kOldList = 0.08;
  const bool is_dead = mail.unknown_recipients >= kDead &&
                       mail.unknown_recipients * one_of >= mail.attempted() &&
                       !is_chance(mail.unknown_recipients, mail.attempted(), kOldList);
  const bool is_called_spam =
      mail.spam_refusals * kSpam >= mail.attempted() && !is_refused_by_few(mail);
  return is_dead || is_called_spam;
}

}  // namespace

bool is_relay_by_settings(const CaseFile& file, const IpAddress& address) {
  return is_private(address) || file.server.is_own_address(address) ||
         std::ranges::any_of(file.server.relay_networks, [&](const IpNetwork& network) {
           return !is_everybody(network) && network.contains(address);
         });
}

std::unordered_set<std::string_view> domains_of_scattered_relay(
    const CaseFile& file, const std::vector<RelayedMail>& hosts) {
  constexpr std::size_t kProviders = 3, kNewcomers = 3, kHosts = 5;
  constexpr std::uint64_t kOneOf = 10, kOneOfOneProviders = 5;
  std::unordered_map<std::string_view, Writers> by_domain;
  std::size_t all = 0;
  for (const RelayedMail& host : hosts) {
    const IpAddress address = file.ledger.address(host.address);
    if (is_relay_by_settings(file, address)) continue;
    const bool is_newcomer = is_new(file, host);
    ++all;
    for (const MessageIndex index : *host.messages) {
      const std::string_view domain =
          domain_of(file.ledger.text(file.ledger.messages[index].sender));
      if (domain.empty()) continue;
      Writers& writers = by_domain[domain];
      writers.providers.insert(provider_network_of(address).base);
      writers.hosts.insert(host.address);
      if (is_newcomer) writers.newcomers.insert(host.address);
      writers.messages.push_back(index);
      writers.fate.add(file.ledger, file.ledger.messages[index]);
    }
  }
  std::unordered_set<std::string_view> domains;
  std::unordered_set<std::uint32_t> of_hole;
  std::vector<MessageIndex> messages;
  bool are_everywhere = true;
  for (const auto& [domain, writers] : by_domain) {
    const bool is_everywhere = writers.providers.size() >= kProviders;
    const bool are_newcomers = writers.are_newcomers() && writers.hosts.size() >= kNewcomers;
    if ((!is_everywhere && !are_newcomers) || !writers.may_be_spam() ||
        file.server.is_local_domain(domain))
      continue;
    are_everywhere &= is_everywhere;
    domains.insert(domain);
    of_hole.insert(writers.hosts.begin(), writers.hosts.end());
    messages.insert(messages.end(), writers.messages.begin(), writers.messages.end());
  }
  std::ranges::sort(messages);
  const bool are_most = of_hole.size() >= kHosts && of_hole.size() * 3 >= all * 2;
  if (!are_most ||
      !is_bought_list(measure(file, messages), are_everywhere ? kOneOf : kOneOfOneProviders))
    return {};
  return domains;
}

}  // namespace queuehound
