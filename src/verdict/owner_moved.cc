#include "verdict/owner_moved.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "dossier/chance.h"
#include "dossier/clients.h"
#include "dossier/homes.h"
#include "dossier/known_networks.h"
#include "dossier/moved_office.h"
#include "dossier/refusals.h"
#include "mail/address.h"

namespace queuehound {
namespace {

// The other mailboxes of its domain.
class Colleagues {
 public:
  Colleagues(const CaseFile& file, const Dossier& dossier, Time onset)
      : file_(file), dossier_(dossier), onset_(onset), owners_(file) {}

  bool are_at_home(std::uint32_t address) {
    const std::set<std::uint32_t> users = users_beside(file_, address);
    if (users.size() > kMostUsers) return false;
    std::size_t knowing = 0;
    for (const std::uint32_t user : users) {
      if (!is_one(user)) continue;
      if (is_home_of(user, address)) return true;
      knowing += owners_.knows(user, file_.ledger.address(address));
    }
    return knowing >= OwnersNetworks::kAFew;
  }

 private:
  bool is_one(std::uint32_t user) const {
    const std::string_view name = file_.ledger.text(user);
    return name != dossier_.account && domain_of(name) == domain_of(dossier_.account);
  }

  bool is_home_of(std::uint32_t user, std::uint32_t address) {
    auto home = homes_.find(user);
    if (home == homes_.end()) {
      if (homes_.size() == kMostUsers) return false;
      home = homes_.emplace(user, homes_of(file_, user, onset_)).first;
    }
    return is_there(file_, home->second, address);
  }

  const CaseFile& file_;
  const Dossier& dossier_;
  Time onset_;
  // Each once: a botnet of a hundred thousand addresses may have the passwords of two colleagues.
  std::map<std::uint32_t, std::vector<Home>> homes_;
  OwnersNetworks owners_;
};

}  // namespace

// A mailbox that nobody reads, of a program in the office: it sends from where its colleagues are
// at home. An infected computer there does so as well, and is known by what becomes of its letters.
// What is usual of this mailbox may end before its mailing, as far back as the logs go: where two
// colleagues are today and were on days before the window, an office is whose line changes. Who
// would be taken for one has three mailboxes of a domain, and since days.
void heed_colleagues(const CaseFile& file, Time onset, Dossier& dossier) {
  if (dossier.shared_thief.customers > 0) return;
  Colleagues colleagues(file, dossier, onset);
  for (Client& client : dossier.clients) {
    if (client.is_usual || client.via != Via::smtp_auth) continue;
    client.is_usual = colleagues.are_at_home(client.address);
    if (client.is_usual) client.why_usual = "colleagues of the same domain are at home there";
  }
}

namespace {

constexpr std::uint64_t kSpamRefusals = 3;

bool goes_to_nobody(const Volume& bulk) {
  constexpr std::uint64_t kTried = 20;
  return bulk.attempted() >= kTried && bulk.unknown_recipients * 5 >= bulk.attempted();
}

// More than the odd invoice that a strict server takes for spam.
bool is_called_spam(const Volume& bulk) {
  return bulk.spam_refusals >= kSpamRefusals && bulk.spam_refusals * 20 >= bulk.attempted() &&
         !is_refused_by_few(bulk);
}

// Fewer than that, and still more than of a list of years.
bool goes_to_many_dead(const Volume& bulk) {
  constexpr std::uint64_t kDead = 10;
  return bulk.unknown_recipients >= kDead && bulk.unknown_recipients * 8 >= bulk.attempted();
}

// Who has a password may look in once; who reads there does it for days, or as he writes.
bool is_read_there(const Client& client, std::uint32_t days) {
  return days >= kDaysAtHome || (days > 0 && client.near_reads * 20 >= client.near_messages);
}

// Where the mailbox's mail comes from and is not read, while somebody reads it elsewhere for days.
struct OnlySenders {
  std::set<IpAddress> never_read, seldom_read;  // of the second the first are a part
};

OnlySenders only_senders_of(const CaseFile& file, const Dossier& dossier) {
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  std::map<IpAddress, std::uint32_t> reads;  // days
  for_each_stay(file, user, [&](const Stay& stay) {
    if (!stay.reads) return;
    std::uint32_t& days = reads[near(file, stay.address)];
    days = std::max(days, stay.days);
  });
  OnlySenders senders;
  for (const Client& client : dossier.clients) {
    if (!client.is_usual || client.selected == 0 || client.has_moved) continue;
    const IpAddress base = near(file, client.address);
    const bool is_read_elsewhere = std::ranges::any_of(reads, [&](const auto& place) {
      return place.second >= kDaysAtHome && place.first.is_v4() == base.is_v4();
    });
    const auto read = reads.find(base);
    const std::uint32_t days = read == reads.end() ? 0 : read->second;
    if (!is_read_elsewhere || is_read_there(client, days)) continue;
    senders.seldom_read.insert(base);
    if (days == 0) senders.never_read.insert(base);
  }
  return senders;
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
  // An office, its shop and its newsletter's service are three places that send; more of them, at
  // which hardly anybody reads, are a botnet's.
  constexpr std::size_t kManyPlaces = 5;
  const bool is_to_nobody = goes_to_nobody(dossier.bulk);
  const bool distrusts_moved = is_to_nobody || is_called_spam(dossier.bulk);
  if (!is_to_nobody && !goes_to_many_dead(dossier.bulk))
    return distrusts_moved && distrust_moved(dossier);
  const OnlySenders senders = only_senders_of(file, dossier);
  const bool are_many = senders.seldom_read.size() >= kManyPlaces;
  // A customer's shop sends from one host, and robots may type in addresses that do not exist: who
  // comes from two places, or is told that it is spam, is no shop.
  const bool is_shop = senders.never_read.size() < 2 && dossier.bulk.spam_refusals < kSpamRefusals;
  dossier.has_only_senders = are_many || (is_to_nobody && !senders.never_read.empty() && !is_shop);
  const std::set<IpAddress>& distrusted = are_many ? senders.seldom_read : senders.never_read;
  bool any = distrusts_moved && distrust_moved(dossier);
  if (!dossier.has_only_senders) return any;
  for (Client& client : dossier.clients) {
    if (!client.is_usual || client.selected == 0 ||
        !distrusted.contains(near(file, client.address)))
      continue;
    client.is_usual = false;
    any = true;
  }
  return any;
}

namespace {

// As many as anybody writes to, letter by letter; or, as from a desk, the customers of a small
// firm, by a letter each, or a club, by a few. A thief brings his list by letters to some each.
bool are_to_few_people(const Volume& bulk) {
  constexpr std::uint64_t kFewPeople = 100, kOfAFirm = 200, kCirculars = 3;
  if (bulk.distinct_recipients <= kFewPeople) return true;
  return bulk.distinct_recipients <= kOfAFirm &&
         (bulk.recipients * 10 <= bulk.messages * 11 || bulk.messages <= kCirculars);
}

}  // namespace

void find_journey(const CaseFile& file, Time onset, Dossier& dossier) {
  constexpr double kGone = 1.0 / 12;
  // A mail program that stays connected logs in once for a few letters.
  constexpr std::uint32_t kLettersARead = 3;
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  if (user == 0 || dossier.stranger_clients == 0 || was_guessed(dossier) ||
      !is_chance(dossier.bulk.unknown_recipients, dossier.bulk.attempted(), kGone) ||
      !is_refused_by_few(dossier.bulk) || !are_to_few_people(dossier.bulk) ||
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
    if (overlaps || reads_near(file, user, base) * kLettersARead < places[i]->near_messages) return;
    since = std::min(since, first_near(file, user, base));
  }
  dossier.is_on_a_journey =
      has_fallen_silent(file, homes_of(file, user, onset, days_at_home(file, onset)), since);
}

}  // namespace queuehound
