#include "dossier/moved_office.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "dossier/chance.h"
#include "dossier/first_days.h"
#include "dossier/homes.h"
#include "dossier/measure.h"
#include "dossier/refusals.h"

namespace queuehound {
namespace {

constexpr seconds kDay{86400};

// A line, as its provider sees it: one network of IPv4, one of IPv6, or one of each.
using Line = std::set<IpAddress>;

bool is_one_line(const Line& line) {
  const auto of_v4 =
      std::ranges::count_if(line, [](const IpAddress& base) { return base.is_v4(); });
  return of_v4 <= 1 && line.size() - static_cast<std::size_t>(of_v4) <= 1;
}

// What a mailbox does at one place.
struct Doing {
  std::uint32_t letters = 0, days = 0;  // days: on which it writes
  Time first = Time::max(), last = Time::min();
  bool reads = false;
};

template <class IsThere>
Doing doing_at(const CaseFile& file, std::uint32_t user, IsThere&& is_there) {
  Doing doing;
  std::set<std::int64_t> first_days;  // as in settled()
  for_each_stay(file, user, [&](const Stay& stay) {
    if (!is_there(stay.address)) return;
    doing.reads |= stay.reads;
    if (stay.letters == 0) return;
    doing.letters += stay.letters;
    first_days.insert(file.ledger.day_of(stay.first));
    doing.days = std::max({doing.days, stay.days, static_cast<std::uint32_t>(first_days.size())});
    doing.first = std::min(doing.first, stay.first);
    doing.last = std::max(doing.last, stay.last);
  });
  return doing;
}

// A day no more than twice what it wrote at home.
bool writes_as_ever(const Doing& now, const Doing& at_home) {
  return at_home.days >= kDaysAtHome && now.letters >= 2 &&
         now.letters * at_home.days <= (at_home.letters * 2 + at_home.days) * now.days;
}

// False where no log tells of readings, or none of theirs: they read elsewhere.
bool is_reading_known(const CaseFile& file, const std::vector<std::uint32_t>& residents) {
  return std::ranges::any_of(residents, [&](std::uint32_t resident) {
    return doing_at(file, resident, [](std::uint32_t) { return true; }).reads;
  });
}

// Where most residents are and what they do.
struct Move {
  const CaseFile& file;
  std::uint32_t user;  // whose letters are looked at
  std::vector<Home> homes;
  Line line;  // where it came from since
  std::vector<std::uint32_t> residents;

  Doing there(std::uint32_t resident) const {
    return doing_at(file, resident,
                    [&](std::uint32_t address) { return line.contains(near(file, address)); });
  }
  Doing at_home(std::uint32_t resident) const {
    return doing_at(file, resident,
                    [&](std::uint32_t address) { return is_there(file, homes, address); });
  }
};

// Two mailboxes or more, and most of them, read at the new place.
bool do_they_read_there(const Move& move) {
  constexpr std::uint32_t kReadsThere = 3;
  std::uint32_t reads = 0;
  for (const IpAddress& base : move.line) reads += reads_near(move.file, move.user, base);
  if (reads < kReadsThere) return false;
  const auto came = std::ranges::count_if(
      move.residents, [&](std::uint32_t resident) { return move.there(resident).reads; });
  return came >= 2 && static_cast<std::size_t>(came) * 2 > move.residents.size();
}

// Where no log tells that they read: two colleagues or more, and most of them, write as ever from
// there, over an hour and more. Whoever stole an office's passwords uses what he stole: letters for
// hours under two other names, as many as on any day and no more, are of no use to him.
bool do_they_write_there(const Move& move) {
  std::size_t came = 0;
  Time first = Time::max(), last = Time::min();
  for (const std::uint32_t resident : move.residents) {
    const Doing now = move.there(resident);
    if (resident == move.user || !writes_as_ever(now, move.at_home(resident))) continue;
    ++came;
    first = std::min(first, now.first);
    last = std::max(last, now.last);
  }
  return came >= 2 && (came + 1) * 2 > move.residents.size() && last - first >= seconds(3600);
}

// Since when it came from the new place; never where its password failed there.
std::optional<Time> moved_since(const CaseFile& file, std::uint32_t user, const Line& line) {
  Time since = Time::max();
  for (const IpAddress& base : line) {
    if (has_failed_near(file, user, base)) return std::nullopt;
    since = std::min(since, first_near(file, user, base));
  }
  return since;
}

bool are_days_few(const CaseFile& file, Time onset) {
  return are_logs_younger(file, onset, kDaysAtHome * kDay);
}

// Where it sends from and is not known to live. In young logs the old place is not known either:
// that is left out which it was last at before it came to the newest.
Line places_of(const CaseFile& file, std::uint32_t user, Time onset, const Dossier& dossier) {
  Line line;
  for (const Client& client : dossier.clients)
    if (!client.is_usual && client.near_messages > 0) line.insert(near(file, client.address));
  if (is_one_line(line) || !are_days_few(file, onset)) return line;
  Time newest{};
  for (const IpAddress& base : line) newest = std::max(newest, first_near(file, user, base));
  std::erase_if(line, [&](const IpAddress& base) {
    Time last{};
    for_each_stay(file, user, [&](const Stay& stay) {
      if (near(file, stay.address) == base) last = std::max(last, stay.last);
    });
    return last < newest;
  });
  return line;
}

// Whoever comes on Friday evening, when the office goes home, finds the old place silent until
// Monday. What comes from the new one fares as an office's letters do: a tenth of its customers is
// gone, by chance a few more, and hardly anybody calls it spam.
bool is_welcome(const CaseFile& file, const Line& line, const Dossier& dossier) {
  constexpr double kGone = 0.1;
  std::vector<MessageIndex> letters;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (const std::uint32_t client = dossier.client_of[i];
        client != kNothing && line.contains(near(file, dossier.clients[client].address)))
      letters.push_back(dossier.messages[i]);
  const Volume volume = measure(file, letters);
  return is_refused_by_few(volume) &&
         is_chance(volume.unknown_recipients, volume.attempted(), kGone);
}

// Until when an old place must have been used for a day to be one. In logs of two days none was
// when a mailing may have begun: there half a day before anybody came to the new one must do.
// Whoever comes in the night to a few hours' logs still has to make the old place silent.
Time settled_by(const CaseFile& file, Time onset, Time since) {
  return are_days_few(file, onset) ? std::max<Time>(onset, since + kDay / 2) : onset;
}

}  // namespace

std::uint32_t days_at_home(const CaseFile& file, Time onset) {
  if (!file.ledger.oldest_log) return kDaysAtHome;
  const std::int64_t days = (onset - *file.ledger.oldest_log) / kDay;
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(days, 1, kDaysAtHome));
}

// Mailboxes that sat behind one line came over to one new line, and since then nobody came from the
// old one. Who stole two of them has four colleagues at the old place, and their telephones; closed
// for the holidays is silent for longer than a move.
void heed_moved_office(const CaseFile& file, Time onset, Dossier& dossier) {
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  Line line = places_of(file, user, onset, dossier);
  if (user == 0 || line.empty() || !is_one_line(line)) return;
  const auto since = moved_since(file, user, line);
  if (!since) return;
  const std::uint32_t days = days_at_home(file, onset);
  const Time by = settled_by(file, onset, *since);
  Move move{file, user, homes_of(file, user, by, days), std::move(line), {}};
  if (!has_fallen_silent(file, move.homes, *since)) return;
  move.residents = residents_of(file, move.homes, by, days);
  const bool is_known = is_reading_known(file, move.residents);
  if (!(is_known ? do_they_read_there(move) : do_they_write_there(move))) return;
  if (!is_welcome(file, move.line, dossier)) return;
  for (Client& client : dossier.clients) {
    const bool is_of_move = move.line.contains(near(file, client.address)) ||
                            is_there(file, move.homes, client.address);
    if (client.is_usual || client.near_messages == 0 || !is_of_move) continue;
    client.is_usual = client.has_moved = true;
    client.why_usual =
        is_known ? "the mailboxes that sat at the old place read here since, and nobody there"
                 : "the mailboxes that sat at the old place write from here since, as much as "
                   "ever, and nobody there";
  }
}

}  // namespace queuehound
