#include "dossier/first_days.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "dossier/beside_flood.h"
#include "dossier/homes.h"
#include "dossier/reading_door.h"
#include "dossier/readings.h"
#include "dossier/same_circular.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr seconds kAllDay{14400};
constexpr seconds kWeekend{3 * 86400}, kFewDays{7 * 86400};

bool sits_there(const PlaceOfReading& reading, Time begun) {
  constexpr seconds kBefore{3600}, kLittleBefore{600};
  const bool is_all_day = reading.last - reading.first >= kAllDay;
  return reading.is_for_hours() && reading.first + (is_all_day ? kLittleBefore : kBefore) <= begun;
}

// Who sends his circular first thing in the morning reads after it, all day, and nobody reads
// elsewhere. A thief reads on for answers, too; but the mailboxes that are worth it have owners,
// who look into them on that day. Of one that nobody reads he is known by his letters' fate.
bool is_only_desk(const Readings& readings, const PlaceOfReading& reading) {
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

std::uint32_t most_sessions(const Readings& readings) {
  std::uint32_t most = 0;
  for (const auto& [place, reading] : readings) most = std::max(most, reading.sessions);
  return most;
}

// Where a mailbox is read as often as anywhere, or half as often.
bool is_a_main_place(std::uint32_t most, const PlaceOfReading& reading) {
  return most <= reading.sessions * 2;
}

// How one mailbox is used, looked through once: a botnet sends by it from thousands of addresses,
// of each of which is asked, and to go through all of them for each took minutes.
struct Habits {
  Habits(const CaseFile& file, std::uint32_t of, Time begun)
      : user(of),
        readings(readings_of(file, of)),
        networks(around(readings)),
        most_at_a_place(most_sessions(readings)),
        most_in_a_network(most_sessions(networks)),
        writings(writings_of(file, of, begun)),
        networks_written_from(around(writings)) {
    for_each_stay(file, of, [&](const Stay& stay) {
      const IpAddress network = provider_network_of(file.ledger.address(stay.address)).base;
      was_used_the_day_before |= stay.first <= begun - kTheDayBefore;
      networks_used.insert(network);
      if (stay.reads && stay.last < begun)
        days_in_network[network].insert(file.ledger.day_of(stay.first));
    });
  }

  std::uint32_t user;
  Readings readings, networks;
  std::uint32_t most_at_a_place, most_in_a_network;
  Readings writings, networks_written_from;
  std::set<IpAddress> networks_used;                            // providers'
  std::map<IpAddress, std::set<std::int64_t>> days_in_network;  // of readings before the mailing
  bool was_used_the_day_before = false;
};

class FirstDays {
 public:
  FirstDays(const CaseFile& file, const Likeness& likeness, Time begun, const Dossier& dossier)
      : file_(file),
        dossier_(dossier),
        begun_(begun),
        user_(file.ledger.strings.find(dossier.account)),
        habits_(file, user_, begun),
        sent_near_(sent_by_neighbourhood(file, dossier)),
        beside_flood_(file, likeness, dossier),
        days_of_hours_before_(days_of_hours_before()),
        are_readers_few_(are_readers_few()),
        is_of_colleagues_(habits_.readings.empty() && is_one_line() && sits_a_colleague_there()) {}

  // "" where nothing tells that the client's place is the owner's.
  std::string why_owners(const Client& client) const {
    if (sits_at(habits_, client) || is_reader_beside_botnet(client) ||
        is_reader_beside_flood(client) || beside_flood_.is_innocent(client))
      return "this mailbox is used from here " + since_when();
    if (is_of_colleagues_) return "another mailbox of its domain is used from here " + since_when();
    return {};
  }

 private:
  // The log, of the mailbox.
  bool tells_the_day_before(const Habits& habits) const {
    return habits.was_used_the_day_before ||
           (dossier_.past.days > 0 && !are_logs_younger(file_, begun_, kWeekend));
  }

  std::string since_when() const {
    return tells_the_day_before(habits_) ? "as on the day before, and the logs are a few days old"
                                         : "all day, and no older log tells of its places";
  }

  bool sits_at(const Habits& habits, const Client& client) const {
    if (habits.readings.empty() && !file_.logins.tells_who_reads)
      return writes_from_nowhere_else(habits, client);
    if (habits.readings.empty()) return wrote_for_hours_from_nowhere_else(habits, client);
    const PlaceOfReading* const here = reading_near(file_, habits.readings, client.address);
    if (here == nullptr) return false;
    if (here->is_for_hours() &&
        was_read_on_days_before(file_, habits.user, near(file_, client.address), begun_))
      return true;
    if (was_read_in_network_before(habits, client)) return true;
    if (!is_a_main_place(habits.most_at_a_place, *here)) return false;
    return tells_the_day_before(habits) ? was_there_the_day_before(habits, client, *here)
                                        : is_desk(habits, client, *here);
  }

  // The same of a household that has another address every night.
  bool was_read_in_network_before(const Habits& habits, const Client& client) const {
    constexpr std::size_t kDays = 2;
    const IpNetwork network = provider_network_of(file_.ledger.address(client.address));
    const auto found = habits.days_in_network.find(network.base);
    if (found == habits.days_in_network.end()) return false;
    const std::set<std::int64_t>& days = found->second;
    return days.size() - days.count(file_.ledger.day_of(begun_)) >= kDays &&
           habits.networks.at(network.base).is_for_hours() &&
           !is_read_elsewhere_meanwhile(habits.readings, network, client);
  }

  // A household has one address at a time: who looks in from another of its provider's while it
  // reads on is somebody else.
  bool is_read_elsewhere_meanwhile(const Readings& readings, const IpNetwork& network,
                                   const Client& client) const {
    const PlaceOfReading* const here = reading_near(file_, readings, client.address);
    if (here == nullptr || here->is_for_hours()) return false;
    return std::ranges::any_of(readings, [&](const auto& row) {
      const auto& [place, reading] = row;
      return &reading != here && network.contains(place) && reading.is_for_hours() &&
             reading.first < here->first && reading.last > here->last &&
             file_.ledger.day_of(reading.last) == file_.ledger.day_of(begun_);
    });
  }

  // Where no log tells of readings: the day before too, and since. Whoever tries a password sends
  // one letter; of a mailbox with an owner who writes, that is a second place.
  bool writes_from_nowhere_else(const Habits& habits, const Client& client) const {
    const Readings& networks = habits.networks_written_from;
    if (networks.size() != 1) return false;
    const auto& [network, writing] = *networks.begin();
    return network == provider_network_of(file_.ledger.address(client.address)).base &&
           writing.sessions >= 2 && writing.first + kTheDayBefore <= begun_;
  }

  // A program's mailbox, which nobody reads: on two days before, too, it wrote for hours, always by
  // one provider. Who tries a password writes a letter and is gone; who works with it for days, and
  // nobody beside him, is known by what becomes of his letters.
  bool wrote_for_hours_from_nowhere_else(const Habits& habits, const Client& client) const {
    constexpr std::ptrdiff_t kDays = 2;
    if (habits.user != user_ || habits.networks_used.size() != 1) return false;
    return habits.networks_used.contains(
               provider_network_of(file_.ledger.address(client.address)).base) &&
           days_of_hours_before_ >= kDays;
  }

  // Before the mailing's, on which the mailbox wrote for hours. Yesterday's last letter is often
  // the first inside the window: the mailing's day is that of most.
  std::ptrdiff_t days_of_hours_before() const {
    const std::int64_t mailing = day_of_most();
    std::map<std::int64_t, PlaceOfReading> days;
    for (const ActorId actor : dossier_.actors)
      for (const HourCount& hour : file_.ledger.hours_of(file_.ledger.actors[actor]))
        if (const Time at{seconds(std::int64_t{3600} * hour.hour)};
            file_.ledger.day_of(at) < mailing)
          days[file_.ledger.day_of(at)].add(hour.messages, at, at);
    return std::ranges::count_if(days, [](const auto& day) { return day.second.is_for_hours(); });
  }
  std::int64_t day_of_most() const {
    std::map<std::int64_t, std::uint64_t> letters;
    for (const MessageIndex index : dossier_.messages)
      if (const Message& message = file_.ledger.messages[index]; message.in_window)
        ++letters[file_.ledger.day_of(message.at)];
    const auto most =
        std::ranges::max_element(letters, {}, [](const auto& day) { return day.second; });
    return most == letters.end() ? file_.ledger.day_of(begun_) : most->first;
  }

  bool is_desk(const Habits& habits, const Client& client, const PlaceOfReading& here) const {
    return sits_there(here, begun_) || read_and_wrote_for_hours(habits, client, here) ||
           (is_only_desk(habits.readings, here) &&
            !has_failed_near(file_, habits.user, near(file_, client.address)));
  }

  // A program that stays connected logs in once in a morning: the letters of before the mailing
  // tell that somebody sat there. Who floods from where he tried the password writes to more, if
  // by many addresses of a hired network.
  bool read_and_wrote_for_hours(const Habits& habits, const Client& client,
                                const PlaceOfReading& here) const {
    constexpr std::uint64_t kFewPeople = 40;
    const auto sent = sent_near_.find(near(file_, client.address));
    if (sent == sent_near_.end() || sent->second.letters >= kMostOfAReader ||
        sent->second.people > kFewPeople || here.first >= begun_)
      return false;
    const PlaceOfReading* const wrote = reading_near(file_, habits.writings, client.address);
    if (wrote == nullptr) return false;
    PlaceOfReading both = *wrote;
    both.add(1, here.first, std::min(here.last, begun_));
    return both.is_for_hours();
  }

  struct Sent {
    std::uint64_t letters = 0, people = 0;
  };
  static std::map<IpAddress, Sent> sent_by_neighbourhood(const CaseFile& file,
                                                         const Dossier& dossier) {
    std::map<IpAddress, Sent> sent_near;
    for (const Client& client : dossier.clients) {
      Sent& sent = sent_near[near(file, client.address)];
      sent.letters += client.messages;
      sent.people += client.recipients;
    }
    return sent_near;
  }

  // Many providers give a household another address every night, and who mails first thing in the
  // morning reads there after it.
  bool was_there_the_day_before(const Habits& habits, const Client& client,
                                const PlaceOfReading& here) const {
    if (!here.is_for_hours()) return false;
    if (here.first + kTheDayBefore <= begun_) return true;
    const PlaceOfReading& network =
        habits.networks.at(provider_network_of(file_.ledger.address(client.address)).base);
    return network.first + kTheDayBefore <= begun_ &&
           is_a_main_place(habits.most_in_a_network, network);
  }

  // A botnet sends from its hundred addresses whether or not the owner came to his desk before it
  // began. Of an intruder's place that is taken for the desk, the others are blocked all the same.
  bool is_reader_beside_botnet(const Client& client) const {
    if (!dossier_.is_scattered || client.messages >= kMostOfAReader) return false;
    const PlaceOfReading* const reading = reading_near(file_, habits_.readings, client.address);
    return reading != nullptr && (reading->is_for_hours() || are_readers_few_);
  }

  // The flood began in the first hours of the logs, before anybody came to his desk: who reads
  // there on another day still, far more often than anybody else, and sent few letters while
  // several others sent the flood.
  bool is_reader_beside_flood(const Client& client) const {
    constexpr seconds kOnAnotherDay{86400};
    constexpr std::uint32_t kTimesAsOften = 4, kLettersOfAPerson = 50;
    const PlaceOfReading* const here = reading_near(file_, habits_.readings, client.address);
    if (here == nullptr || !here->is_for_hours() || here->last - here->first < kOnAnotherDay ||
        client.near_messages > kLettersOfAPerson)
      return false;
    const bool reads_alone = std::ranges::all_of(habits_.readings, [&](const auto& row) {
      return &row.second == here || row.second.sessions * kTimesAsOften <= here->sessions;
    });
    std::uint32_t others = 0, by_others = 0;
    for (const Client& other : dossier_.clients) {
      if (near(file_, other.address) == near(file_, client.address)) continue;
      ++others;
      by_others += other.messages;
    }
    return reads_alone && others >= 2 && by_others >= 2 * client.near_messages;
  }

  // Hosts of a botnet read alike: all of them, to see whether the password opens, or none.
  bool are_readers_few() const {
    constexpr std::ptrdiff_t kFew = 20;  // one in so many
    const std::vector<Client>& clients = dossier_.clients;
    const auto readers =
        std::ranges::count_if(clients, [](const Client& client) { return client.near_reads > 0; });
    return readers * kFew <= std::ssize(clients);
  }

  // An office or a household has an address of either protocol.
  bool is_one_line() const {
    std::set<IpAddress> by_v4, by_v6;
    for (const Client& client : dossier_.clients) {
      const IpAddress place = near(file_, client.address);
      (place.is_v4() ? by_v4 : by_v6).insert(place);
    }
    return !dossier_.clients.empty() && by_v4.size() <= 1 && by_v6.size() <= 1;
  }

  // Invoices go out by a mailbox that nobody reads, all from the desk where the office's is read.
  // Whoever stole two mailboxes of one firm and reads in one for hours, to send with the other,
  // could as well read in that.
  bool sits_a_colleague_there() const {
    const std::string_view domain = domain_of(dossier_.account);
    std::set<std::uint32_t> users = users_beside(file_, dossier_.clients.front().address);
    return users.size() <= kMostUsers && std::ranges::any_of(users, [&](std::uint32_t user) {
             return user != user_ && domain_of(file_.ledger.text(user)) == domain &&
                    comes_from_all_of_line(user) && sits_at_some_of_line(user);
           });
  }
  bool comes_from_all_of_line(std::uint32_t user) const {
    std::set<IpAddress> places;
    for_each_stay(file_, user, [&](const Stay& stay) { places.insert(near(file_, stay.address)); });
    return std::ranges::all_of(dossier_.clients, [&](const Client& client) {
      return places.contains(near(file_, client.address));
    });
  }
  bool sits_at_some_of_line(std::uint32_t user) const {
    const Habits habits(file_, user, begun_);
    return std::ranges::any_of(dossier_.clients,
                               [&](const Client& client) { return sits_at(habits, client); });
  }

  const CaseFile& file_;
  const Dossier& dossier_;
  Time begun_;
  std::uint32_t user_;
  Habits habits_;
  std::map<IpAddress, Sent> sent_near_;
  BesideFlood beside_flood_;
  std::ptrdiff_t days_of_hours_before_;
  bool are_readers_few_;
  bool is_of_colleagues_;
};

}  // namespace

bool are_logs_younger(const CaseFile& file, Time begun, seconds age) {
  return file.ledger.oldest_log && begun - *file.ledger.oldest_log < age;
}

bool are_logs_young(const CaseFile& file, Time begun) {
  return are_logs_younger(file, begun, kFewDays);
}

void heed_desk_of_first_days(const CaseFile& file, const Likeness& likeness, Time begun,
                             Dossier& dossier) {
  const bool is_unknown = dossier.past.days == 0 && !dossier.has_history_of_clients;
  if (!is_unknown && !are_logs_young(file, begun)) return;
  const FirstDays days(file, likeness, begun, dossier);
  for (Client& client : dossier.clients) {
    if (client.is_usual) continue;
    client.why_usual = days.why_owners(client);
    client.is_usual = !client.why_usual.empty();
  }
  // A household's other line, not a botnet's thousands, each of which would be looked through.
  constexpr std::ptrdiff_t kFewClients = 4;
  if (std::ranges::count(dossier.clients, false, &Client::is_usual) > kFewClients) return;
  for (Client& client : dossier.clients) {
    if (client.is_usual || !goes_on_with_owners_circular(file, likeness, dossier, client)) continue;
    client.is_usual = true;
    client.why_usual = "it takes turns with the owner's address of the other protocol";
  }
}

}  // namespace queuehound
