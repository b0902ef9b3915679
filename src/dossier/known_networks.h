// Where a mailbox's owner comes from: all its logins and submissions, summed up by network.
#pragma once

#include <algorithm>
#include <unordered_map>

#include "base/ip_address.h"
#include "dossier/dossier.h"

namespace queuehound {

// Summed up once a mailbox: a stolen one may have many thousand clients.
class KnownNetworks {
 public:
  // `user`: string id of the mailbox. `onset`: what began less than a day before it is no habit.
  KnownNetworks(const CaseFile& file, std::uint32_t user, Time onset);

  // In use on three days, or well before the onset and more than a try-out. Intruders test a
  // password a day ahead; they do not read mail with it for weeks (design.md 4).
  bool is_owners(const IpAddress& address) const;
  // That very address, a day before the onset at the latest.
  bool has_used(const IpAddress& address) const { return seen_.contains(address); }
  // A telephone has another address of its provider's every day: a network the mailbox came from on
  // several days, each time from elsewhere in it, is the owner's habit.
  bool is_habit(const IpAddress& address) const;
  // Of the provider that he came by before, three times and more: his line may have another address
  // today.
  bool is_of_usual_provider(const IpAddress& address) const;
  // Every other day he is in a network where he never was: one more of them says nothing.
  bool is_wanderer() const;
  // Addresses that were new on a usual day of the last ten: a cloud service that sends for him has
  // others every time.
  std::uint32_t new_a_day() const;

 private:
  struct Use {
    std::uint32_t count = 0, days = 0;
    std::uint32_t letters = 0;       // of `count`
    std::uint32_t days_of_each = 0;  // address's days in sum
    std::uint32_t first_days = 0;    // on which an address of it was new
    std::int64_t last_first_day = -1;
    std::size_t addresses = 0;
    Time first{};
    // In order of `since`.
    void add(std::uint32_t uses, std::uint32_t distinct_days, Time since);
    std::uint32_t all_days() const { return std::max(days, first_days); }
  };
  using ByNetwork = std::unordered_map<IpAddress, Use, IpAddressHash>;

  void add(const IpAddress& address, const Use& use);
  bool has_desk_elsewhere(const Use& known) const;
  static Use found(const ByNetwork& table, const IpAddress& base);

  Time onset_;
  ByNetwork near_, wide_;                                    // by neighbourhood; by provider
  std::unordered_map<IpAddress, Time, IpAddressHash> seen_;  // → first use
};

// The same of many mailboxes, as far as they are asked about; `onset` is the window's beginning.
class OwnersNetworks {
 public:
  explicit OwnersNetworks(const CaseFile& file) : file_(file) {}
  bool knows(std::uint32_t user, const IpAddress& address);
  bool knows_provider(std::uint32_t user, const IpAddress& address);
  // Mailboxes other than `except` that were let in from the address in the window and come from its
  // network on other days: a carrier's or an office's line of today. Counts up to kAFew.
  std::size_t at_home(std::uint32_t address, std::uint32_t except);
  static constexpr std::size_t kAFew = 2;

 private:
  const KnownNetworks& of(std::uint32_t user);

  const CaseFile& file_;
  std::unordered_map<std::uint32_t, KnownNetworks> known_;
};

}  // namespace queuehound
