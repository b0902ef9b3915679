#include "dossier/readings.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "dossier/homes.h"
#include "dossier/reading_door.h"

namespace queuehound {

bool is_reading_untold(const CaseFile& file) {
  return std::ranges::none_of(file.ledger.logins, [&](const LoginUse& use) {
    return is_reading(use.key.door) && file.ledger.successes_of(use) > 0;
  });
}

bool do_webmails_tell(const CaseFile& file, std::uint32_t user) {
  return std::ranges::any_of(rows_of(file.logins.logins_of_user, user), [&](std::uint32_t row) {
    const LoginUse& use = file.ledger.logins[row];
    return use.key.door == Login::Door::webmail && file.ledger.successes_of(use) > 0;
  });
}

Readings readings_of(const CaseFile& file, std::uint32_t user) {
  Readings readings;
  const bool tells_webmail = do_webmails_tell(file, user);
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = file.ledger.logins[row];
    if (!is_reading(use.key.door) || file.ledger.successes_of(use) == 0) continue;
    if (tells_webmail && file.server.is_own_address(file.ledger.address(use.key.address))) continue;
    const LoginsGotIn& got_in = file.ledger.got_in_of(use);
    readings[near(file, use.key.address)].add(file.ledger.successes_of(use), got_in.first_success,
                                              got_in.last_success);
  }
  return readings;
}

// What is known of an address's letters before the window: how many, and when the first came.
Readings writings_of(const CaseFile& file, std::uint32_t user, Time until) {
  const Ledger& ledger = file.ledger;
  Readings writings;
  if (until < ledger.from()) return writings;
  std::unordered_map<std::uint32_t, std::uint32_t> in_window;  // letters by address
  std::set<ActorId> actors;
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user))
    actors.insert(file.logins.submissions[row].use.actor);
  for (const ActorId actor : actors)
    for (const MessageIndex index : ledger.messages_of(ledger.actors[actor])) {
      const Message& message = ledger.messages[index];
      if (message.address == 0 || !message.in_log) continue;
      ++in_window[message.address];
      if (message.at < until) writings[near(file, message.address)].add(1, message.at, message.at);
    }
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user)) {
    const SubmissionUse& sent = file.logins.submissions[row];
    const std::uint32_t older =
        sent.use.messages - std::min(sent.use.messages, in_window[sent.address]);
    if (older > 0) writings[near(file, sent.address)].add(older, sent.use.first, sent.use.first);
  }
  return writings;
}

bool is_read_by_webmail(const CaseFile& file, const std::string& mailbox) {
  const std::uint32_t user = file.ledger.strings.find(mailbox);
  return std::ranges::any_of(rows_of(file.logins.logins_of_user, user), [&](std::uint32_t row) {
    const LoginUse& use = file.ledger.logins[row];
    return is_reading(use.key.door) && file.ledger.in_window_of(use).succeeded > 0 &&
           file.server.is_own_address(file.ledger.address(use.key.address));
  });
}

PlaceOfReading use_near(const CaseFile& file, std::uint32_t user, std::uint32_t address) {
  const IpAddress place = near(file, address);
  PlaceOfReading use;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& login = file.ledger.logins[row];
    const std::uint32_t times = file.ledger.successes_of(login);
    if (!is_reading(login.key.door) || times == 0 || near(file, login.key.address) != place)
      continue;
    const LoginsGotIn& got_in = file.ledger.got_in_of(login);
    use.add(times, got_in.first_success, got_in.last_success);
  }
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user))
    if (const SubmissionUse& sent = file.logins.submissions[row]; near(file, sent.address) == place)
      use.add(sent.use.messages, sent.use.first, sent.use.last);
  return use;
}

const PlaceOfReading* reading_near(const CaseFile& file, const Readings& readings,
                                   std::uint32_t address) {
  const auto found = readings.find(near(file, address));
  return found == readings.end() ? nullptr : &found->second;
}

}  // namespace queuehound
