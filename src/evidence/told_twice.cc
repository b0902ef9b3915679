// What two logs tell is one request. A proxy and the web server behind it both write a line for
// each: with the visitor's address in both, or with the proxy's own in the second.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "evidence/web_evidence.h"

namespace queuehound {
namespace {

using Indices = std::vector<std::uint32_t>;  // of joined requests, in order of time

// Pairs off two logs' requests, each with one at most; drops those of `others` that `known` has.
void pair_off(const std::vector<JoinedRequest>& joined, const Indices& known,
              std::span<const std::uint32_t> others, std::vector<char>& is_dropped) {
  auto at = known.begin();
  for (const std::uint32_t other : others) {
    while (at != known.end() && joined[*at].at < joined[other].at - kToldTwiceWithin) ++at;
    if (at == known.end()) return;
    if (joined[*at].at > joined[other].at + kToldTwiceWithin) continue;
    is_dropped[other] = 1;
    ++at;
  }
}

// Where those that are the same as the first end.
template <class Same>
Indices::iterator end_of_run(Indices::iterator first, Indices::iterator last, const Same& same) {
  return std::find_if_not(first, last, [&](std::uint32_t i) { return same(*first, i); });
}

// By one address in two logs.
void find_told_twice(const std::vector<JoinedRequest>& joined, std::vector<char>& is_dropped) {
  const auto key = [&](std::uint32_t i) {
    return std::tuple(joined[i].row, joined[i].is_post, joined[i].log, i);
  };
  const auto same = [&](std::uint32_t a, std::uint32_t b) {
    return joined[a].row == joined[b].row && joined[a].is_post == joined[b].is_post;
  };
  const auto same_log = [&](std::uint32_t a, std::uint32_t b) {
    return joined[a].log == joined[b].log;
  };
  Indices order(joined.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::sort(order, {}, key);
  for (auto run = order.begin(); run != order.end();) {
    const auto end = end_of_run(run, order.end(), same);
    Indices known;
    // One log alone has nothing twice.
    if (same_log(*run, *(end - 1))) run = end;
    while (run != end) {
      const auto log_end = end_of_run(run, end, same_log);
      const std::span<const std::uint32_t> log(run, log_end);
      pair_off(joined, known, log, is_dropped);
      const auto middle = static_cast<std::ptrdiff_t>(known.size());
      for (const std::uint32_t i : log)
        if (!is_dropped[i]) known.push_back(i);
      std::inplace_merge(known.begin(), known.begin() + middle, known.end());
      run = log_end;
    }
  }
}

// By this server's own address, or a proxy's, where another log has the visitor's.
void find_told_by_proxies(const std::vector<JoinedRequest>& joined,
                          const std::vector<RequestRow>& rows, const std::vector<char>& is_proxy,
                          std::vector<char>& is_dropped) {
  struct OfPage {
    std::map<std::uint16_t, Indices> proxies, visitors;  // by log
  };
  std::map<std::tuple<std::uint32_t, PageId, bool>, OfPage> pages;
  const auto page_of = [&](std::uint32_t i) {
    const RequestRow& row = rows[joined[i].row];
    return std::tuple(row.suspect, row.page(), joined[i].is_post);
  };
  for (std::uint32_t i = 0; i < joined.size(); ++i)
    if (is_proxy[joined[i].row] && !is_dropped[i])
      pages[page_of(i)].proxies[joined[i].log].push_back(i);
  if (pages.empty()) return;
  for (std::uint32_t i = 0; i < joined.size(); ++i)
    if (!is_proxy[joined[i].row] && !is_dropped[i])
      if (const auto page = pages.find(page_of(i)); page != pages.end())
        page->second.visitors[joined[i].log].push_back(i);
  for (const auto& [key, page] : pages)
    for (const auto& [log, requests] : page.proxies) {
      Indices visitors;
      for (const auto& [other_log, theirs] : page.visitors)
        if (other_log != log) visitors.insert(visitors.end(), theirs.begin(), theirs.end());
      std::ranges::sort(visitors);
      pair_off(joined, visitors, requests, is_dropped);
    }
}

}  // namespace

void WebEvidence::move_to_site(JoinedRequest& request, const RequestRow& behind) {
  RequestRow& from = rows[request.row];
  RequestRow moved = from;
  moved.site = behind.site;
  moved.host = behind.host;
  moved.requests = moved.joined = 1;
  moved.posts = moved.joined_posts = request.is_post;
  moved.first = moved.last = moved.first_joined = moved.last_joined = request.at;
  --from.requests;
  --from.joined;
  from.posts -= request.is_post;
  from.joined_posts -= request.is_post;
  request.row = row_of(std::move(moved));
}

void WebEvidence::give_sites(const IsOurs& is_ours, std::vector<char>& is_dropped,
                             std::vector<char>& is_kept) {
  const std::uint32_t nowhere = strings.find("");
  struct Behind {
    Indices requests;      // by the proxy's address, in order of time
    std::size_t next = 0;  // that none is paired with
  };
  using Key = std::tuple<std::uint32_t, std::uint32_t, bool>;  // suspect, path, is it posted to
  std::map<Key, Behind> behind;
  const auto key_of = [&](const JoinedRequest& request) {
    const RequestRow& row = rows[request.row];
    return Key{row.suspect, row.path, request.is_post};
  };
  for (std::uint32_t i = 0; i < joined.size(); ++i) {
    const RequestRow& row = rows[joined[i].row];
    if (row.site != nowhere && !is_dropped[i] && is_ours(address(row.address)))
      behind[key_of(joined[i])].requests.push_back(i);
  }
  std::set<std::pair<std::uint32_t, PageId>> pages;
  for (std::uint32_t i = 0; i < joined.size() && !behind.empty(); ++i) {
    const RequestRow& visitor = rows[joined[i].row];
    if (visitor.site != nowhere || is_dropped[i] || is_ours(address(visitor.address))) continue;
    const auto found = behind.find(key_of(joined[i]));
    if (found == behind.end()) continue;
    auto& [requests, next] = found->second;
    while (next < requests.size() && joined[requests[next]].at < joined[i].at - kToldTwiceWithin)
      ++next;
    if (next == requests.size() || joined[requests[next]].at > joined[i].at + kToldTwiceWithin)
      continue;
    const std::uint32_t told = requests[next++];
    const RequestRow by_proxy = rows[joined[told].row];
    is_dropped[told] = is_kept[joined[told].row] = 1;
    move_to_site(joined[i], by_proxy);
    pages.emplace(by_proxy.suspect, by_proxy.page());
  }
  for (const auto& [suspect, page] : pages) share_history(suspect, page, is_ours);
}

void WebEvidence::drop_told_twice(const IsOurs& is_ours) {
  std::vector<char> is_proxy(rows.size(), 0), is_dropped(joined.size(), 0);
  for (std::size_t i = 0; i < rows.size(); ++i)
    is_proxy[i] = rows[i].joined > 0 && is_ours(address(rows[i].address));
  find_told_twice(joined, is_dropped);
  std::vector<char> is_kept(rows.size(), 0);
  give_sites(is_ours, is_dropped, is_kept);
  is_proxy.resize(rows.size());
  is_kept.resize(rows.size());
  find_told_by_proxies(joined, rows, is_proxy, is_dropped);
  drop(is_dropped, is_kept, is_ours);
  for (History& history : history_)
    if (!std::ranges::all_of(history.addresses, is_ours)) std::erase_if(history.addresses, is_ours);
}

void WebEvidence::drop(const std::vector<char>& is_dropped, const std::vector<char>& is_kept,
                       const IsOurs& is_ours) {
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
    // Its other requests are somebody else's as well, and nobody asked here; where the visitors'
    // log names no site, they are all that is known of these.
    const bool is_told_elsewhere = !is_kept[request.row] || row.requests == 0;
    if (row.joined == 0 && is_told_elsewhere && is_ours(address(row.address)))
      row.suspect = kNobody;
  }
  joined.resize(kept);
}

}  // namespace queuehound
