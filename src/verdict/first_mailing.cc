#include "verdict/first_mailing.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "attacks/attack_report.h"
#include "dossier/chance.h"
#include "dossier/clients.h"
#include "dossier/homes.h"
#include "dossier/readings.h"
#include "dossier/refusals.h"
#include "host/passwd.h"
#include "mail/address.h"
#include "verdict/scattered_relay.h"

namespace queuehound {
namespace {

// Of an honest list of years a twelfth may be dead, and greylisting puts off some for an hour. What
// waits untried tells nothing.
bool is_well_received(const Volume& bulk) {
  constexpr double kOfYears = 0.08;
  const bool is_tried = bulk.attempted() > 0 && bulk.attempted() * 2 >= bulk.recipients;
  return is_tried && is_refused_by_few(bulk) &&
         is_chance(bulk.unknown_recipients, bulk.attempted(), kOfYears) &&
         bulk.deferred * 5 < bulk.recipients;
}

// Who sends it; where they are not one household or office, which may have an address of either
// protocol, nobody.
std::vector<const Client*> one_line(const CaseFile& file, const Dossier& dossier) {
  std::vector<const Client*> senders;
  std::optional<IpAddress> by_v4, by_v6;
  for (const Client& client : dossier.clients) {
    if (client.selected == 0) continue;
    const IpAddress place = near(file, client.address);
    std::optional<IpAddress>& known = place.is_v4() ? by_v4 : by_v6;
    if (known.value_or(place) != place) return {};
    known = place;
    senders.push_back(&client);
  }
  return senders;
}

// Its own and, where a login names a domain, the others of that.
Ids mailboxes_beside(const CaseFile& file, const std::string& mailbox) {
  const std::string_view domain = domain_of(mailbox);
  Ids users;
  for (const LoginUse& use : file.ledger.logins) {
    const std::string_view user = file.ledger.text(use.key.user);
    if (user == mailbox || (!domain.empty() && domain_of(user) == domain))
      users.push_back(use.key.user);
  }
  sort_ids(users);
  return users;
}

// The mailboxes of its domain are read for hours, none of them where it is sent from.
bool is_office_elsewhere(const CaseFile& file, const Dossier& dossier,
                         const std::vector<const Client*>& senders) {
  bool is_read = false;
  for (const std::uint32_t user : mailboxes_beside(file, dossier.account)) {
    const Readings readings = readings_of(file, user);
    if (std::ranges::any_of(senders, [&](const Client* sender) {
          return reading_near(file, readings, sender->address) != nullptr;
        }))
      return false;
    is_read |=
        std::ranges::any_of(readings, [](const auto& row) { return row.second.is_for_hours(); });
  }
  return is_read;
}

// A new customer, who has read his mail for hours before he writes, and to as many as he serves on
// a day: of the fewer, the fewer hours; of few none where no log tells who reads. Who comes for a
// mailbox that nobody uses comes to send.
bool has_settled_in(const CaseFile& file, const Dossier& dossier,
                    const std::vector<const Client*>& senders) {
  constexpr std::uint64_t kMostPeople = 200, kFewPeople = 50;
  constexpr seconds kHours{4 * 3600}, kFewHours{2 * 3600};
  if (dossier.past.busiest_day > 0 || dossier.bulk.distinct_recipients > kMostPeople) return false;
  const seconds hours = dossier.bulk.distinct_recipients > kFewPeople ? kHours : kFewHours;
  if (dossier.bulk.distinct_recipients <= kFewPeople && is_reading_untold(file)) return true;
  const Readings readings = readings_of(file, file.ledger.strings.find(dossier.account));
  return std::ranges::all_of(senders, [&](const Client* sender) {
    const PlaceOfReading* const reading = reading_near(file, readings, sender->address);
    return reading != nullptr && reading->is_for_hours() &&
           reading->first + hours <= dossier.first_bulk;
  });
}

// A customer's server whose newsletter falls on the first day of the logs, which cannot tell that
// it always sent here. That settings let it send must be known: where they were not copied, any
// host seems to have the right.
bool is_host_without_past(const CaseFile& file, const Dossier& dossier) {
  if (dossier.kind != IncidentKind::relay || !dossier.may_relay || dossier.has_unnamed_login ||
      !dossier.past.tells_nothing())
    return false;
  const Message& first = file.ledger.messages[dossier.messages.front()];
  return file.server.relays_are_known ||
         is_relay_by_settings(file, file.ledger.address(first.address));
}

bool is_customers(const Server& server, const Account& account) {
  return server.has_sites(account.name) ||
         std::ranges::any_of(server.domain_owner,
                             [&](const auto& domain) { return domain.second == account.name; });
}

// Who has a shell here and writes to a class from his home: a loop of mail(1), a Bcc from mutt. A
// customer's account has sites, whose programs anybody may drive. A thief with this person's key
// who sends no more than a class's letters a day, to people who exist, shows no more.
bool is_person_at_a_shell(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kPeople = 200;
  const Account* const account = file.server.account(dossier.system_user);
  return dossier.kind == IncidentKind::script && account != nullptr &&
         is_hosting_account(*account) && !is_customers(file.server, *account) &&
         dossier.script.empty() && !dossier.web.names_page() &&
         !dossier.directory.contains("/public_html") &&
         file.server.account_of_path(dossier.directory) == account &&
         dossier.bulk.recipients <= kPeople;
}

// By hosts of one provider's.
bool is_of_one_provider(const CaseFile& file, const Dossier& dossier) {
  std::optional<IpAddress> provider;
  return std::ranges::all_of(dossier.clients, [&](const Client& client) {
    if (client.selected == 0) return true;
    const IpAddress base = provider_network_of(file.ledger.address(client.address)).base;
    return std::exchange(provider, base).value_or(base) == base;
  });
}

}  // namespace

bool is_program_of_first_day(const CaseFile& file, const Dossier& dossier) {
  constexpr seconds kHours{3 * 3600};
  constexpr std::uint64_t kAnHour = 40;
  const Volume& bulk = dossier.bulk;
  if (dossier.kind != IncidentKind::mailbox || dossier.past.days > 0 || was_guessed(dossier) ||
      dossier.shared_thief.customers > 0 || dossier.one_driver.customers > 0 ||
      dossier.foreign_sender > 0 || bulk.recipients > bulk.messages)
    return false;
  return dossier.last_bulk - dossier.first_bulk >= kHours && bulk.busiest_hour <= kAnHour &&
         is_well_received(bulk) && is_of_one_provider(file, dossier);
}

bool is_first_mailing(const CaseFile& file, const Dossier& dossier) {
  if (!is_well_received(dossier.bulk)) return false;
  if (is_host_without_past(file, dossier) || is_person_at_a_shell(file, dossier)) return true;
  if (dossier.kind != IncidentKind::mailbox || dossier.has_history_of_clients) return false;
  const std::vector<const Client*> senders = one_line(file, dossier);
  if (!dossier.past.tells_nothing() && !has_settled_in(file, dossier, senders)) return false;
  return !senders.empty() && !is_office_elsewhere(file, dossier, senders);
}

}  // namespace queuehound
