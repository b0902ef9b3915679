#include "verdict/few_letters.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "dossier/clients.h"
#include "dossier/first_days.h"
#include "dossier/homes.h"
#include "dossier/reading_door.h"
#include "dossier/readings.h"
#include "dossier/refusals.h"
#include "verdict/volume_alone.h"

namespace queuehound {
namespace {

// That he is where he never was; the rest must be mere volume.
bool is_place_and_volume_alone(const std::vector<Evidence>& evidence, const Dossier& dossier) {
  std::vector<Evidence> rest = evidence;
  std::erase_if(rest, [](const Evidence& sign) {
    return sign.signal == "stranger_address" || sign.signal == "many_networks" ||
           sign.signal == "bad_recipients";
  });
  return is_volume_alone(rest, dossier.bulk, true);
}

bool may_be_its_owners(const Dossier& dossier) {
  return dossier.kind == IncidentKind::mailbox && !was_guessed(dossier) &&
         dossier.foreign_sender == 0 && dossier.shared_thief.customers == 0 &&
         dossier.one_driver.customers == 0 && !dossier.has_only_senders &&
         is_refused_by_few(dossier.bulk);
}

template <class Is>
bool are_all_senders(const Dossier& dossier, Is&& is) {
  return std::ranges::all_of(
      dossier.clients, [&](const Client& client) { return client.selected == 0 || is(client); });
}

// What it did by its provider on the days before, who may give a household another address every
// night.
struct EveningsBefore {
  bool has_read = false;
  std::size_t written = 0;  // days
};

EveningsBefore evenings_before(const CaseFile& file, std::uint32_t user, std::uint32_t address,
                               Time begun) {
  const IpNetwork network = provider_network_of(file.ledger.address(address));
  EveningsBefore before;
  std::set<std::int64_t> days;
  for_each_stay(file, user, [&](const Stay& stay) {
    if (stay.first + kTheDayBefore > begun || !network.contains(file.ledger.address(stay.address)))
      return;
    before.has_read |= stay.reads;
    if (stay.letters > 0) days.insert(file.ledger.day_of(stay.first));
  });
  before.written = days.size();
  return before;
}

// How many she may write to from there. One evening tells of her where logs are young and it was
// read, too; else two.
std::uint64_t people_of_evenings(const CaseFile& file, std::uint32_t user, std::uint32_t address,
                                 Time begun) {
  constexpr std::size_t kEvenings = 2;
  constexpr std::uint64_t kPeople = 120, kPeopleOfOne = 60;
  if (reads_near(file, user, near(file, address)) == 0 && !is_reading_untold(file)) return 0;
  const EveningsBefore before = evenings_before(file, user, address, begun);
  if (before.written >= kEvenings) return kPeople;
  return before.written > 0 && before.has_read && are_logs_young(file, begun) ? kPeopleOfOne : 0;
}

// One network of IPv4, one of IPv6, or one of each: of a line with both, each letter and each
// reading takes either, and an evening shows but one of them.
bool is_one_line(const CaseFile& file, const Dossier& dossier) {
  std::set<IpAddress> of_v4, of_v6;
  for (const Client& client : dossier.clients) {
    if (client.selected == 0) continue;
    const IpAddress base = near(file, client.address);
    (base.is_v4() ? of_v4 : of_v6).insert(base);
  }
  return of_v4.size() <= 1 && of_v6.size() <= 1;
}

}  // namespace

// An owner on a journey is busy at every stop, while his desk at home asks for mail by itself. A
// thief who reads wherever he sends, and writes no more than thirty people in a day, all of whom
// exist, looks the same; to name the owner for what he might be, and to shut his hotel, would be
// worse than a note of so little. A carrier is one place, by whichever of its addresses. Who writes
// by a webmail has read there, and a letter to all of a committee at once is no rush.
bool are_letters_by_hand(const CaseFile& file, const std::vector<Evidence>& evidence,
                         const Dossier& dossier) {
  constexpr std::uint64_t kPeople = 30, kLettersEach = 2, kInAnHour = 15, kAtOnce = 3, kGone = 1;
  constexpr std::size_t kPlaces = 3;
  constexpr std::uint32_t kReads = 2;
  const Volume& bulk = dossier.bulk;
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  return may_be_its_owners(dossier) && bulk.distinct_recipients <= kPeople &&
         bulk.recipients <= kLettersEach * kPeople &&
         (bulk.busiest_hour < kInAnHour || bulk.messages <= kAtOnce) &&
         bulk.unknown_recipients <= kGone && dossier.stranger_providers <= kPlaces &&
         are_all_senders(dossier,
                         [&](const Client& client) {
                           return client.is_usual || client.via == Via::webmail ||
                                  reads_by_provider_of(file, user, client.address) >= kReads;
                         }) &&
         is_place_and_volume_alone(evidence, dossier);
}

// Whoever tries a password on the eve by a letter, and looks in, has done as much as her of whom
// the logs know one evening. He is told by the list he brings: more than a class, or a tenth of it
// dead. Of older logs two evenings are asked; a thief who writes a letter on each, or lives by
// her provider, gains no more than a letter to as many would.
bool are_letters_of_an_evening(const CaseFile& file, const std::vector<Evidence>& evidence,
                               const Dossier& dossier) {
  const Volume& bulk = dossier.bulk;
  const bool is_of_a_line = is_one_line(file, dossier);
  if (!may_be_its_owners(dossier) || (dossier.stranger_networks > 1 && !is_of_a_line) ||
      bulk.unknown_recipients * 10 >= bulk.attempted())
    return false;
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  const auto is_known = [&](const Client& client) {
    return client.selected > 0 &&
           bulk.recipients <= people_of_evenings(file, user, client.address, dossier.first_bulk);
  };
  const bool are_known = is_of_a_line ? std::ranges::any_of(dossier.clients, is_known)
                                      : are_all_senders(dossier, is_known);
  return are_known && is_place_and_volume_alone(evidence, dossier);
}

}  // namespace queuehound
