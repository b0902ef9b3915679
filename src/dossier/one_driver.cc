#include "dossier/one_driver.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "dossier/first_days.h"
#include "dossier/homes.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::size_t kCustomers = 3;

bool is_driven_from_elsewhere(const Dossier& dossier) {
  constexpr std::uint64_t kLetters = 5;
  return dossier.kind == IncidentKind::mailbox && dossier.owner_reads_elsewhere &&
         dossier.stranger_messages >= kLetters &&
         dossier.stranger_messages * 2 >= dossier.bulk.messages && !dossier.sends_by_program &&
         !dossier.is_on_a_journey;
}

// An account may have many domains.
std::string customer_of(const CaseFile& file, const std::string& mailbox) {
  const std::string_view domain = domain_of(mailbox);
  const std::string_view owner = file.server.owner_of_domain(domain);
  return std::string(owner.empty() ? domain : owner);
}

// Where it is read for two hours and more: a household has one address of IPv4.
std::set<IpAddress> desks_of(const CaseFile& file, std::uint32_t user) {
  constexpr seconds kHours{7200};
  std::set<IpAddress> desks;
  for_each_stay(file, user, [&](const Stay& stay) {
    const IpAddress address = file.ledger.address(stay.address);
    if (stay.reads && stay.last - stay.first >= kHours)
      desks.insert(address.is_v4() ? address : near(file, stay.address));
  });
  return desks;
}

class Driver {  // of one network
 public:
  void add(const CaseFile& file, Dossier& dossier, std::uint32_t address) {
    if (dossiers_.empty() || dossiers_.back() != &dossier) dossiers_.push_back(&dossier);
    addresses_.insert(address);
    users_.insert(file.ledger.strings.find(dossier.account));
  }

  void mark(const CaseFile& file) const {
    Dossier::OneDriver found;
    std::uint64_t attempted = 0;
    for (const Dossier* const dossier : dossiers_) {
      found.recipients += dossier->bulk.recipients;
      found.turned_away += dossier->bulk.unknown_recipients + dossier->bulk.spam_refusals;
      attempted += dossier->bulk.attempted();
    }
    found.customers = count_customers(file);
    if (found.customers < kCustomers || !is_turned_away(found.turned_away, attempted) ||
        is_used_by_others(file))
      return;
    for (Dossier* const dossier : dossiers_) dossier->one_driver = found;
  }

 private:
  // Who looks after three clubs reads the mail of all of them at one desk, and may send their
  // letters at another.
  std::size_t count_customers(const CaseFile& file) const {
    std::set<std::string> customers;
    std::set<IpAddress> desks;
    std::size_t count = 0;
    for (const Dossier* const dossier : dossiers_) {
      bool is_new = customers.insert(customer_of(file, dossier->account)).second;
      for (const IpAddress& desk : desks_of(file, file.ledger.strings.find(dossier->account)))
        is_new &= desks.insert(desk).second;
      count += is_new;
    }
    return count;
  }

  // Of honest lists of years hardly a tenth is dead, but of one of forty people five may be.
  static bool is_turned_away(std::uint64_t turned_away, std::uint64_t attempted) {
    constexpr std::uint64_t kFewest = 8, kOneOf = 6;
    return turned_away >= kFewest && turned_away * kOneOf >= attempted;
  }

  // A carrier's, a cloud's, an office's.
  bool is_used_by_others(const CaseFile& file) const {
    return std::ranges::any_of(addresses_, [&](std::uint32_t address) {
      return std::ranges::any_of(users_beside(file, address),
                                 [&](std::uint32_t user) { return !users_.contains(user); });
    });
  }

  std::vector<Dossier*> dossiers_;
  std::set<std::uint32_t> addresses_, users_;
};

}  // namespace

void heed_one_driver(const CaseFile& file, std::vector<Dossier>& dossiers) {
  constexpr seconds kHistory{3 * 86400};
  if (!are_logs_younger(file, file.ledger.from(), kHistory)) return;
  std::map<IpAddress, Driver> drivers;
  for (Dossier& dossier : dossiers) {
    if (!is_driven_from_elsewhere(dossier)) continue;
    for (const Client& client : dossier.clients)
      if (client.selected > 0 && !client.is_usual && client.address != 0)
        drivers[near(file, client.address)].add(file, dossier, client.address);
  }
  for (const auto& [network, driver] : drivers) driver.mark(file);
}

}  // namespace queuehound
