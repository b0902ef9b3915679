#include "pages/partners.h"

#include <algorithm>
#include <bit>
#include <map>
#include <unordered_map>

#include "dossier/chance.h"
#include "dossier/local_recipient.h"
#include "dossier/measure.h"
#include "dossier/never_block.h"
#include "pages/callers_letters.h"
#include "pages/crowd.h"
#include "pages/days_of_habit.h"

namespace queuehound {
namespace {

// Of a payment provider's calls, whom any buyer can send it with an address that does not exist: a
// fifth, as of a bought list.
bool is_bought_list(std::uint64_t bad, std::uint64_t all) { return bad >= 2 && bad * 5 >= all; }

using PostsByNetwork = std::map<IpAddress, std::uint64_t>;

PostsByNetwork posts_by_network(const WebEvidence& web, const WebJoin& join) {
  PostsByNetwork posts;
  for (const WebDriver& driver : join.drivers)
    posts[neighbourhood_of(web.address(driver.address)).base] += driver.posts;
  return posts;
}

constexpr std::uint64_t kBusierThanUsual = 10;

// No visitor's: it only posts, on most days before as well, and its network not ten times as often
// now.
bool calls_as_ever(const WebEvidence& web, const WebJoin& join, const WebDriver& driver,
                   const PostsByNetwork& posts) {
  constexpr int kDays = 5;  // of the seven that access logs are asked for
  if (driver.pages_seen > 0) return false;
  const IpAddress address = web.address(driver.address);
  const CallerHistory past = web.posted_before(join.suspect, join.page, address);
  const int days = std::popcount(past.days);
  return days >= kDays &&
         posts.at(neighbourhood_of(address).base) * static_cast<std::uint64_t>(days) <=
             kBusierThanUsual * past.posts;
}

// Servers that call the page for others, and look at nothing, taken together: a provider's few
// calls a day come from any of its networks.
struct CallingServers {
  Addresses addresses;
  std::uint64_t letters = 0, calls = 0, posts = 0, posts_before = 0;
  std::uint64_t days_before = 0;

  bool are_as_ever(int days_of_habit, std::uint64_t times) const {
    return letters > 0 && days_before >= static_cast<std::uint64_t>(days_of_habit) &&
           is_chance(posts, times * posts_before, 1 / static_cast<double>(days_before));
  }
};

using Networks = std::map<IpAddress, CallerHistory>;

Networks networks_known_before(const WebEvidence& web, const WebJoin& join) {
  Networks networks;
  for (const WebDriver& driver : join.drivers) {
    const IpAddress address = web.address(driver.address);
    const CallerHistory past = web.posted_before(join.suspect, join.page, address);
    if (past.posts > 0) networks[neighbourhood_of(address).base] = past;
  }
  return networks;
}

// Chance gives one network twice its share, and no stranger of yesterday a provider's.
CallingServers servers_known_before(const WebEvidence& web, const WebJoin& join,
                                    std::uint64_t times) {
  constexpr std::uint64_t kTimesShare = 2;
  Networks networks = networks_known_before(web, join);
  std::uint32_t days = 0;  // one bit each
  for (const auto& [network, past] : networks) days |= past.days;
  CallingServers servers;
  servers.days_before = static_cast<std::uint64_t>(std::popcount(days));
  const PostsByNetwork posts = posts_by_network(web, join);
  std::erase_if(networks, [&](const auto& network) {
    return posts.at(network.first) * servers.days_before >
           kTimesShare * times * network.second.posts;
  });
  for (const auto& [network, past] : networks) servers.posts_before += past.posts;
  for (const WebDriver& driver : join.drivers) {
    if (driver.pages_seen > 0 ||
        !networks.contains(neighbourhood_of(web.address(driver.address)).base))
      continue;
    servers.addresses.insert(driver.address);
    servers.letters += driver.messages;
    servers.calls += driver.events;
    servers.posts += driver.posts;
  }
  return servers;
}

std::uint64_t letters_of_all(const std::vector<WebDriver>& drivers) {
  std::uint64_t letters = 0;
  for (const WebDriver& driver : drivers) letters += driver.messages;
  return letters;
}

// Visitors whose press wrote no letter itself: it led them to where they pay.
std::uint64_t silent_buyers_of(const WebEvidence& web, std::uint32_t suspect) {
  Addresses buyers, writers;
  for (const RequestRow& row : web.rows_of(suspect)) {
    if (row.posts > 0 && web.pages_seen(suspect, row.address) > 0) buyers.insert(row.address);
    if (row.joined_posts > 0) writers.insert(row.address);
  }
  return static_cast<std::uint64_t>(
      std::ranges::count_if(buyers, [&](std::uint32_t buyer) { return !writers.contains(buyer); }));
}

// Whom the page tells of each call. A victim of robots is told of many.
std::uint64_t owner_of_calls(const CaseFile& file, const std::vector<MessageIndex>& letters,
                             std::uint64_t calls) {
  const MostTold most = most_told(file, letters);
  return most.letters * 10 >= calls * 9 ? most.person : 0;
}

// The log shows who buys, and they are as few as on any day.
bool are_buyers_as_few_as_ever(std::uint64_t buyers, std::uint64_t people,
                               const CallingServers& servers) {
  constexpr std::uint64_t kTimes = 2;
  const std::uint64_t days = servers.days_before, usual = servers.posts_before;  // in all of them
  return buyers * kTimes < people && buyers * days * kTimes >= usual &&
         buyers * days <= kTimes * usual;
}

// Visitors who looked at the site and pressed something themselves.
std::uint64_t buyers_of(const WebEvidence& web, std::uint32_t suspect) {
  Addresses buyers;
  for (const RequestRow& row : web.rows_of(suspect))
    if (row.posts > 0 && web.pages_seen(suspect, row.address) > 0) buyers.insert(row.address);
  return buyers.size();
}

// Beside the shop's own, of each order: to the mailboxes of its site, and to one elsewhere.
bool is_one_letter_each(const CaseFile& file, const std::vector<MessageIndex>& letters,
                        std::uint64_t calls) {
  std::unordered_map<std::uint64_t, std::uint64_t> people;
  std::uint64_t all = 0, most = 0;
  for (const MessageIndex index : letters)
    file.ledger.for_each_recipient_of(file.ledger.messages[index],
                                      [&](const RecipientEntry& recipient) {
                                        if (is_local_recipient(file, recipient)) return;
                                        ++all;
                                        most = std::max(most, ++people[recipient.hash]);
                                      });
  if (people.empty()) return false;
  const std::uint64_t buyers = people.size() - 1, to_buyers = all - most;
  return buyers * 10 >= to_buyers * 9 && buyers * 10 >= calls * 7;
}

}  // namespace

void leave_out_partners(const CaseFile& file, const WebEvidence& web, Dossier& dossier) {
  WebJoin& join = dossier.web;
  const Addresses dead = with_dead_lists(file, dossier, is_bought_list);
  const PostsByNetwork posts = posts_by_network(web, join);
  Addresses partners;
  std::uint64_t calls = 0;
  for (const WebDriver& driver : join.drivers) {
    if (dead.contains(driver.address) || !calls_as_ever(web, join, driver, posts)) continue;
    partners.insert(driver.address);
    calls += driver.events;
  }
  if (partners.empty() || buyers_of(web, join.suspect) * 2 < calls ||
      !is_one_letter_each(file, letters_of(dossier, partners), calls))
    return;
  take_out(web, partners, join);
}

void leave_out_partners_beside_robots(const CaseFile& file, const WebEvidence& web,
                                      Dossier& dossier) {
  struct Company {
    std::uint64_t times_usual, robots_each;  // letters of robots, for one of theirs
  };
  constexpr Company kCompanies[] = {{3, 1}, {kBusierThanUsual, 4}};
  WebJoin& join = dossier.web;
  const std::uint64_t all = letters_of_all(join.drivers);
  for (const Company& company : kCompanies) {
    CallingServers servers = servers_known_before(web, join, company.times_usual);
    if (!servers.are_as_ever(days_of_habit(file), company.times_usual) ||
        all < (company.robots_each + 1) * servers.letters)
      continue;
    for (const std::uint32_t address : with_dead_lists(file, dossier, is_bought_list))
      servers.addresses.erase(address);
    return take_out(web, servers.addresses, join);
  }
}

bool do_partners_call(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kPeopleEach = 3;  // of a call: the buyer, a supplier, a courier
  const WebJoin& join = dossier.web;
  if (dossier.web_evidence == nullptr || !dossier.is_old_file ||
      dossier.place != ScriptPlace::ordinary)
    return false;
  const WebEvidence& web = *dossier.web_evidence;
  const CallingServers servers = servers_known_before(web, join, kBusierThanUsual);
  if (servers.letters * 10 < letters_of_all(join.drivers) * 9 ||
      !servers.are_as_ever(days_of_habit(file), kBusierThanUsual))
    return false;
  const std::vector<MessageIndex> letters = letters_of(dossier, servers.addresses);
  const std::uint64_t owner = owner_of_calls(file, letters, servers.calls);
  const Volume told = measure(file, to_visitors(file, letters, owner));
  return told.recipients <= kPeopleEach * servers.calls &&
         !are_buyers_as_few_as_ever(silent_buyers_of(web, join.suspect), told.distinct_recipients,
                                    servers) &&
         with_burials(file, dossier, owner).empty() &&
         !is_dead_list(turned_away(file, letters), told.messages);
}

}  // namespace queuehound
