#include "pages/crowd.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "dossier/local_recipient.h"
#include "dossier/measure.h"
#include "dossier/never_block.h"
#include "pages/callers_letters.h"

namespace queuehound {
namespace {

template <class Use>
void for_each_row_of_page(const WebEvidence& web, const WebJoin& join, Use&& use) {
  for (const RequestRow& row : web.rows_of(join.suspect))
    if (row.page() == join.page) use(row);
}

// Those who looked at a page and wrote once, perhaps twice: what visitors do.
Addresses single_readers(const WebEvidence& web, const Dossier& dossier, const Addresses& drivers) {
  constexpr std::uint32_t kOnce = 2;
  Addresses readers;
  for_each_row_of_page(web, dossier.web, [&](const RequestRow& row) {
    if (row.joined_posts > 0 && row.joined_posts <= kOnce && !drivers.contains(row.address) &&
        web.pages_seen(row.suspect, row.address) > 0)
      readers.insert(row.address);
  });
  return readers;
}

// A bought list has dead addresses, a bomb the same people again; who signs up types his own, or
// those of a few friends. Whoever makes a page write one letter to thirty people has found its
// hole.
bool are_peoples_own_addresses(const CaseFile& file, const std::vector<MessageIndex>& letters) {
  constexpr std::uint64_t kFriends = 5;  // of one letter
  const Volume volume = measure(file, letters);
  return volume.recipients <= volume.messages * kFriends &&
         !is_dead_list(turned_away(file, letters), volume.recipients) &&
         volume.delivered * 10 >= volume.recipients * 7 &&
         volume.distinct_recipients * 10 >= volume.recipients * 9;
}

// Whom the page tells of every entry, where that is nobody of this server: who gets a third of what
// the crowd's entries write. Asked of the crowd's letters, for a robot's may bury anybody.
std::uint64_t owner_elsewhere(const CaseFile& file, const std::vector<MessageIndex>& crowds) {
  const MostTold most = most_told(file, crowds);
  return most.letters * 3 >= crowds.size() ? most.person : 0;
}

// How much of a crowd's letters one address may carry, and all such addresses in an hour: robots
// would have to wait for the crowd, and to stay below that.
struct Company {
  std::size_t readers;  // of the crowd, at least
  double one_address, hour;
  std::int64_t hours_around;  // whose crowd is company, too
};
// Visitors as any others, beyond doubt.
constexpr Company kSomeOfCrowd{30, 1.0 / 3, 1, 0};
// A school, a company, a carrier whose people are most of the crowd.
constexpr Company kMostOfCrowd{10, 4, 4, 1};

// The shared addresses are busy when everybody is.
bool are_in_company(const CaseFile& file, const std::vector<MessageIndex>& letters,
                    const std::vector<MessageIndex>& crowds, const Company& company) {
  const auto hour_of = [&](MessageIndex index) {
    return file.ledger.messages[index].at.time_since_epoch().count() / 3600;
  };
  std::unordered_map<std::int64_t, std::uint64_t> ours, company_of;  // by hour
  for (const MessageIndex index : letters) ++ours[hour_of(index)];
  for (const MessageIndex index : crowds)
    for (std::int64_t away = -company.hours_around; away <= company.hours_around; ++away)
      ++company_of[hour_of(index) + away];
  std::uint64_t alone = 0;
  for (const auto& [hour, count] : ours)
    if (static_cast<double>(count) > company.hour * static_cast<double>(company_of[hour]))
      alone += count;
  return alone * 10 <= letters.size();
}

// Drivers behind each of which may be many people: they look at the page before they press it, and
// type their own addresses, while others do.
Addresses shared_by_people(const CaseFile& file, const WebEvidence& web, const Dossier& dossier,
                           const Company& company) {
  constexpr std::uint64_t kLettersX10 = 25;  // to the visitor, perhaps one to the owner
  if (dossier.web.drivers.empty() || dossier.messages_per_request_x10 >= kLettersX10) return {};
  Addresses drivers;
  for (const WebDriver& driver : dossier.web.drivers) drivers.insert(driver.address);
  const Addresses readers = single_readers(web, dossier, drivers);
  if (readers.size() < company.readers) return {};
  const std::vector<MessageIndex> crowds = letters_of(dossier, readers);
  const std::uint64_t owner = owner_elsewhere(file, crowds);
  const Addresses dead = with_dead_lists(file, dossier, is_dead_list);
  const Addresses burying = with_burials(file, dossier, owner);
  const double most = company.one_address * static_cast<double>(crowds.size());
  Addresses shared;
  for (const WebDriver& driver : dossier.web.drivers)
    if (!dead.contains(driver.address) && !burying.contains(driver.address) &&
        driver.pages_seen >= driver.events && driver.posts <= driver.pages_seen &&
        static_cast<double>(driver.messages) <= most)
      shared.insert(driver.address);
  const std::vector<MessageIndex> letters = letters_of(dossier, shared);
  if (letters.empty() || !are_in_company(file, letters, crowds, company) ||
      !are_peoples_own_addresses(file, to_visitors(file, letters, owner)))
    return {};
  return shared;
}

}  // namespace

void take_out(const WebEvidence& web, const Addresses& honest, WebJoin& join) {
  join.honest_visitors += honest.size();
  std::erase_if(join.drivers,
                [&](const WebDriver& driver) { return honest.contains(driver.address); });
  join.source = {};
  join.line.clear();
  for_each_row_of_page(web, join, [&](const RequestRow& row) {
    if (!join.line.empty() || join.drivers.empty() || row.address != join.drivers.front().address)
      return;
    join.source = row.source;
    join.line = row.line;
  });
}

void leave_out_crowds(const CaseFile& file, const WebEvidence& web, Dossier& dossier) {
  const Addresses shared = shared_by_people(file, web, dossier, kSomeOfCrowd);
  dossier.web.honest_writers += shared.size();
  if (!shared.empty()) take_out(web, shared, dossier.web);
}

bool are_most_behind_few(const CaseFile& file, const Dossier& dossier) {
  if (dossier.web_evidence == nullptr || !dossier.is_old_file ||
      dossier.place != ScriptPlace::ordinary || dossier.web.drivers.empty())
    return false;
  return shared_by_people(file, *dossier.web_evidence, dossier, kMostOfCrowd).size() ==
         dossier.web.drivers.size();
}

// Anybody can hire a place in a content network, or call the page from this server: that is how all
// come only where those came so whom older logs know.
bool did_all_come_so_before(std::span<const IpAddress> askers, auto&& is_proxy) {
  const auto by_proxies = static_cast<std::size_t>(std::ranges::count_if(askers, is_proxy));
  return by_proxies * 10 >= askers.size() * 9;
}

bool do_all_come_by_proxies(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kLettersX10 = 25;  // as of a crowd
  constexpr std::uint64_t kAllButOneOf = 20;
  const WebJoin& join = dossier.web;
  if (join.drivers.empty() || dossier.messages_per_request_x10 >= kLettersX10 ||
      !dossier.is_old_file || dossier.place != ScriptPlace::ordinary)
    return false;
  const WebEvidence& web = *dossier.web_evidence;
  const auto is_proxy = [&](const IpAddress& address) {
    return is_private(address) || is_shared_by_visitors(file.server, address);
  };
  if (!did_all_come_so_before(web.askers_before(join.suspect, join.page), is_proxy)) return false;
  std::uint64_t by_proxies = 0, by_others = 0;
  for (const RequestRow& row : web.rows_of(join.suspect))
    (is_proxy(web.address(row.address)) ? by_proxies : by_others) += row.requests;
  Addresses proxies;
  std::uint64_t looks = 0, posts = 0;
  for (const WebDriver& driver : join.drivers) {
    if (!is_proxy(web.address(driver.address))) return false;
    proxies.insert(driver.address);
    looks += driver.pages_seen;
    posts += driver.posts;
  }
  if (looks < posts || by_others * kAllButOneOf > by_proxies) return false;
  const std::vector<MessageIndex> letters = letters_of(dossier, proxies);
  const std::uint64_t owner = owner_elsewhere(file, letters);
  return with_dead_lists(file, dossier, is_dead_list).empty() &&
         with_burials(file, dossier, owner).empty() &&
         are_peoples_own_addresses(file, to_visitors(file, letters, owner));
}

bool are_few_buried(const CaseFile& file, const WebEvidence& web, const Dossier& dossier) {
  constexpr std::size_t kReaders = 2;        // honest ones show that the log has the page's visits
  constexpr std::size_t kBlindEach = 20;     // beside each of them
  constexpr std::uint64_t kLettersEach = 5;  // to one person
  Addresses blind;
  std::size_t reading = 0;
  for_each_row_of_page(web, dossier.web, [&](const RequestRow& row) {
    if (row.joined_posts == 0) return;
    if (web.pages_seen(row.suspect, row.address) > 0)
      ++reading;
    else
      blind.insert(row.address);
  });
  if (reading < kReaders || blind.size() < kBlindEach * reading) return false;
  const std::vector<MessageIndex> letters = letters_of(dossier, blind);
  const Volume volume = measure(file, letters);
  if (volume.recipients < kLettersEach * volume.distinct_recipients) return false;
  // The site's own people get what its visitors write, and get it again and again.
  const std::uint32_t own_domain = file.ledger.strings.find(dossier.domain);
  std::uint64_t own = 0;
  for (const MessageIndex index : letters)
    file.ledger.for_each_recipient_of(
        file.ledger.messages[index], [&](const RecipientEntry& recipient) {
          own += recipient.domain == own_domain || is_local_recipient(file, recipient);
        });
  return volume.recipients > 0 && own * 10 <= volume.recipients;
}

namespace {

std::vector<MessageIndex> letters_of_visitors(const Dossier& dossier) {
  std::vector<MessageIndex> letters;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (dossier.web.owner[i] != 0) letters.push_back(dossier.messages[i]);
  return letters;
}

bool is_far_above_past(const Volume& volume, const Dossier& dossier) {
  constexpr std::uint64_t kFewest = 30, kTimesBusiest = 10;
  return dossier.past.days > 0 && volume.recipients >= kFewest &&
         volume.recipients >= kTimesBusiest * dossier.past.busiest_day;
}

std::unordered_map<std::uint64_t, std::uint64_t> letters_to_others(
    const CaseFile& file, const std::vector<MessageIndex>& letters) {
  std::unordered_map<std::uint64_t, std::uint64_t> people;
  for (const MessageIndex index : letters)
    file.ledger.for_each_recipient_of(file.ledger.messages[index],
                                      [&](const RecipientEntry& recipient) {
                                        if (!is_local_recipient(file, recipient))
                                          ++people[recipient.hash];
                                      });
  return people;
}

// Of `letters` those that say what some of `others` say.
std::vector<MessageIndex> of_texts_of(const CaseFile& file, const std::vector<MessageIndex>& others,
                                      const std::vector<MessageIndex>& letters) {
  std::unordered_set<std::uint32_t> texts;
  for (const MessageIndex index : others)
    if (const Message& message = file.ledger.messages[index]; message.has_subject)
      texts.insert(message.skeleton);
  std::vector<MessageIndex> alike;
  std::ranges::copy_if(letters, std::back_inserter(alike), [&](MessageIndex index) {
    const Message& message = file.ledger.messages[index];
    return message.has_subject && texts.contains(message.skeleton);
  });
  return alike;
}

// How many people each address has the page write to whom no other address writes to.
std::unordered_map<std::uint32_t, std::uint64_t> people_of_one(const CaseFile& file,
                                                               const Dossier& dossier) {
  constexpr std::uint32_t kSeveral = 0;
  std::unordered_map<std::uint64_t, std::uint32_t> writer_of;  // by person
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const std::uint32_t address = dossier.web.owner[i];
    if (address == 0) continue;
    file.ledger.for_each_recipient_of(
        file.ledger.messages[dossier.messages[i]], [&](const RecipientEntry& recipient) {
          if (is_local_recipient(file, recipient)) return;
          const auto [writer, is_new] = writer_of.try_emplace(recipient.hash, address);
          if (!is_new && writer->second != address) writer->second = kSeveral;
        });
  }
  std::unordered_map<std::uint32_t, std::uint64_t> people;
  for (const auto& [person, address] : writer_of)
    if (address != kSeveral) ++people[address];
  return people;
}

}  // namespace

// An alarm that robots set off tells the site's own people what no visitor is told; so does the
// department that a visitor may choose, where others choose the same few.
bool do_drivers_bury(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kLettersEach = 20, kTimesVisitors = 4;
  constexpr std::size_t kVisitors = 4;
  if (dossier.web_evidence == nullptr || dossier.web.drivers.empty()) return false;
  Addresses drivers;
  for (const WebDriver& driver : dossier.web.drivers) drivers.insert(driver.address);
  const Addresses readers = single_readers(*dossier.web_evidence, dossier, drivers);
  const std::vector<MessageIndex> typed = letters_of(dossier, drivers),
                                  honest = letters_of(dossier, readers);
  if (readers.size() < kVisitors || typed.size() < kTimesVisitors * honest.size() ||
      !is_far_above_past(measure(file, typed), dossier))
    return false;
  const auto by_visitors = letters_to_others(file, honest);
  const auto with_one = static_cast<std::size_t>(
      std::ranges::count_if(by_visitors, [](const auto& person) { return person.second == 1; }));
  if (with_one < readers.size()) return false;
  std::uint64_t buried = 0;
  for (const auto& [person, letters] : letters_to_others(file, of_texts_of(file, honest, typed)))
    if (letters >= kLettersEach && !by_visitors.contains(person)) buried += letters;
  std::uint64_t all = 0;
  for (const auto& [person, letters] : letters_to_others(file, typed)) all += letters;
  return all > 0 && buried * 10 >= all * 9;
}

bool are_dead_in_crowd(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kDeadOf = 5;
  const std::vector<MessageIndex> letters = letters_of_visitors(dossier);
  if (!is_far_above_past(measure(file, letters), dossier)) return false;
  const Volume typed = measure(file, to_visitors(file, letters, owner_elsewhere(file, letters)));
  return typed.messages > 0 && typed.unknown_recipients * kDeadOf >= typed.attempted();
}

bool do_all_write_to_three(const CaseFile& file, const Dossier& dossier) {
  constexpr std::size_t kFewest = 20;
  constexpr std::uint64_t kMoreThanAPerson = 3, kDeadOf = 10;
  const Volume volume = measure(file, letters_of_visitors(dossier));
  if (!is_far_above_past(volume, dossier)) return false;
  const std::unordered_map<std::uint32_t, std::uint64_t> people = people_of_one(file, dossier);
  const auto many = static_cast<std::size_t>(std::ranges::count_if(
      people, [](const auto& address) { return address.second >= kMoreThanAPerson; }));
  if (many < kFewest || many * 10 < people.size() * 9) return false;
  std::uint64_t strangers = 0;
  for (const auto& [address, count] : people) strangers += count;
  return volume.unknown_recipients * kDeadOf >= strangers &&
         !are_mistyped_only(volume.unknown_recipients, strangers);
}

}  // namespace queuehound
