#include "dossier/submission_people.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace queuehound {
namespace {

constexpr seconds kStamps{1};                // two programs' clocks, in whole seconds
constexpr std::size_t kTimes = 9, kOf = 10;  // so many letters need a session

struct Step {
  Time at{};
  std::uint32_t address = 0;
  int sessions = 0;  // one more, or one less
};

}  // namespace

SubmissionPeople::SubmissionPeople(const CaseFile& file, std::uint32_t user,
                                   std::span<const MessageIndex> letters) {
  const Ledger& ledger = file.ledger;
  const auto is_own = [&](std::uint32_t address) {
    return address != 0 && file.server.is_own_address(ledger.address(address));
  };
  if (user == 0) return;
  std::vector<Step> steps;
  for (const SubmissionSession& session :
       std::ranges::equal_range(ledger.submission_sessions, user, {}, &SubmissionSession::user)) {
    if (is_own(session.address)) continue;
    steps.push_back({session.begin - kStamps, session.address, 1});
    steps.push_back({session.end + kStamps + seconds(1), session.address, -1});
  }
  if (steps.empty()) return;
  std::ranges::stable_sort(steps, {}, &Step::at);
  std::map<std::uint32_t, int> open;  // sessions by address
  for (const Step& step : steps) {
    if ((open[step.address] += step.sessions) == 0) open.erase(step.address);
    changes_.push_back({step.at, {!open.empty(), open.size() == 1 ? open.begin()->first : 0}});
  }
  std::size_t from_here = 0, in_session = 0;
  for (const MessageIndex row : letters) {
    const Message& letter = ledger.messages[row];
    if (letter.is_by_webmail || !is_own(letter.address)) continue;
    ++from_here;
    in_session += open_at(letter.at).is_any;
  }
  if (in_session * kOf < from_here * kTimes) changes_.clear();
}

SubmissionPeople::Open SubmissionPeople::open_at(Time at) const {
  const auto after = std::ranges::upper_bound(changes_, at, {}, &Change::at);
  return after == changes_.begin() ? Open{} : std::prev(after)->now;
}

}  // namespace queuehound
