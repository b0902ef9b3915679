#include "attacks/own_failures.h"

#include <fmt/format.h>

#include <algorithm>

#include "attacks/attack_report.h"

namespace queuehound {

std::string note_of_own_failures(const CaseFile& file) {
  constexpr std::uint64_t kWorthTelling = 20;
  const Ledger& ledger = file.ledger;
  std::uint64_t in_dovecot = 0, in_exim = 0, elsewhere = 0;  // of SMTP AUTH both tell
  Ids users;
  for (const LoginUse& use : ledger.logins) {
    const LoginsInWindow& now = ledger.in_window_of(use);
    if (now.failed == 0 || !file.server.is_own_address(ledger.address(use.key.address))) continue;
    users.push_back(use.key.user);
    if (use.key.door == Login::Door::other)
      in_dovecot += now.failed;
    else if (use.key.door == Login::Door::smtp_auth)
      in_exim += now.failed;
    else
      elsewhere += now.failed;
  }
  const std::uint64_t failures = std::max(in_dovecot, in_exim) + elsewhere;
  if (failures < kWorthTelling) return {};
  sort_ids(users);
  return fmt::format(
      "{} failed logins on {} mailbox{} came from this server itself: a program here has a wrong "
      "password, or somebody guesses through its webmail (tried: {}{})",
      failures, users.size(), users.size() == 1 ? "" : "es", ledger.text(users.front()),
      users.size() == 1 ? "" : " and others");
}

}  // namespace queuehound
