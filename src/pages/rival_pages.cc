#include "pages/rival_pages.h"

#include <algorithm>
#include <unordered_map>

#include "dossier/script_place.h"

namespace queuehound {
namespace {

// Requests of robots that ask for both pages: those for `page` that brought no mail.
struct Misses {
  std::uint64_t requests = 0, missed = 0;
};

Misses misses_of_robots_at_both(const WebEvidence& web, std::uint32_t suspect, const PageId& page,
                                const PageId& other) {
  std::unordered_map<std::uint32_t, std::uint32_t> at_other;
  for (const RequestRow& row : web.rows_of(suspect))
    if (row.page() == other) at_other[row.address] = row.joined;
  Misses misses;
  for (const RequestRow& row : web.rows_of(suspect)) {
    if (row.page() != page) continue;
    const auto both = at_other.find(row.address);
    if (both == at_other.end() || both->second == 0 || row.joined == 0) continue;
    misses.requests += row.posts > 0 ? row.posts : row.requests;
    misses.missed += row.posts > 0 ? row.posts - row.joined_posts : row.requests - row.joined;
  }
  return misses;
}

// Messages behind robots' requests for `page` and behind none for `other`, beyond what visitors of
// the page bring on other days.
std::uint64_t only_behind(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                          const Dossier& dossier, const LikelyPage& page, const LikelyPage& other) {
  constexpr std::uint64_t kDaysOfHistory = 7;
  const auto alone = std::ranges::count_if(dossier.messages, [&](MessageIndex index) {
    const Time at = file.ledger.messages[index].at;
    return reaches(page.machine_times, at) && !reaches(other.times, at);
  });
  const std::uint64_t usual =
      (web.history(suspect, page.id).requests + kDaysOfHistory - 1) / kDaysOfHistory;
  const auto found = static_cast<std::uint64_t>(alone);
  return found > 2 * usual ? found - 2 * usual : 0;
}

// Does anything but chance tell that `page` mailed and `rival` did not? A robot may ask for both in
// the same seconds, and what visitors bring to either page proves nothing of the robot's mail.
bool is_told_from(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                  const Dossier& dossier, const LikelyPage& page, const LikelyPage& rival) {
  constexpr std::uint64_t kProof = 3, kManyMisses = 5;
  const std::uint64_t own = only_behind(file, web, suspect, dossier, page, rival);
  const std::uint64_t theirs = only_behind(file, web, suspect, dossier, rival, page);
  if (own >= kProof && own >= 4 * theirs) return true;
  if (theirs >= kProof) return false;
  const Misses ours = misses_of_robots_at_both(web, suspect, page.id, rival.id);
  const Misses rivals = misses_of_robots_at_both(web, suspect, rival.id, page.id);
  return rivals.missed >= kManyMisses && rivals.missed * 4 >= rivals.requests &&
         ours.missed * 4 * rivals.requests <= rivals.missed * ours.requests;
}

// Can the robot's mail as well be the rival's? A page that is merely looked at mails less often
// than one that is posted to, unless it is a program.
bool is_rival(const LikelyPage& best, const LikelyPage& page, std::string_view path) {
  constexpr double kNearly = 0.75;
  if (page.likeness() < kNearly * best.likeness()) return false;
  return page.score() >= kNearly * best.score() ||
         (page.id.site != best.id.site && path.ends_with(".php"));
}

void doubt_page(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                const std::vector<LikelyPage>& pages, Dossier& dossier) {
  constexpr std::size_t kMostRivals = 8;
  WebJoin& join = dossier.web;
  const LikelyPage& best = pages.front();
  for (std::size_t i = 1; i < pages.size() && join.one_of.size() <= kMostRivals; ++i) {
    const LikelyPage& page = pages[i];
    if (!is_rival(best, page, web.text(page.id.path))) continue;
    if (is_told_from(file, web, suspect, dossier, best, page)) continue;
    if (join.one_of.empty()) join.one_of.push_back({best.id, join.url});
    join.one_of.push_back({page.id, page.url});
  }
}

// A shell that goes to the site's first folder before it mails shares it with the site's own page,
// which everybody asks for.
void list_perhaps_planted(const WebEvidence& web, const std::vector<LikelyPage>& pages,
                          WebJoin& join) {
  constexpr std::size_t kMost = 8;
  constexpr double kExplained = 0.3, kLift = 4;
  for (const LikelyPage& page : pages) {
    if (join.perhaps_planted.size() == kMost) return;
    if (page.explained >= kExplained && page.lift >= kLift && !join.may_be(page.id) &&
        is_planted(place_of(web.text(page.id.path))))
      join.perhaps_planted.push_back({page.id, page.url});
  }
}

}  // namespace

void list_rivals(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                 const std::vector<LikelyPage>& pages, Dossier& dossier) {
  doubt_page(file, web, suspect, pages, dossier);
  list_perhaps_planted(web, pages, dossier.web);
}

}  // namespace queuehound
