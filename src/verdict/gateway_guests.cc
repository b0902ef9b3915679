#include "verdict/gateway_guests.h"

#include <set>
#include <string_view>
#include <unordered_map>

#include "dossier/local_recipient.h"
#include "mail/address.h"

namespace queuehound {
namespace {

bool are_domains_untold(const Server& server) {
  return !server.relays_are_known && !server.exim_config_file.empty();
}

// Of the domains of recipients elsewhere, those of its letters, each once a letter.
template <class Take>
void for_each_domain_elsewhere(const CaseFile& file, const RelayedMail& host, Take&& take) {
  for (const MessageIndex index : *host.messages)
    file.ledger.for_each_recipient_of(file.ledger.messages[index],
                                      [&](const RecipientEntry& recipient) {
                                        if (!is_local_recipient(file, recipient))
                                          take(index, recipient.domain);
                                      });
}

struct Writers {  // to one domain
  std::set<IpAddress> providers;
  std::set<std::string_view> names;

  bool are_everybody() const {
    constexpr std::size_t kMany = 3;
    return providers.size() >= kMany && names.size() >= kMany;
  }
};

}  // namespace

std::unordered_set<std::uint32_t> guests_of_gateway(const CaseFile& file,
                                                    const std::vector<RelayedMail>& hosts) {
  if (!are_domains_untold(file.server)) return {};
  std::unordered_map<std::uint32_t, Writers> by_domain;
  for (const RelayedMail& host : hosts) {
    const IpAddress address = file.ledger.address(host.address);
    if (is_relay_by_settings(file, address)) continue;
    const IpAddress provider = provider_network_of(address).base;
    for_each_domain_elsewhere(file, host, [&](MessageIndex index, std::uint32_t domain) {
      Writers& writers = by_domain[domain];
      if (writers.are_everybody()) return;
      writers.providers.insert(provider);
      writers.names.insert(domain_of(file.ledger.text(file.ledger.messages[index].sender)));
    });
  }
  std::unordered_set<std::uint32_t> guests;
  for (const RelayedMail& host : hosts) {
    std::uint64_t all = 0, to_gateway = 0;
    for_each_domain_elsewhere(file, host, [&](MessageIndex, std::uint32_t domain) {
      const auto found = by_domain.find(domain);
      ++all;
      to_gateway += found != by_domain.end() && found->second.are_everybody();
    });
    if (all > 0 && to_gateway * 10 >= all * 9) guests.insert(host.address);
  }
  return guests;
}

}  // namespace queuehound
