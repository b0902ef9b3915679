// What two logs tell is one request. A proxy and the web server behind it both write a line for
// each: with the visitor's address in both, or with the proxy's own in the second.
#include <algorithm>
#include <map>
#include <tuple>

#include "evidence/web_evidence.h"

namespace queuehound {
namespace {

// Both lines are within reach of one message: one log stamps a request when it begins, another when
// it has been answered.
constexpr seconds kApart = kRequestToMail + kMailToRequest;

using Indices = std::vector<std::uint32_t>;  // of joined requests, in order of time

// Pairs off two logs' requests, each with one at most: `is_told` of those in `others` that stand in
// `known` too.
template <class IsTold>
void pair_off(const std::vector<JoinedRequest>& joined, const Indices& known, const Indices& others,
              IsTold is_told) {
  auto at = known.begin();
  for (const std::uint32_t other : others) {
    while (at != known.end() && joined[*at].at < joined[other].at - kApart) ++at;
    if (at == known.end()) return;
    if (joined[*at].at > joined[other].at + kApart) continue;
    is_told(other);
    ++at;
  }
}

Indices left_of(const Indices& requests, const std::vector<char>& is_dropped) {
  Indices left;
  for (const std::uint32_t request : requests)
    if (!is_dropped[request]) left.push_back(request);
  return left;
}

}  // namespace

void WebEvidence::drop_told_twice(const IsOurs& is_ours) {
  std::vector<char> is_dropped(joined.size(), 0);
  const auto is_told = [&](std::uint32_t request) { is_dropped[request] = 1; };
  using LogsOf = std::map<std::uint16_t, Indices>;
  std::map<std::pair<std::uint32_t, bool>, LogsOf> of_row;
  for (std::uint32_t i = 0; i < joined.size(); ++i)
    of_row[{joined[i].row, joined[i].is_post}][joined[i].log].push_back(i);

  struct OfPage {
    LogsOf ours, others;
  };
  std::map<std::tuple<std::uint32_t, PageId, bool>, OfPage> of_page;
  for (const auto& [key, logs] : of_row) {
    const RequestRow& row = rows[key.first];
    OfPage& page = of_page[{row.suspect, row.page(), key.second}];
    Indices known;
    for (const auto& [log, requests] : logs) {
      pair_off(joined, known, requests, is_told);
      const Indices left = left_of(requests, is_dropped);
      const auto middle = static_cast<std::ptrdiff_t>(known.size());
      known.insert(known.end(), left.begin(), left.end());
      std::inplace_merge(known.begin(), known.begin() + middle, known.end());
      Indices& all = (is_ours(address(row.address)) ? page.ours : page.others)[log];
      all.insert(all.end(), left.begin(), left.end());
    }
  }
  for (auto& [key, page] : of_page)
    for (auto& [log, requests] : page.ours) {
      Indices others;
      for (const auto& [other_log, theirs] : page.others)
        if (other_log != log) others.insert(others.end(), theirs.begin(), theirs.end());
      std::ranges::sort(others);
      std::ranges::sort(requests);
      pair_off(joined, others, requests, is_told);
    }
  for (History& history : history_)
    if (!std::ranges::all_of(history.addresses, is_ours)) std::erase_if(history.addresses, is_ours);
  drop(is_dropped, is_ours);
}

void WebEvidence::drop(const std::vector<char>& is_dropped, const IsOurs& is_ours) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < joined.size(); ++i) {
    const JoinedRequest request = joined[i];
    if (!is_dropped[i]) {
      joined[kept++] = request;
      continue;
    }
    RequestRow& row = rows[request.row];
    --row.requests;
    --row.joined;
    row.posts -= request.is_post;
    row.joined_posts -= request.is_post;
    // Its other requests are somebody else's as well, and nobody asked here.
    if (row.joined == 0 && is_ours(address(row.address))) row.suspect = kNobody;
  }
  joined.resize(kept);
}

}  // namespace queuehound
