#include "pages/web_join.h"

#include <algorithm>

#include "dossier/mail_runs.h"
#include "pages/followed_posts.h"
#include "pages/likely_pages.h"
#include "pages/rival_pages.h"

namespace queuehound {
namespace {

// Gives each message the request that started it. Requests and messages are both in order of time,
// so each message takes the oldest request not yet used up; one that finds none continues the run
// before it. Where a request starts many, the last one before a message did: else a visitor who
// writes to a friend a second before a robot would own the robot's twenty. A run that began without
// one goes on without one: who asks for the page in the midst of another's mailing made none of it,
// nor did an editor's open page, most of whose posts no letter follows, where another's never fail.
void own_messages(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                  const PageId& page, bool posts_only, Dossier& dossier) {
  struct Start {
    Time at;
    std::uint32_t address;
    std::uint64_t used;
  };
  std::vector<Start> starts;
  const bool is_by_who_never_fails = is_driven_by_newcomers(file, web, suspect, dossier, page);
  for (const JoinedRequest& request : web.joined_of(suspect)) {
    const RequestRow& row = web.rows[request.row];
    if (is_by_who_never_fails && posts_in_vain(row.posts, row.joined_posts)) continue;
    if (row.page() == page && (request.is_post || !posts_only))
      starts.push_back({request.at, row.address, 0});
  }
  const double ratio = starts.empty() ? 0
                                      : static_cast<double>(dossier.messages.size()) /
                                            static_cast<double>(starts.size());
  const std::uint64_t capacity = ratio < 1.5 ? 1 : ratio < 2.5 ? 2 : UINT64_MAX;
  dossier.messages_per_request_x10 = static_cast<std::uint64_t>(ratio * 10);
  dossier.web.owner.assign(dossier.messages.size(), 0);
  std::size_t first = 0;
  Time previous{};
  std::uint32_t previous_owner = 0;
  bool is_begun_by_request = false;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Time at = file.ledger.messages[dossier.messages[i]].at;
    while (first < starts.size() && starts[first].at < at - kRequestToMail) ++first;
    std::uint32_t owner = 0;
    for (std::size_t k = first; k < starts.size() && starts[k].at <= at + kMailToRequest; ++k) {
      if (starts[k].used >= capacity) continue;
      ++starts[k].used;
      if (owner != 0 && starts[k].at > at) break;
      owner = starts[k].address;
      if (capacity != UINT64_MAX) break;
    }
    if (begins_run(previous, at)) is_begun_by_request = owner != 0;
    if (owner == 0 && is_begun_by_request && capacity > 1) owner = previous_owner;
    dossier.web.owner[i] = owner;
    dossier.web.explained += owner != 0;
    previous = at;
    previous_owner = owner;
  }
}

void join_page(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
               const LikelyPage& page, Dossier& dossier) {
  WebJoin& join = dossier.web;
  join = {};
  join.has_requests = true;
  join.suspect = suspect;
  join.page = page.id;
  join.path = std::string(web.text(page.id.path));
  join.url = page.url;
  join.requests = page.requests;
  join.posts = page.posts;
  join.joined = page.joined;
  join.lift = page.lift;
  const PageHistory history = web.history(suspect, page.id);
  join.requests_before = history.requests;
  join.addresses_before = history.addresses;
  own_messages(file, web, suspect, page.id, page.is_by_post(), dossier);
}

// More often than chance has it. In a rush of orders half of all seconds are some letter's: there
// it must be so nearly each of many times.
bool mails_when_posted_to(const LikelyPage& page) {
  constexpr double kLift = 4, kNearlyEach = 0.9, kLiftInARush = 1.5;
  constexpr std::uint64_t kMany = 20;
  return page.lift >= kLift ||
         (page.posts >= kMany && page.precision >= kNearlyEach && page.lift >= kLiftInARush);
}

}  // namespace

void join_requests(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                   Dossier& dossier) {
  const std::vector<LikelyPage> pages = likely_pages(file, web, suspect, dossier);
  if (pages.empty() || pages.front().score() < 0.15) return;
  join_page(file, web, suspect, pages.front(), dossier);
  list_rivals(file, web, suspect, pages, dossier);
}

std::vector<PageId> pages_of_machines(const CaseFile& file, const WebEvidence& web,
                                      std::uint32_t suspect, const Dossier& dossier) {
  constexpr double kExplained = 0.8;
  constexpr std::size_t kDriven = 5, kMost = 4;
  const double coverage = coverage_of(web, suspect);
  std::vector<LikelyPage> pages = pages_of(web, suspect);
  Seconds times;
  std::erase_if(pages, [&](LikelyPage& page) {
    weigh_page(file, web, dossier, coverage, page);
    if (!page.is_by_post() || !mails_when_posted_to(page)) return true;
    times.insert(times.end(), page.times.begin(), page.times.end());
    return page.machine_times.size() < kDriven;
  });
  std::ranges::sort(times);
  const auto all = static_cast<double>(dossier.messages.size());
  if (static_cast<double>(explained_by(file, dossier, times)) < kExplained * all) return {};
  std::ranges::stable_sort(pages, std::greater{},
                           [](const LikelyPage& page) { return page.machine_times.size(); });
  std::vector<PageId> ids;
  for (std::size_t i = 0; i < std::min(pages.size(), kMost); ++i) ids.push_back(pages[i].id);
  return ids;
}

void join_one_page(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                   const PageId& page, Dossier& dossier) {
  const double coverage = coverage_of(web, suspect);
  for (LikelyPage& one : pages_of(web, suspect)) {
    if (one.id != page) continue;
    weigh_page(file, web, dossier, coverage, one);
    join_page(file, web, suspect, one, dossier);
  }
}

bool WebJoin::may_be(const PageId& other) const {
  return page == other ||
         std::ranges::find(one_of, other, &WebJoin::Possible::page) != one_of.end();
}

std::string WebJoin::pages() const {
  std::string text = url;
  for (std::size_t i = 1; i < one_of.size(); ++i)
    text += (i + 1 == one_of.size() ? " or " : ", ") + one_of[i].url;
  return text;
}

}  // namespace queuehound
