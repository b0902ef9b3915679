#include "pages/likely_pages.h"

#include <algorithm>
#include <map>

#include "dossier/mail_runs.h"
#include "dossier/page_file.h"
#include "dossier/script_place.h"
#include "pages/robots_ahead.h"
#include "pages/script_claims.h"
#include "pages/silent_pages.h"

namespace queuehound {
namespace {

// How well the page's file fits the directory the mail came from: 2 same, 1 cannot tell, 0.3
// another.
double fits_directory(const CaseFile& file, const Dossier& dossier, std::string_view url,
                      std::string_view path) {
  if (!dossier.directory.starts_with('/')) {
    // PHP's own header gives the file's name at least.
    const std::string name = claimed_name(file, dossier);
    if (name.empty()) return 1;
    return file_name_of(path) == name ? 2 : 0.5;
  }
  const Site* site = file.server.site_of_domain(host_of(url));
  if (site == nullptr) site = file.server.site_of_path(dossier.directory);
  if (site == nullptr || site->document_root.empty())
    return dossier.directory.ends_with(directory_of(path)) ? 1.5 : 1;
  std::string full = site->document_root;
  if (full.ends_with('/')) full.pop_back();
  full += path;
  if (directory_of(full) == dossier.directory) return 2;
  const bool is_file = file_name_of(path).find('.') != std::string_view::npos;
  return is_file ? 0.3 : 1;  // a rewritten address may end in any directory's index.php
}

// A robot's: it never looked at a page, or came again and again.
bool is_like_a_machine(const WebEvidence& web, const RequestRow& row) {
  return row.joined >= kMoreThanAReader || web.pages_seen(row.suspect, row.address) == 0;
}

// Than chance has it. Where letters fill nearly half of all seconds nothing can do so twice as
// often, and posts that a filter refuses, which mail nothing, hid a flood by the others: of what
// chance leaves, a page that nearly all letters follow takes a third.
bool mails_no_oftener(const LikelyPage& page, double coverage) {
  constexpr double kNearlyAll = 0.8;
  const bool takes_a_third = (page.precision - coverage) * 3 >= 1 - coverage;
  return page.lift < 2 && !(takes_a_third && page.explained >= kNearlyAll);
}

// The program itself, where none belongs, is asked for, and each time mail follows: it may work on
// for minutes, so that most of its letters follow no request.
bool begins_its_mail(const WebEvidence& web, const LikelyPage& page) {
  constexpr std::uint64_t kTimes = 5;
  constexpr double kNearlyAlways = 0.8, kSameFile = 2, kLift = 4;
  return page.joined >= kTimes && page.precision >= kNearlyAlways && page.fit >= kSameFile &&
         page.lift >= kLift && is_planted(place_of(web.text(page.id.path)));
}

}  // namespace

std::uint64_t explained_by(const CaseFile& file, const Dossier& dossier, const Seconds& times) {
  std::uint64_t explained = 0;
  bool run_is_explained = false;
  Time previous{};
  for (const MessageIndex index : dossier.messages) {
    const Time at = file.ledger.messages[index].at;
    const bool is_own = reaches(times, at);
    if (begins_run(previous, at)) run_is_explained = is_own;
    explained += is_own || run_is_explained;
    previous = at;
  }
  return explained;
}

std::vector<LikelyPage> pages_of(const WebEvidence& web, std::uint32_t suspect) {
  std::map<PageId, LikelyPage> pages;
  for (const JoinedRequest& request : web.joined_of(suspect)) pages[web.rows[request.row].page()];
  for (const RequestRow& row : web.rows_of(suspect)) {
    const auto found = pages.find(row.page());
    if (found == pages.end()) continue;
    LikelyPage& page = found->second;
    page.requests += row.requests;
    page.posts += row.posts;
    page.joined += row.joined;
    page.joined_posts += row.joined_posts;
    if (page.url.empty()) page.url = web.url_of(row);
  }
  for (const JoinedRequest& request : web.joined_of(suspect)) {
    const RequestRow& row = web.rows[request.row];
    LikelyPage& page = pages[row.page()];
    const std::int64_t at = request.at.time_since_epoch().count();
    page.times.push_back(at);
    if (is_like_a_machine(web, row)) page.machine_times.push_back(at);
  }
  std::vector<LikelyPage> all;
  for (auto& [id, page] : pages) {
    page.id = id;
    std::ranges::sort(page.times);
    std::ranges::sort(page.machine_times);
    all.push_back(std::move(page));
  }
  return all;
}

double coverage_of(const WebEvidence& web, std::uint32_t suspect) {
  return std::max(1e-6, web.mail_times(suspect).coverage());
}

void weigh_page(const CaseFile& file, const WebEvidence& web, const Dossier& dossier,
                double coverage, LikelyPage& page) {
  page.explained = static_cast<double>(explained_by(file, dossier, page.times)) /
                   static_cast<double>(dossier.messages.size());
  page.precision = page.is_by_post()
                       ? static_cast<double>(page.joined_posts) /
                             static_cast<double>(std::max<std::uint64_t>(1, page.posts))
                       : static_cast<double>(page.joined) / static_cast<double>(page.requests);
  page.fit = fits_directory(file, dossier, page.url, web.text(page.id.path));
  page.lift = page.precision / coverage;
}

std::vector<LikelyPage> likely_pages(const CaseFile& file, const WebEvidence& web,
                                     std::uint32_t suspect, const Dossier& dossier) {
  std::vector<LikelyPage> pages = pages_of(web, suspect);
  const double coverage = coverage_of(web, suspect);
  const auto total = static_cast<double>(dossier.messages.size());
  constexpr double kExplained = 0.2;
  const std::vector<PageId> silent = find_silent_pages(file, web, suspect, dossier);
  const auto is_chance = [&](LikelyPage& page) {
    weigh_page(file, web, dossier, coverage, page);
    if (begins_its_mail(web, page)) page.explained = std::max(page.explained, kExplained);
    if (page.explained < kExplained) return true;
    if (mails_no_oftener(page, coverage) && coverage < 0.5 &&
        !is_driven_by_newcomers(file, web, suspect, dossier, page.id))
      return true;
    if (std::ranges::find(silent, page.id) != silent.end()) return true;
    // Saturated: everything is followed by a message; only a page whose own directory mails, or
    // that is posted to about as often as it mails, can be told from chance.
    return coverage >= 0.5 && page.fit < 1.5 && static_cast<double>(page.posts) < 0.3 * total;
  };
  std::erase_if(pages, is_chance);
  std::ranges::stable_sort(pages, std::greater{}, &LikelyPage::score);
  return pages;
}

}  // namespace queuehound
