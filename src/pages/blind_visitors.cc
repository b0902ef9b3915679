#include "pages/blind_visitors.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dossier/chance.h"
#include "dossier/local_recipient.h"
#include "pages/crowd.h"

namespace queuehound {
namespace {

struct Writer {
  Time at{};
  std::uint64_t letters = 0;
  // To whom the page wrote for him, but for the site's own people: false where the letter failed.
  std::map<std::uint64_t, bool> people;
};

using Writers = std::unordered_map<std::uint32_t, Writer>;  // by address

// An impatient click or two more come at once.
bool posts_like_a_person(const WebDriver& driver) {
  constexpr std::uint64_t kClicks = 3, kLettersEach = 5;
  constexpr seconds kAtOnce{60};
  return driver.pages_seen == 0 && driver.events <= kClicks && driver.posts <= kClicks &&
         driver.last - driver.first <= kAtOnce && driver.messages <= kLettersEach * driver.events;
}

template <class Use>
void for_each_letter(const CaseFile& file, const Dossier& dossier, Writers& writers, Use&& use) {
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (const auto writer = writers.find(dossier.web.owner[i]); writer != writers.end())
      file.ledger.for_each_recipient_of(
          file.ledger.messages[dossier.messages[i]],
          [&](const RecipientEntry& recipient) { use(writer->second, recipient); });
}

// Whom the page tells of every entry, where that is nobody of this server.
std::uint64_t owner_elsewhere(const CaseFile& file, const Dossier& dossier, Writers& writers) {
  std::unordered_map<std::uint64_t, std::uint64_t> letters;
  std::uint64_t owner = 0, most = 1, all = 0;
  for_each_letter(file, dossier, writers, [&](const Writer&, const RecipientEntry& recipient) {
    ++all;
    if (const std::uint64_t count = ++letters[recipient.hash]; count > most) {
      most = count;
      owner = recipient.hash;
    }
  });
  return most * 3 >= all ? owner : 0;
}

Writers writers_of(const CaseFile& file, const Dossier& dossier) {
  Writers writers;
  for (const WebDriver& driver : dossier.web.drivers)
    if (posts_like_a_person(driver)) writers[driver.address] = {driver.first, driver.messages, {}};
  const std::uint64_t owner = owner_elsewhere(file, dossier, writers);
  for_each_letter(file, dossier, writers, [&](Writer& writer, const RecipientEntry& recipient) {
    if (recipient.hash == owner || is_local_recipient(file, recipient)) return;
    writer.people.try_emplace(recipient.hash, true).first->second &=
        recipient.outcome != Outcome::failed && !recipient.is_spam_refusal;
  });
  return writers;
}

// Moments at which those write who are robots without any doubt.
class Flood {
 public:
  Flood(const WebEvidence& web, const Dossier& dossier, const Writers& writers) {
    std::unordered_set<std::uint32_t> robots;
    for (const WebDriver& driver : dossier.web.drivers) {
      if (writers.contains(driver.address)) continue;
      robots.insert(driver.address);
      letters_ += driver.messages;
    }
    for (const JoinedRequest& request : web.joined_of(dossier.web.suspect)) {
      const RequestRow& row = web.rows[request.row];
      if (request.is_post && row.page() == dossier.web.page && robots.contains(row.address))
        times_.push_back(request.at);
    }
    std::ranges::sort(times_);
  }

  std::uint64_t letters() const { return letters_; }
  bool goes_on_at(Time at) const {
    constexpr seconds kPause{1800};
    const auto next = std::ranges::lower_bound(times_, at - kPause);
    return next != times_.end() && *next <= at + kPause;
  }

 private:
  std::vector<Time> times_;  // sorted
  std::uint64_t letters_ = 0;
};

std::uint64_t letters_of(const Writers& writers) {
  std::uint64_t letters = 0;
  for (const auto& [address, writer] : writers) letters += writer.letters;
  return letters;
}

std::uint64_t busiest_hour_of(const Writers& writers) {
  std::map<std::int64_t, std::uint64_t> hours;
  std::uint64_t busiest = 0;
  for (const auto& [address, writer] : writers) {
    std::uint64_t& hour = hours[writer.at.time_since_epoch().count() / 3600];
    busiest = std::max(busiest, hour += writer.letters);
  }
  return busiest;
}

// Each types his own address, again with a second click, and mistypes it now and then. Robots take
// theirs from a list, another for each post, or bury somebody together. Asked of all of them: of
// two who write in the same second, the one may seem to have written what the other did.
bool are_peoples_own(const Writers& writers) {
  constexpr double kMistyped = 0.04;
  std::uint64_t bad = 0, all = 0;
  std::unordered_set<std::uint64_t> people;
  for (const auto& [address, writer] : writers)
    for (const auto& [person, is_good] : writer.people) {
      ++all;
      bad += !is_good;
      people.insert(person);
    }
  return is_chance(bad, all, kMistyped) && people.size() * 3 >= all * 2 &&
         people.size() * 10 <= writers.size() * 11;
}

// Where most of a botnet's addresses write once, those few that write again tell neither when it
// writes nor how much.
bool is_mostly_robots(const Flood& flood, const Writers& writers) {
  constexpr std::uint64_t kMailing = 20;
  return flood.letters() >= std::max(kMailing, letters_of(writers));
}

// Its hours bring no more of them than the busiest of the others, or than those of a usual day,
// whose letters come in eight.
bool are_as_many_as_ever(const Dossier& dossier, const Writers& during, const Writers& outside) {
  constexpr double kBusyHourOfDay = 0.25;
  const double usual = std::max(static_cast<double>(busiest_hour_of(outside)),
                                kBusyHourOfDay * dossier.past.median_day);
  return is_chance(busiest_hour_of(during), 1, usual);
}

// A network that keeps the site's pages passes on who has a cookie, say: of those who write some
// look, and strangers wrote on days before as well.
bool are_in_usual_company(const WebEvidence& web, const WebJoin& join, const Writers& writers) {
  constexpr std::uint32_t kStrangers = 8;
  constexpr std::size_t kBlindEach = 4;
  std::size_t reading = 0;
  for (const RequestRow& row : web.rows_of(join.suspect))
    reading += row.page() == join.page && row.joined_posts > 0 &&
               web.pages_seen(row.suspect, row.address) > 0;
  return join.addresses_before >= kStrangers && writers.size() <= kBlindEach * reading;
}

void take_out(const WebEvidence& web, const Writers& writers, WebJoin& join) {
  std::unordered_set<std::uint32_t> visitors;
  for (const auto& [address, writer] : writers) visitors.insert(address);
  if (!visitors.empty()) take_out(web, visitors, join);
}

// A few who wrote when hardly anybody else like them did: yesterday evening's, of a botnet of this
// morning.
Writers those_apart(const Writers& writers) {
  constexpr seconds kHour{3600};
  constexpr std::ptrdiff_t kOneOf = 10;
  std::vector<Time> times;
  for (const auto& [address, writer] : writers) times.push_back(writer.at);
  std::ranges::sort(times);
  const auto beside = [&](Time at) {  // himself too
    return std::ranges::upper_bound(times, at + kHour) -
           std::ranges::lower_bound(times, at - kHour);
  };
  std::ptrdiff_t busiest = 0;
  for (const Time at : times) busiest = std::max(busiest, beside(at));
  Writers apart;
  for (const auto& writer : writers) {
    const std::ptrdiff_t company = beside(writer.second.at);
    if (company == 1 || company * kOneOf <= busiest) apart.insert(writer);
  }
  return std::ssize(apart) * kOneOf <= std::ssize(writers) ? apart : Writers{};
}

void leave_out_beside_flood(const WebEvidence& web, const Flood& flood, Writers& outside,
                            Dossier& dossier) {
  Writers during;
  std::erase_if(outside, [&](auto& writer) {
    if (!flood.goes_on_at(writer.second.at)) return false;
    during.insert(writer);
    return true;
  });
  if (!are_peoples_own(outside)) return;
  if (are_as_many_as_ever(dossier, during, outside) && are_peoples_own(during))
    outside.merge(during);
  take_out(web, outside, dossier.web);
}

}  // namespace

void leave_out_blind_visitors(const CaseFile& file, const WebEvidence& web, bool are_readers_few,
                              Dossier& dossier) {
  Writers writers = writers_of(file, dossier);
  if (writers.empty()) return;
  const Flood flood(web, dossier, writers);
  if (is_mostly_robots(flood, writers)) return leave_out_beside_flood(web, flood, writers, dossier);
  // Where most who write have looked, nothing but the second click speaks against these.
  const bool are_visitors = !are_readers_few || are_in_usual_company(web, dossier.web, writers);
  const bool are_all = are_visitors && are_peoples_own(writers);
  take_out(web, are_all ? writers : those_apart(writers), dossier.web);
}

}  // namespace queuehound
