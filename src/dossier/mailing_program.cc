#include "dossier/mailing_program.h"

#include <algorithm>

#include "dossier/clients.h"
#include "dossier/reading_door.h"

namespace queuehound {
namespace {

constexpr seconds kDay{86400};

// Where all that comes in from outside may seem to come from: a router that translates addresses, a
// bridge's own end.
bool may_be_gateway(const IpAddress& address) {
  const std::uint8_t last = address.bytes.back();
  return last == 1 || last == 254;
}

bool is_alone_there(const CaseFile& file, std::uint32_t user, std::uint32_t address) {
  const auto is_anothers_login = [&](std::uint32_t row) {
    const LoginUse& use = file.ledger.logins[row];
    return file.ledger.successes_of(use) > 0 && (use.key.user != user || is_reading(use.key.door));
  };
  const auto is_anothers_mail = [&](std::uint32_t row) {
    return file.logins.submissions[row].user != user;
  };
  return std::ranges::none_of(rows_of(file.logins.logins_of_address, address), is_anothers_login) &&
         std::ranges::none_of(rows_of(file.logins.submissions_of_address, address),
                              is_anothers_mail);
}

bool is_by_inner_machines(const CaseFile& file, std::uint32_t user, const Dossier& dossier) {
  return std::ranges::all_of(dossier.clients, [&](const Client& client) {
    return client.selected == 0 || client.is_usual ||
           (client.via == Via::smtp_auth && is_inner_machine(file, user, client.address));
  });
}

// It sent from there a week ago or more, half as much at least.
bool has_sent_a_week_ago(const CaseFile& file, std::uint32_t user, const Client& client,
                         Time mailing) {
  constexpr seconds kAWeekNearly = 6 * kDay + kDay / 2;
  std::uint64_t letters = 0;
  Time first = Time::max();
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user)) {
    const SubmissionUse& sent = file.logins.submissions[row];
    if (sent.address != client.address) continue;
    letters += sent.use.messages;
    first = std::min<Time>(first, sent.use.first);
  }
  return first <= mailing - kAWeekNearly && letters * 2 >= client.selected * std::uint64_t{3};
}

// The newsletter of the week, where logs of ten days know one other: as many letters as a week ago
// to the day from the same address. A thief looks so in his second week, if he comes that day, with
// a list as good, to servers that call none of it spam; in the first he is named.
bool is_weekly_from_one_place(const CaseFile& file, std::uint32_t user, const Dossier& dossier) {
  constexpr std::uint64_t kSpamRefusals = 3;
  if (!dossier.past.is_weekly || was_guessed(dossier) ||
      dossier.bulk.unknown_recipients * 8 > dossier.bulk.attempted() ||
      dossier.bulk.spam_refusals >= kSpamRefusals)
    return false;
  return std::ranges::all_of(dossier.clients, [&](const Client& client) {
    return client.selected == 0 || client.is_usual ||
           has_sent_a_week_ago(file, user, client, dossier.first_bulk);
  });
}

}  // namespace

// Whoever broke into such a container has that mailbox's password too, and no other's; he is known
// by what becomes of his letters, as who broke into a page of this server is.
bool is_inner_machine(const CaseFile& file, std::uint32_t user, std::uint32_t address) {
  const IpAddress ip = file.ledger.address(address);
  return ip.is_v4() && is_private(ip) && !may_be_gateway(ip) && !file.server.is_own_address(ip) &&
         is_alone_there(file, user, address);
}

void heed_mailing_program(const CaseFile& file, Dossier& dossier) {
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  if (user == 0 || dossier.stranger_messages == 0 || dossier.shared_thief.customers > 0) return;
  dossier.sends_by_program =
      is_by_inner_machines(file, user, dossier) || is_weekly_from_one_place(file, user, dossier);
}

}  // namespace queuehound
