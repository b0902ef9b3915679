#include "pages/beside_robots.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "dossier/first_days.h"

namespace queuehound {
namespace {

struct Sent {
  std::uint64_t letters = 0, tried = 0, turned_away = 0, untitled = 0;
  std::unordered_set<std::uint32_t> texts;  // skeletons

  void add(const Ledger& ledger, const Message& message) {
    ++letters;
    untitled += !message.has_subject;
    if (message.has_subject) texts.insert(message.skeleton);
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      const bool is_away = recipient.outcome == Outcome::failed;
      turned_away += is_away;
      tried += is_away || recipient.outcome == Outcome::delivered;
    });
  }
  void add(const Sent& other) {
    letters += other.letters;
    tried += other.tried;
    turned_away += other.turned_away;
    texts.insert(other.texts.begin(), other.texts.end());
  }
};

using SentBy = std::unordered_map<std::uint32_t, Sent>;  // by address

bool is_like_a_program(const WebDriver& driver, const Sent& sent) {
  constexpr std::uint64_t kFew = 50, kTaken = 3;
  constexpr seconds kHours{2 * 3600};
  return driver.pages_seen == 0 && sent.letters <= kFew && sent.tried >= kTaken &&
         sent.turned_away == 0 && driver.last - driver.first >= kHours;
}

bool has_text_of(const Sent& sent, const std::unordered_set<std::uint32_t>& texts) {
  return std::ranges::any_of(sent.texts, [&](std::uint32_t text) { return texts.contains(text); });
}

// Where no subject is told: a robot of the flood's that nobody turned away wrote as many as the
// next.
bool is_one_of_many(const Sent& sent, std::uint64_t fewest_of_others) {
  constexpr std::uint64_t kTimes = 5;
  return sent.untitled > 0 && sent.letters * kTimes > fewest_of_others;
}

bool is_flood_beside(const Sent& others, std::uint64_t letters) {
  constexpr std::uint64_t kTimes = 4, kLeast = 5, kOneOf = 10;
  return others.letters >= kTimes * letters && others.turned_away >= kLeast &&
         others.turned_away * kOneOf >= others.tried;
}

}  // namespace

void leave_out_programs_beside_robots(const CaseFile& file, Dossier& dossier) {
  constexpr seconds kDaysThatTell{3 * 86400};
  WebJoin& join = dossier.web;
  if (join.drivers.empty() || !are_logs_younger(file, file.ledger.from(), kDaysThatTell)) return;
  SentBy sent;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    sent[join.owner[i]].add(file.ledger, file.ledger.messages[dossier.messages[i]]);
  Sent others;
  std::uint64_t fewest = UINT64_MAX;  // of one of them
  std::unordered_set<std::uint32_t> programs;
  for (const WebDriver& driver : join.drivers) {
    const Sent& his = sent[driver.address];
    if (is_like_a_program(driver, his)) {
      programs.insert(driver.address);
      continue;
    }
    fewest = std::min(fewest, his.letters);
    others.add(his);
  }
  std::uint64_t letters = 0;
  std::erase_if(programs, [&](std::uint32_t address) {
    const Sent& his = sent[address];
    if (has_text_of(his, others.texts) || is_one_of_many(his, fewest)) return true;
    letters += his.letters;
    return false;
  });
  if (programs.empty() || !is_flood_beside(others, letters)) return;
  join.honest_visitors += programs.size();
  std::erase_if(join.drivers,
                [&](const WebDriver& driver) { return programs.contains(driver.address); });
}

}  // namespace queuehound
