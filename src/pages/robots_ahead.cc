#include "pages/robots_ahead.h"

#include <algorithm>
#include <iterator>

namespace queuehound {

RobotsAhead::RobotsAhead(const WebEvidence& web, std::uint32_t suspect, const PageId& page,
                         bool by_post) {
  for (const JoinedRequest& request : web.joined_of(suspect)) {
    const RequestRow& row = web.rows[request.row];
    if (row.page() != page || (by_post && !request.is_post)) continue;
    const std::uint32_t events = by_post ? row.joined_posts : row.joined;
    if (events >= kMoreThanAReader || web.pages_seen(suspect, row.address) == 0)
      times_.push_back(request.at);
  }
  std::ranges::sort(times_);
}

bool RobotsAhead::are_ahead_of(const WebDriver& visitor) const {
  constexpr seconds kLettersRunOn{10};
  if (visitor.events != 1 || visitor.pages_seen == 0) return false;
  const auto behind = std::ranges::upper_bound(times_, visitor.first);
  return behind != times_.begin() && visitor.first - *std::prev(behind) <= kLettersRunOn;
}

}  // namespace queuehound
