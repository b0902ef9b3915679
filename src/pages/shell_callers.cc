#include "pages/shell_callers.h"

#include <algorithm>
#include <set>

#include "dossier/bought_list.h"
#include "dossier/mail_runs.h"
#include "dossier/script_place.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kTimeAndAgain = 3;

// Where each request brings a letter or two, they follow each other closely.
bool is_start(const Dossier& dossier, std::size_t i, Time at, Time previous) {
  constexpr std::uint64_t kOneOrTwoX10 = 25;
  if (begins_run(previous, at)) return true;
  const std::vector<std::uint32_t>& owner = dossier.web.owner;
  return owner[i] != owner[i - 1] && dossier.messages_per_request_x10 < kOneOrTwoX10;
}

bool is_to_a_bought_list(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kDead = 30, kOneOf = 5;
  return fate_of(file.ledger, dossier.messages).is_dead(kDead, kOneOf);
}

}  // namespace

ShellCallers::ShellCallers(const CaseFile& file, const WebEvidence& web, const Dossier& dossier)
    : web_(web), dossier_(dossier) {
  Time previous{};
  for (std::size_t i = 0; i < dossier.messages.size() && i < dossier.web.owner.size(); ++i) {
    const Time at = file.ledger.messages[dossier.messages[i]].at;
    if (is_start(dossier, i, at, previous)) add_run(at, dossier.web.owner[i]);
    previous = at;
  }
  is_by_rule_ = are_callers_alone(file);
}

// Of those who asked in the same seconds, who asked for nothing else and never in vain began it.
void ShellCallers::add_run(Time start, std::uint32_t owner) {
  ++runs_;
  bool is_callers = false;
  const auto joined = web_.joined_of(dossier_.web.suspect);
  auto at = std::ranges::lower_bound(joined, start - kRequestToMail, {}, &JoinedRequest::at);
  for (; at != joined.end() && (*at).at <= start + kMailToRequest; ++at) {
    const RequestRow& row = web_.rows[(*at).row];
    if (row.page() != dossier_.web.page) continue;
    if (row.joined < row.requests || !is_only_a_caller(row)) continue;
    ++begun_[row.address];
    is_callers = true;
  }
  if (!is_callers) ++begun_[owner];
}

std::uint64_t ShellCallers::runs_begun_by(std::uint32_t address) const {
  const auto found = begun_.find(address);
  return found == begun_.end() ? 0 : found->second;
}

std::uint64_t ShellCallers::looks_elsewhere(const RequestRow& row) const {
  const std::uint64_t looks_at_it = row.requests - std::min(row.posts, row.requests);
  const std::uint64_t all = web_.pages_seen(row.suspect, row.address);
  return all - std::min(all, looks_at_it);
}

bool ShellCallers::is_only_a_caller(const RequestRow& row) const {
  return looks_elsewhere(row) == 0 &&
         !web_.asked_before(row.suspect, row.page(), web_.address(row.address));
}

bool ShellCallers::is_caller(const RequestRow& row) const {
  constexpr double kHardlyByChance = 0.02;
  const std::uint64_t begun = runs_begun_by(row.address);
  // Who looks at the site's pages may have come here by chance as a run began.
  if (looks_elsewhere(row) > 0) return begun >= kTimeAndAgain;
  // Two calls in the same seconds are one run.
  return begun > 0 ||
         (row.joined == row.requests && web_.mail_times(row.suspect).coverage() <= kHardlyByChance);
}

// Nobody asked for the address before, though the site's other pages are known; those who call it
// alone begin nearly all its mail, each time they ask; and there are more of them than would follow
// a link in its letters, whoever reads these. Where a program may belong, it may be its owner's new
// one, who sits at one place or two, or has a service call it, and writes to people who exist.
bool ShellCallers::are_callers_alone(const CaseFile& file) const {
  constexpr std::uint64_t kLettersAFollower = 50;
  constexpr std::size_t kMorePlacesThanAnOwner = 3;
  const WebJoin& join = dossier_.web;
  const bool may_be_owners = !is_planted(dossier_.place);
  if (join.requests_before > 0) return false;
  if (!web_.knows_other_pages_before(join.suspect, join.page)) return false;
  if (may_be_owners && !is_to_a_bought_list(file, dossier_)) return false;
  std::uint64_t callers = 0, calls = 0, begun = 0;
  std::set<IpAddress> places;
  for (const RequestRow& row : web_.rows) {
    if (row.suspect != join.suspect || row.page() != join.page) continue;
    const std::uint64_t runs = runs_begun_by(row.address);
    if (runs < row.requests || !is_only_a_caller(row)) continue;
    ++callers;
    places.insert(neighbourhood_of(web_.address(row.address)).base);
    calls += row.requests;
    begun += runs;
  }
  if (may_be_owners && places.size() < kMorePlacesThanAnOwner) return false;
  return callers > 0 && begun * 5 >= runs_ * 4 &&
         calls * kLettersAFollower >= dossier_.messages.size();
}

bool ShellCallers::is_caller_by_rule(const RequestRow& row) const {
  return is_by_rule_ && runs_begun_by(row.address) >= row.requests && is_only_a_caller(row);
}

}  // namespace queuehound
