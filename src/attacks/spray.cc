#include "attacks/spray.h"

#include <algorithm>

#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::size_t kMailboxes = 4, kDomains = 3;  // that one address tries
constexpr std::size_t kSprayers = 10;
constexpr std::uint64_t kFailures = 100;  // of all of them

}  // namespace

// An office's line and an agency's fail for mailboxes of one or two customers.
bool are_strangers(const CaseFile& file, std::span<const std::uint32_t> users) {
  if (users.size() < kMailboxes) return false;
  std::vector<std::string_view> domains;
  for (const std::uint32_t user : users) {
    const std::string_view domain = domain_of(file.ledger.text(user));
    if (std::ranges::find(domains, domain) == domains.end()) domains.push_back(domain);
    if (domains.size() >= kDomains) return true;
  }
  return false;
}

// One such address alone may be a customer's who looks after many mailboxes, on the day after he
// got a new password manager; ten of them are not.
void mark_sprayers(const CaseFile& file, Guessers& all, HonestFailures& honest) {
  std::vector<Guesser*> sprayers;
  std::uint64_t failures = 0;
  for (Guesser& guesser : all.rows) {
    if (guesser.is_attacker || guesser.successes > 0) continue;
    if (!is_believed(guesser.proven, guesser.failures)) continue;
    if (!are_strangers(file, all.users_of(guesser)) || honest.may_be_of_owner(guesser)) continue;
    sprayers.push_back(&guesser);
    failures += guesser.failures;
  }
  if (sprayers.size() < kSprayers || failures < kFailures) return;
  for (Guesser* const sprayer : sprayers) sprayer->is_attacker = true;
}

}  // namespace queuehound
