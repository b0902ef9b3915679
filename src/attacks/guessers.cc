#include "attacks/guessers.h"

namespace queuehound {
namespace {

void add_use(const Ledger& ledger, const LoginUse& use, Guesser& guesser, Ids& users) {
  const LoginsInWindow& now = ledger.in_window_of(use);
  const LoginsGotIn& got_in = ledger.got_in_of(use);
  const bool is_other = use.key.door == Login::Door::other;
  (is_other ? guesser.told_by_dovecot : guesser.failures) += now.failed;
  guesser.unknown += use.unknown_user;
  guesser.proven += now.proven;
  if (!is_other) guesser.busiest_hour += now.hours.busiest;
  guesser.successes += now.succeeded + got_in.succeeded_before;
  if (got_in.first_success != Time{} &&
      (guesser.first_success == Time{} || got_in.first_success < guesser.first_success))
    guesser.first_success = got_in.first_success;
  if (now.failed == 0) return;
  users.push_back(use.key.user);
  if (!is_other) guesser.failures_at(use.key.door) += now.failed;
  if (guesser.first == Time{} || use.first_failure < guesser.first)
    guesser.first = std::max<Time>(use.first_failure, ledger.from());
  guesser.last = std::max<Time>(guesser.last, use.last_failure);
  if (guesser.told_by == nullptr || guesser.told_by->line.digest == 0) guesser.told_by = &now;
}

// `rows`: all logins from one address. SMTP AUTH that succeeded leaves no line in Dovecot's log;
// Exim's arrivals tell of it.
void add_guesser(const CaseFile& file, std::span<const std::uint32_t> rows, Guessers& all) {
  const Ledger& ledger = file.ledger;
  Guesser guesser;
  guesser.address = ledger.logins[rows.front()].key.address;
  guesser.users_begin = static_cast<std::uint32_t>(all.users.size());
  for (const std::uint32_t row : rows) add_use(ledger, ledger.logins[row], guesser, all.users);
  if (all.users.size() == guesser.users_begin) return;  // nothing failed
  sort_ids(all.users, guesser.users_begin);
  guesser.users_end = static_cast<std::uint32_t>(all.users.size());
  std::uint32_t& by_exim = guesser.failures_at(Login::Door::smtp_auth);
  if (guesser.told_by_dovecot > by_exim) {
    guesser.failures += guesser.told_by_dovecot - by_exim;
    by_exim = guesser.told_by_dovecot;
  }
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, guesser.address)) {
    const AddressUse& use = file.logins.submissions[row].use;
    guesser.successes += use.messages;
    if (guesser.first_success == Time{} || use.first < guesser.first_success)
      guesser.first_success = use.first;
  }
  all.rows.push_back(guesser);
}

}  // namespace

Guessers guessers_of(const CaseFile& file) {
  Guessers found;
  const std::span<const std::uint32_t> rows = file.logins.logins_of_address.rows;
  // At most so many: room that no row has touched costs nothing, and a table that doubles is three.
  found.rows.reserve(file.logins.logins_of_address.begins.size());
  found.users.reserve(rows.size());
  const auto address_at = [&](std::size_t i) { return file.ledger.logins[rows[i]].key.address; };
  for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
    while (end < rows.size() && address_at(end) == address_at(begin)) ++end;
    if (file.server.is_own_address(file.ledger.address(address_at(begin)))) continue;
    add_guesser(file, rows.subspan(begin, end - begin), found);
  }
  return found;
}

}  // namespace queuehound
