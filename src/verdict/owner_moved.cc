#include "verdict/owner_moved.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "mail/address.h"
#include "verdict/clients.h"

namespace queuehound {
namespace {

constexpr seconds kDay{86400};
constexpr seconds kLongestMove = 5 * kDay;  // a weekend and a holiday; closed for longer is no sign
constexpr std::uint32_t kDaysAtHome = 3;
constexpr std::uint64_t kSpamRefusals = 3;
constexpr std::size_t kMostUsers = 200;  // behind one address: more are no office

// One address of one mailbox, at whatever door.
struct Stay {
  std::uint32_t address = 0;
  std::uint32_t days = 0;
  Time first{}, last{};
  bool reads = false;
  std::uint32_t letters = 0;
};

template <class Use>
void for_each_stay(const CaseFile& file, std::uint32_t user, Use&& use) {
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user)) {
    const SubmissionUse& sent = file.logins.submissions[row];
    use(Stay{sent.address, sent.use.days, sent.use.first, sent.use.last, false, sent.use.messages});
  }
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& login = file.ledger.logins[row];
    const LoginsGotIn& got_in = file.ledger.got_in_of(login);
    if (got_in.first_success != Time{})
      use(Stay{login.key.address, got_in.days, got_in.first_success, got_in.last_success,
               is_reading(login.key.door)});
  }
}

IpAddress near(const CaseFile& file, std::uint32_t address) {
  return neighbourhood_of(file.ledger.address(address)).base;
}

struct Home {
  IpAddress base{};
  bool is_wide = false;  // a provider's network, of which it has another address every day
  std::uint32_t days = 0;
  std::set<std::uint32_t> addresses;
};

IpAddress around(const CaseFile& file, std::uint32_t address) {
  return provider_network_of(file.ledger.address(address)).base;
}

// A line's IPv4 stays as it is, where that is no provider's whole network; of IPv6 each computer
// has another address every day.
bool covers(const CaseFile& file, const Home& home, std::uint32_t address) {
  if (home.is_wide) return around(file, address) == home.base;
  if (home.base.is_v4()) return home.addresses.contains(address);
  return near(file, address) == home.base;
}

// Of IPv6 each address is used for a day or two, so that days are told by the first of each.
template <class Base>
std::vector<Home> settled(const CaseFile& file, std::uint32_t user, Time onset, Base&& base_of) {
  struct Place {
    std::uint32_t days = 0;
    std::set<std::int64_t> first_days;
    std::set<std::uint32_t> addresses;
  };
  std::map<IpAddress, Place> places;
  for_each_stay(file, user, [&](const Stay& stay) {
    if (stay.first > onset - kDay) return;
    Place& place = places[base_of(file, stay.address)];
    place.days = std::max(place.days, stay.days);
    place.first_days.insert(stay.first.time_since_epoch() / kDay);
    place.addresses.insert(stay.address);
  });
  // The one of most days of each protocol: a line may have both.
  std::map<bool, Home> most;
  for (auto& [base, place] : places) {
    const auto days = std::max(place.days, static_cast<std::uint32_t>(place.first_days.size()));
    Home& home = most[base.is_v4()];
    if (days >= kDaysAtHome && days > home.days)
      home = {base, false, days, std::move(place.addresses)};
  }
  std::vector<Home> homes;
  for (auto& [is_v4, home] : most)
    if (home.days > 0) homes.push_back(std::move(home));
  return homes;
}

std::uint32_t days_at(const std::vector<Home>& homes) {
  std::uint32_t days = 0;
  for (const Home& home : homes) days = std::max(days, home.days);
  return days;
}

// Where the mailbox was on most days before `onset`. Many providers give a household another
// address every night, of IPv6 another /64: then it is the provider's network, where it came from
// elsewhere on three days at least, and no part of it was its place on half of the days.
std::vector<Home> homes_of(const CaseFile& file, std::uint32_t user, Time onset) {
  std::vector<Home> homes = settled(file, user, onset, near);
  std::vector<Home> networks = settled(file, user, onset, around);
  if (!homes.empty() && days_at(homes) * 2 >= days_at(networks)) return homes;
  for (Home& network : networks) network.is_wide = true;
  return networks;
}

// Mailboxes that were let in from their addresses; none where these are no office's.
std::set<std::uint32_t> users_at(const CaseFile& file, const std::vector<Home>& homes) {
  std::set<std::uint32_t> users;
  for (const Home& home : homes)
    for (const std::uint32_t at : home.addresses) {
      for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, at))
        users.insert(file.logins.submissions[row].user);
      for (const std::uint32_t row : rows_of(file.logins.logins_of_address, at))
        users.insert(file.ledger.logins[row].key.user);
      if (users.size() > kMostUsers) return {};
    }
  return users;
}

bool is_there(const CaseFile& file, const std::vector<Home>& homes, std::uint32_t address) {
  return std::ranges::any_of(homes, [&](const Home& home) { return covers(file, home, address); });
}

// The last time anybody was let in from there; under today's address, too, which nobody knows yet.
Time last_at(const CaseFile& file, const std::vector<Home>& homes) {
  Time last{};
  for (const Home& home : homes)
    for (const std::uint32_t address : home.addresses) {
      for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, address))
        last = std::max<Time>(last, file.logins.submissions[row].use.last);
      for (const std::uint32_t row : rows_of(file.logins.logins_of_address, address))
        last = std::max<Time>(last, file.ledger.got_in_of(file.ledger.logins[row]).last_success);
    }
  const std::set<std::uint32_t> users = users_at(file, homes);
  if (users.empty()) return Time::max();  // too many to look at: nothing is silent
  for (const std::uint32_t user : users)
    for_each_stay(file, user, [&](const Stay& stay) {
      if (is_there(file, homes, stay.address)) last = std::max(last, stay.last);
    });
  return last;
}

Time first_near(const CaseFile& file, std::uint32_t user, const IpAddress& base) {
  Time first = Time::max();
  for_each_stay(file, user, [&](const Stay& stay) {
    if (near(file, stay.address) == base) first = std::min(first, stay.first);
  });
  return first;
}

bool has_fallen_silent(const CaseFile& file, const std::vector<Home>& homes, Time since) {
  if (homes.empty()) return false;
  const Time last = last_at(file, homes);
  return last < since && since - last < kLongestMove;
}

// A line, as its provider sees it: one network of IPv4, one of IPv6, or one of each.
using Line = std::set<IpAddress>;

bool is_one_line(const Line& line) {
  const auto of_v4 =
      std::ranges::count_if(line, [](const IpAddress& base) { return base.is_v4(); });
  return of_v4 <= 1 && line.size() - static_cast<std::size_t>(of_v4) <= 1;
}

// Mailboxes that are at home there.
std::vector<std::uint32_t> residents_of(const CaseFile& file, const std::vector<Home>& homes,
                                        Time onset) {
  const auto is_of_house = [&](const Home& home) {
    return std::ranges::find(homes, home.base, &Home::base) != homes.end();
  };
  std::vector<std::uint32_t> residents;
  for (const std::uint32_t user : users_at(file, homes))
    if (std::ranges::any_of(homes_of(file, user, onset), is_of_house)) residents.push_back(user);
  return residents;
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
    first_days.insert(stay.first.time_since_epoch() / kDay);
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

bool has_failed_near(const CaseFile& file, std::uint32_t user, const IpAddress& base) {
  return std::ranges::any_of(rows_of(file.logins.logins_of_user, user), [&](std::uint32_t row) {
    const LoginUse& login = file.ledger.logins[row];
    return file.ledger.failures_of(login) > 0 && near(file, login.key.address) == base;
  });
}

// Sessions of the window.
std::uint32_t reads_near(const CaseFile& file, std::uint32_t user, const IpAddress& base) {
  std::uint32_t reads = 0;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& login = file.ledger.logins[row];
    if (is_reading(login.key.door) && near(file, login.key.address) == base)
      reads += file.ledger.in_window_of(login).succeeded;
  }
  return reads;
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

}  // namespace

// Mailboxes that sat behind one line came over to one new line, and since then nobody came from the
// old one. Who stole two of them has four colleagues at the old place, and their telephones; closed
// for the holidays is silent for longer than a move.
void heed_moved_office(const CaseFile& file, Time onset, Dossier& dossier) {
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  Line line;
  for (const Client& client : dossier.clients)
    if (!client.is_usual && client.near_messages > 0) line.insert(near(file, client.address));
  if (user == 0 || line.empty() || !is_one_line(line)) return;
  Move move{file, user, homes_of(file, user, onset), std::move(line), {}};
  const auto since = moved_since(file, user, move.line);
  if (!since || !has_fallen_silent(file, move.homes, *since)) return;
  move.residents = residents_of(file, move.homes, onset);
  const bool is_known = is_reading_known(file, move.residents);
  if (!(is_known ? do_they_read_there(move) : do_they_write_there(move))) return;
  for (Client& client : dossier.clients) {
    if (client.is_usual || client.near_messages == 0) continue;
    client.is_usual = client.has_moved = true;
    client.why_usual =
        is_known ? "the mailboxes that sat at the old place read here since, and nobody there"
                 : "the mailboxes that sat at the old place write from here since, as much as "
                   "ever, and nobody there";
  }
}

namespace {

// Mailboxes of the dossier's domain that came from near its clients of IPv6, where each computer of
// an office has addresses of its own.
std::map<IpAddress, std::set<std::uint32_t>> colleagues_by_six(const CaseFile& file,
                                                               const Dossier& dossier) {
  std::map<IpAddress, std::set<std::uint32_t>> users;
  for (const Client& client : dossier.clients)
    if (!client.is_usual && !file.ledger.address(client.address).is_v4())
      users[near(file, client.address)];
  if (users.empty()) return users;
  const std::string_view domain = domain_of(dossier.account);
  const auto add = [&](std::uint32_t user, std::uint32_t address) {
    const auto place = users.find(near(file, address));
    if (place != users.end() && place->second.size() <= kMostUsers &&
        domain_of(file.ledger.text(user)) == domain)
      place->second.insert(user);
  };
  for (const LoginUse& login : file.ledger.logins) add(login.key.user, login.key.address);
  for (const SubmissionUse& sent : file.logins.submissions) add(sent.user, sent.address);
  return users;
}

// Who logged in from the very address; none where they are more than an office has.
std::set<std::uint32_t> users_of(const CaseFile& file, std::uint32_t address) {
  const auto logins = rows_of(file.logins.logins_of_address, address);
  const auto sent = rows_of(file.logins.submissions_of_address, address);
  if (logins.size() > kMostUsers || sent.size() > kMostUsers) return {};
  std::set<std::uint32_t> users;
  for (const std::uint32_t row : logins) users.insert(file.ledger.logins[row].key.user);
  for (const std::uint32_t row : sent) users.insert(file.logins.submissions[row].user);
  return users;
}

}  // namespace

// A mailbox that nobody reads, of a program in the office: it sends from where its colleagues are
// at home. An infected computer there does so as well, and is known by what becomes of its letters.
void heed_colleagues(const CaseFile& file, Time onset, Dossier& dossier) {
  if (dossier.shared_thief.customers > 0) return;
  const std::string_view domain = domain_of(dossier.account);
  // Each once: a botnet of a hundred thousand addresses may have the passwords of two colleagues.
  std::map<std::uint32_t, std::vector<Home>> homes;
  const auto is_home_of_colleague = [&](std::uint32_t user, std::uint32_t address) {
    const std::string_view name = file.ledger.text(user);
    if (name == dossier.account || domain_of(name) != domain) return false;
    auto home = homes.find(user);
    if (home == homes.end()) {
      if (homes.size() == kMostUsers) return false;
      home = homes.emplace(user, homes_of(file, user, onset)).first;
    }
    return is_there(file, home->second, address);
  };
  const auto by_six = colleagues_by_six(file, dossier);
  for (Client& client : dossier.clients) {
    if (client.is_usual || client.via != Via::smtp_auth) continue;
    const auto six = by_six.find(near(file, client.address));
    const std::set<std::uint32_t> seen =
        six != by_six.end() ? six->second : users_of(file, client.address);
    client.is_usual =
        seen.size() <= kMostUsers && std::ranges::any_of(seen, [&](std::uint32_t user) {
          return is_home_of_colleague(user, client.address);
        });
    if (client.is_usual) client.why_usual = "colleagues of the same domain are at home there";
  }
}

namespace {

bool goes_to_nobody(const Volume& bulk) {
  constexpr std::uint64_t kTried = 20;
  return bulk.attempted() >= kTried && bulk.unknown_recipients * 5 >= bulk.attempted();
}

// More than the odd invoice that a strict server takes for spam.
bool is_called_spam(const Volume& bulk) {
  return bulk.spam_refusals >= kSpamRefusals && bulk.spam_refusals * 20 >= bulk.attempted();
}

// Of whom only his word and an empty office say that he moved.
bool distrust_moved(Dossier& dossier) {
  bool any = false;
  for (Client& client : dossier.clients) {
    any |= client.has_moved;
    if (client.has_moved) client.is_usual = client.has_moved = false;
  }
  return any;
}

}  // namespace

bool distrust_senders(const CaseFile& file, Dossier& dossier) {
  if (!goes_to_nobody(dossier.bulk)) return is_called_spam(dossier.bulk) && distrust_moved(dossier);
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  std::map<IpAddress, std::uint32_t> reads;  // days
  for_each_stay(file, user, [&](const Stay& stay) {
    if (!stay.reads) return;
    std::uint32_t& days = reads[near(file, stay.address)];
    days = std::max(days, stay.days);
  });
  std::vector<Client*> moved, only_send;
  std::set<IpAddress> networks;
  for (Client& client : dossier.clients) {
    if (!client.is_usual || client.selected == 0) continue;
    const IpAddress base = near(file, client.address);
    if (client.has_moved) moved.push_back(&client);
    const bool is_read_elsewhere = std::ranges::any_of(reads, [&](const auto& place) {
      return place.second >= kDaysAtHome && place.first.is_v4() == base.is_v4();
    });
    if (client.has_moved || reads.contains(base) || !is_read_elsewhere) continue;
    only_send.push_back(&client);
    networks.insert(base);
  }
  // A customer's shop sends from one host, and robots may type in addresses that do not exist: who
  // comes from two places, or is told that it is spam, is no shop.
  const bool is_shop = networks.size() < 2 && dossier.bulk.spam_refusals < kSpamRefusals;
  dossier.has_only_senders = !only_send.empty() && !is_shop;
  if (dossier.has_only_senders) moved.insert(moved.end(), only_send.begin(), only_send.end());
  for (Client* client : moved) client->is_usual = client->has_moved = false;
  return !moved.empty();
}

void find_journey(const CaseFile& file, Time onset, Dossier& dossier) {
  constexpr std::uint64_t kFewPeople = 100;
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  if (user == 0 || dossier.stranger_clients == 0 || was_guessed(dossier) ||
      dossier.bulk.unknown_recipients * 12 > dossier.bulk.attempted() ||
      dossier.bulk.spam_refusals > 0 || dossier.bulk.distinct_recipients > kFewPeople ||
      dossier.shared_thief.customers > 0)
    return;
  std::vector<const Client*> places;
  for (const Client& client : dossier.clients)
    if (client.selected > 0 && !client.is_usual) places.push_back(&client);
  std::ranges::sort(places, {}, &Client::first);
  Time since = Time::max();
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool overlaps = i > 0 && places[i]->first < places[i - 1]->last;
    const IpAddress base = near(file, places[i]->address);
    if (overlaps || reads_near(file, user, base) < places[i]->near_messages) return;
    since = std::min(since, first_near(file, user, base));
  }
  dossier.is_on_a_journey = has_fallen_silent(file, homes_of(file, user, onset), since);
}

}  // namespace queuehound
