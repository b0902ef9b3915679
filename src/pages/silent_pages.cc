#include "pages/silent_pages.h"

#include <bit>
#include <cstdint>
#include <map>

#include "dossier/usual.h"
#include "pages/driven_page.h"

namespace queuehound {
namespace {

bool posts_as_before(const WebEvidence& web, const RequestRow& row, std::uint64_t mailed_before) {
  constexpr std::uint64_t kPostsADay = 20, kTimesAsMany = 2, kPostsALetter = 5;
  if (web.pages_seen(row.suspect, row.address) == 0) return false;
  const CallerHistory posted = web.posted_before(row.suspect, row.page(), web.address(row.address));
  const auto days = static_cast<std::uint64_t>(std::popcount(posted.days));
  return days > 0 && posted.posts >= kPostsADay * days &&
         posted.posts * kTimesAsMany >= row.posts * days &&
         posted.posts >= kPostsALetter * mailed_before;
}

}  // namespace

std::vector<PageId> find_silent_pages(const CaseFile& file, const WebEvidence& web,
                                      std::uint32_t suspect, const Dossier& dossier) {
  if (dossier.past.days == 0) return {};
  struct Posts {
    std::uint64_t all = 0, as_before = 0;
  };
  std::uint64_t mailed_before = 0;
  for (const ActorId actor : dossier.actors)
    mailed_before += messages_before_window(file.ledger, file.ledger.actors[actor]);
  std::map<PageId, Posts> pages;
  for (const RequestRow& row : web.rows_of(suspect)) {
    if (row.joined_posts == 0) continue;
    Posts& posts = pages[row.page()];
    posts.all += row.joined_posts;
    if (posts_as_before(web, row, mailed_before)) posts.as_before += row.joined_posts;
  }
  std::vector<PageId> silent;
  for (const auto& [page, posts] : pages)
    if (posts.as_before * 2 >= posts.all &&
        !is_driven_by_newcomers(file, web, suspect, dossier, page))
      silent.push_back(page);
  return silent;
}

}  // namespace queuehound
