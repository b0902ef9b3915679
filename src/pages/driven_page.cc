#include "pages/driven_page.h"

#include <algorithm>

#include "pages/followed_posts.h"

namespace queuehound {

bool reaches(const Seconds& times, Time at) {
  const std::int64_t second = at.time_since_epoch().count();
  const auto found = std::ranges::lower_bound(times, second - kRequestToMail.count());
  return found != times.end() && *found <= second + kMailToRequest.count();
}

bool is_driven_by_newcomers(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                            const Dossier& dossier, const PageId& page) {
  constexpr std::uint64_t kPosts = 10;
  const auto never_in_vain = [&](const RequestRow& row) {
    return row.joined_posts >= kPosts && mails_with_each_post(row.posts, row.joined_posts) &&
           !web.asked_before(suspect, page, web.address(row.address));
  };
  Seconds times;
  for (const JoinedRequest& request : web.joined_of(suspect))
    if (const RequestRow& row = web.rows[request.row];
        request.is_post && row.page() == page && never_in_vain(row))
      times.push_back(request.at.time_since_epoch().count());
  std::ranges::sort(times);
  const auto reached = std::ranges::count_if(dossier.messages, [&](MessageIndex index) {
    return reaches(times, file.ledger.messages[index].at);
  });
  return static_cast<std::size_t>(reached) * 2 >= dossier.messages.size();
}

}  // namespace queuehound
