#include "verdict/first_days.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "mail/address.h"
#include "verdict/clients.h"
#include "verdict/homes.h"
#include "verdict/readings.h"

namespace queuehound {
namespace {

constexpr seconds kAllDay{14400};
constexpr seconds kTheDayBefore{57600};  // a working day begins so long before the next one does
constexpr seconds kWeekend{3 * 86400}, kFewDays{7 * 86400};

bool sits_there(const Reading& reading, Time begun) {
  constexpr seconds kBefore{3600}, kLittleBefore{600};
  const bool is_all_day = reading.last - reading.first >= kAllDay;
  return reading.is_for_hours() && reading.first + (is_all_day ? kLittleBefore : kBefore) <= begun;
}

// Who sends his circular first thing in the morning reads after it, all day, and nobody reads
// elsewhere. A thief reads on for answers, too; but the mailboxes that are worth it have owners,
// who look into them on that day. Of one that nobody reads he is known by his letters' fate.
bool is_only_desk(const Readings& readings, const Reading& reading) {
  constexpr std::uint32_t kSessions = 4;
  return readings.size() == 1 && reading.sessions >= kSessions &&
         reading.last - reading.first >= kAllDay;
}

// The same by provider's network.
Readings around(const Readings& readings) {
  Readings networks;
  for (const auto& [place, reading] : readings) {
    networks[provider_network_of(place).base].add(reading.sessions, reading.first, reading.last);
  }
  return networks;
}

bool is_younger(const CaseFile& file, Time begun, seconds age) {
  return file.ledger.oldest_log && begun - *file.ledger.oldest_log < age;
}

bool was_used_before(const CaseFile& file, std::uint32_t user, Time at) {
  bool was_used = false;
  for_each_stay(file, user, [&](const Stay& stay) { was_used |= stay.first <= at; });
  return was_used;
}

// Where a mailbox is read as often as anywhere, or half as often.
bool is_a_main_place(const Readings& readings, const Reading& reading) {
  return std::ranges::all_of(
      readings, [&](const auto& row) { return row.second.sessions <= reading.sessions * 2; });
}

class FirstDays {
 public:
  FirstDays(const CaseFile& file, Time begun, const Dossier& dossier)
      : file_(file),
        dossier_(dossier),
        begun_(begun),
        user_(file.ledger.strings.find(dossier.account)),
        tells_the_day_before_(was_used_before(file, user_, begun - kTheDayBefore) ||
                              (dossier.past.days > 0 && !is_younger(file, begun, kWeekend))),
        readings_(readings_of(file, user_)) {}

  // "" where nothing tells that the client's place is the owner's.
  std::string why_owners(const Client& client) const {
    if (sits_at(user_, client) || is_reader_beside_botnet(client))
      return "this mailbox is used from here " + since_when();
    if (readings_.empty() && dossier_.clients.size() == 1 && sits_a_colleague_at(client))
      return "another mailbox of its domain is used from here " + since_when();
    return {};
  }

 private:
  std::string since_when() const {
    return tells_the_day_before_ ? "as on the day before, and the logs are a few days old"
                                 : "all day, and no older log tells of its places";
  }

  bool sits_at(std::uint32_t user, const Client& client) const {
    const Readings readings = user == user_ ? readings_ : readings_of(file_, user);
    if (readings.empty() && !file_.logins.tells_who_reads)
      return writes_from_nowhere_else(user, client);
    return is_desk(readings, client);
  }

  // Where no log tells of readings: the day before too, and since. Whoever tries a password sends
  // one letter; of a mailbox with an owner who writes, that is a second place.
  bool writes_from_nowhere_else(std::uint32_t user, const Client& client) const {
    const Readings networks = around(writings_of(file_, user, begun_));
    if (networks.size() != 1) return false;
    const auto& [network, writing] = *networks.begin();
    return network == provider_network_of(file_.ledger.address(client.address)).base &&
           writing.sessions >= 2 && writing.first + kTheDayBefore <= begun_;
  }

  bool is_desk(const Readings& readings, const Client& client) const {
    const Reading* const reading = reading_near(file_, readings, client.address);
    if (reading == nullptr || !is_a_main_place(readings, *reading)) return false;
    if (tells_the_day_before_) return was_there_the_day_before(readings, client, *reading);
    return sits_there(*reading, begun_) ||
           (is_only_desk(readings, *reading) &&
            !has_failed_near(file_, user_, near(file_, client.address)));
  }

  // Many providers give a household another address every night.
  bool was_there_the_day_before(const Readings& readings, const Client& client,
                                const Reading& here) const {
    if (here.is_for_hours() && here.first + kTheDayBefore <= begun_) return true;
    const Readings networks = around(readings);
    const Reading& network =
        networks.at(provider_network_of(file_.ledger.address(client.address)).base);
    return sits_there(here, begun_) && network.first + kTheDayBefore <= begun_ &&
           is_a_main_place(networks, network);
  }

  // A botnet sends from its hundred addresses whether or not the owner came to his desk before it
  // began. Of an intruder's place that is taken for the desk, the others are blocked all the same.
  bool is_reader_beside_botnet(const Client& client) const {
    const Reading* const reading = reading_near(file_, readings_, client.address);
    return dossier_.is_scattered && reading != nullptr && reading->is_for_hours() &&
           client.messages < kMostOfAReader;
  }

  // Invoices go out by a mailbox that nobody reads, all from the desk where the office's is read.
  // Whoever stole two mailboxes of one firm and reads in one for hours, to send with the other,
  // could as well read in that.
  bool sits_a_colleague_at(const Client& client) const {
    const std::string_view domain = domain_of(dossier_.account);
    std::set<std::uint32_t> users = users_beside(file_, client.address);
    return users.size() <= kMostUsers && std::ranges::any_of(users, [&](std::uint32_t user) {
             return user != user_ && domain_of(file_.ledger.text(user)) == domain &&
                    sits_at(user, client);
           });
  }

  const CaseFile& file_;
  const Dossier& dossier_;
  Time begun_;
  std::uint32_t user_;
  bool tells_the_day_before_;  // the log, of the mailbox
  Readings readings_;
};

}  // namespace

void heed_desk_of_first_days(const CaseFile& file, Time begun, Dossier& dossier) {
  const bool is_unknown = dossier.past.days == 0 && !dossier.has_history_of_clients;
  if (!is_unknown && !is_younger(file, begun, kFewDays)) return;
  const FirstDays days(file, begun, dossier);
  for (Client& client : dossier.clients) {
    if (client.is_usual) continue;
    client.why_usual = days.why_owners(client);
    client.is_usual = !client.why_usual.empty();
  }
}

}  // namespace queuehound
