// Services that fetch people's mail for them (Gmail, Outlook.com): every visit may come from
// another address of their network.
#pragma once

#include <optional>
#include <span>
#include <unordered_map>

#include "attacks/guessers.h"

namespace queuehound {

class Fetchers {
 public:
  explicit Fetchers(const CaseFile& file) : file_(file) {}

  // Somebody typed a wrong password there: it comes patiently, for one or two mailboxes, from a
  // network that fetches another's with success, from several addresses a day.
  bool are_at(const Guesser& guesser, std::span<const std::uint32_t> tried);

 private:
  using Networks = std::unordered_map<IpAddress, Ids, IpAddressHash>;  // → mailboxes it fetches
  Networks find_networks() const;

  const CaseFile& file_;
  std::optional<Networks> networks_;  // found when it is asked for first
};

}  // namespace queuehound
