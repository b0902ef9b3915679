// Whoever has two lines to the network, IPv6 and IPv4, may look at a form over one and send it over
// the other: his browser chooses anew for each connection. The address that posts has then looked
// at no page, as if a robot had posted.
#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "evidence/web_evidence.h"

namespace queuehound {
namespace {

// People write for longer. But the longer this is, the more robots post just after somebody else
// looked with the same browser, and are taken for him.
constexpr seconds kWritesWithin{120};
constexpr std::ptrdiff_t kMostLooks = 16;  // in that time, by one visitor

using Visitor = std::pair<std::uint32_t, std::uint32_t>;  // suspect, address

struct Look {
  std::uint32_t suspect = 0, user_agent = 0;
  bool is_v4 = false;
  Time at{};
  std::uint32_t address = 0;
  friend auto operator<=>(const Look&, const Look&) = default;
};

using Browsers = std::set<std::pair<std::uint32_t, bool>>;  // user agent, is it IPv4

// Visitors by these browsers who look and never post, in order of browser and time.
std::vector<Look> list_looks(const WebEvidence& web, const Browsers& browsers) {
  std::vector<Visitor> posted;
  for (const RequestRow& row : web.rows)
    if (row.posts > 0) posted.emplace_back(row.suspect, row.address);
  std::ranges::sort(posted);
  std::vector<Look> looks;
  for (const RequestRow& row : web.rows) {
    if (row.suspect == kNobody || row.posts > 0) continue;
    const bool is_v4 = web.address(row.address).is_v4();
    if (browsers.contains({row.user_agent, is_v4}) &&
        web.pages_seen(row.suspect, row.address) > 0 &&
        !std::ranges::binary_search(posted, Visitor(row.suspect, row.address)))
      looks.push_back({row.suspect, row.user_agent, is_v4, row.last, row.address});
  }
  std::ranges::sort(looks);
  return looks;
}

// The one visitor of the other protocol who looked with that browser just before; none where there
// are several.
std::uint32_t who_looked_before(const WebEvidence& web, const std::vector<Look>& looks,
                                const RequestRow& post) {
  const bool is_v4 = !web.address(post.address).is_v4();
  const auto at = [&](Time when, std::uint32_t address) {
    return Look{post.suspect, post.user_agent, is_v4, when, address};
  };
  const auto first = std::ranges::lower_bound(looks, at(post.first - kWritesWithin, 0));
  const auto last = std::upper_bound(first, looks.end(), at(post.first, UINT32_MAX));
  if (first == last || last - first > kMostLooks) return 0;
  const bool is_one =
      std::all_of(first, last, [&](const Look& look) { return look.address == first->address; });
  return is_one ? first->address : 0;
}

// Who posted once and did nothing else.
std::vector<const RequestRow*> list_lone_posts(const WebEvidence& web) {
  std::vector<const RequestRow*> posts;
  for (const RequestRow& row : web.rows)
    if (row.suspect != kNobody && row.user_agent != 0 && row.requests == 1 && row.posts == 1 &&
        web.pages_seen(row.suspect, row.address) == 0)
      posts.push_back(&row);
  return posts;
}

}  // namespace

void WebEvidence::join_two_lines() {
  const std::vector<const RequestRow*> posts = list_lone_posts(*this);
  if (posts.empty()) return;
  Browsers browsers;  // by which the same visitors may have looked
  for (const RequestRow* post : posts)
    browsers.emplace(post->user_agent, !address(post->address).is_v4());
  const std::vector<Look> looks = list_looks(*this, browsers);
  std::map<Visitor, std::vector<const RequestRow*>> posts_of;  // by who looked before
  for (const RequestRow* post : posts)
    if (const std::uint32_t looker = who_looked_before(*this, looks, *post))
      posts_of[{post->suspect, looker}].push_back(post);
  // Of several posts after one look some are not his, and nobody knows which.
  for (const auto& [looker, his] : posts_of)
    if (his.size() == 1) ++pages_of(looker.first, his.front()->address).pages;
}

}  // namespace queuehound
