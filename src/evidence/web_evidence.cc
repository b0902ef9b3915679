#include "evidence/web_evidence.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace queuehound {
namespace {

constexpr std::size_t kCountedAddresses = 64;

std::uint64_t pair_key(std::uint32_t a, std::uint32_t b) {
  return (static_cast<std::uint64_t>(a) << 32) | b;
}

void add_address(std::vector<std::uint32_t>& seen, std::uint32_t address) {
  if (seen.size() < kCountedAddresses && std::ranges::find(seen, address) == seen.end())
    seen.push_back(address);
}

void widen(Time& first, Time& last, Time at) {
  if (first == Time{} || at < first) first = at;
  last = std::max(last, at);
}

}  // namespace

bool MailTimes::follows(Time request) const {
  const std::int64_t at = request.time_since_epoch().count();
  const auto found = std::ranges::lower_bound(seconds, at - kMailToRequest.count());
  return found != seconds.end() && *found <= at + kRequestToMail.count();
}

double MailTimes::coverage() const {
  if (seconds.size() < 2) return 0;
  const std::int64_t reach = kMailToRequest.count() + kRequestToMail.count() + 1;
  std::int64_t covered = reach;
  for (std::size_t i = 1; i < seconds.size(); ++i)
    covered += std::min(reach, seconds[i] - seconds[i - 1]);
  const std::int64_t span = seconds.back() - seconds.front() + reach;
  return static_cast<double>(covered) / static_cast<double>(span);
}

IpAddress WebEvidence::address(std::uint32_t id) const {
  IpAddress address;
  const std::string_view bytes = strings.text(id);
  if (bytes.size() == address.bytes.size())
    std::memcpy(address.bytes.data(), bytes.data(), bytes.size());
  return address;
}

void WebEvidence::learn(std::uint32_t suspect, const Request& request) {
  if (request.at > to_ + kRequestToMail) return;
  ++requests_seen;
  const std::uint32_t address = strings.intern(
      {reinterpret_cast<const char*>(request.address.bytes.data()), request.address.bytes.size()});
  const std::uint32_t path = strings.intern(request.path.substr(0, 512));
  if (request.at < from_ - kRequestToMail) {
    PageHistory& page = history_[pair_key(suspect, path)];
    ++page.requests;
    std::vector<std::uint32_t>& seen = history_addresses_[pair_key(suspect, path)];
    add_address(seen, address);
    page.addresses = static_cast<std::uint32_t>(seen.size());
    return;
  }
  if (request.is_page) ++pages_[pair_key(suspect, address)];
  if (rows.size() >= kMaxRequestRows) return;
  const auto next = static_cast<std::uint32_t>(rows.size());
  const std::uint32_t index = row_index_.insert(mix(pair_key(suspect, path), address), next);
  if (index == next) {
    RequestRow& fresh = rows.emplace_back();
    fresh.suspect = suspect;
    fresh.path = path;
    fresh.url =
        strings.intern(std::string(request.host) + std::string(request.path.substr(0, 512)));
    fresh.address = address;
    fresh.source = request.source;
  }
  RequestRow& row = rows[index];
  ++row.requests;
  row.posts += request.is_post;
  widen(row.first, row.last, request.at);
  if (!suspects_[suspect].follows(request.at)) return;
  if (row.joined == 0) {
    row.source = request.source;
    row.line = std::string(request.line.substr(0, 300));
  }
  ++row.joined;
  row.joined_posts += request.is_post;
  widen(row.first_joined, row.last_joined, request.at);
  if (joined.size() < kMaxJoined) joined.push_back({request.at, index, request.is_post});
}

void WebEvidence::absorb(WebEvidence&& other) {
  std::vector<std::uint32_t> map(other.strings.size());
  for (std::uint32_t id = 0; id < other.strings.size(); ++id)
    map[id] = strings.intern(other.strings.text(id));
  std::vector<std::uint32_t> row_map(other.rows.size());
  for (std::size_t i = 0; i < other.rows.size(); ++i) {
    RequestRow& theirs = other.rows[i];
    const std::uint32_t path = map[theirs.path], address = map[theirs.address];
    const auto next = static_cast<std::uint32_t>(rows.size());
    const std::uint32_t index =
        row_index_.insert(mix(pair_key(theirs.suspect, path), address), next);
    row_map[i] = index;
    if (index == next) {
      RequestRow& fresh = rows.emplace_back(std::move(theirs));
      fresh.path = path;
      fresh.address = address;
      fresh.url = map[fresh.url];
      continue;
    }
    RequestRow& ours = rows[index];
    if (ours.joined == 0 && theirs.joined > 0) {
      ours.source = theirs.source;
      ours.line = std::move(theirs.line);
    }
    ours.requests += theirs.requests;
    ours.posts += theirs.posts;
    ours.joined += theirs.joined;
    ours.joined_posts += theirs.joined_posts;
    widen(ours.first, ours.last, theirs.first);
    widen(ours.first, ours.last, theirs.last);
    if (theirs.joined > 0) {
      widen(ours.first_joined, ours.last_joined, theirs.first_joined);
      widen(ours.first_joined, ours.last_joined, theirs.last_joined);
    }
  }
  for (JoinedRequest request : other.joined) {
    request.row = row_map[request.row];
    joined.push_back(request);
  }
  for (const auto& [key, count] : other.pages_)
    pages_[pair_key(static_cast<std::uint32_t>(key >> 32), map[key & 0xFFFFFFFFu])] += count;
  for (const auto& [key, theirs] : other.history_) {
    const std::uint64_t mapped =
        pair_key(static_cast<std::uint32_t>(key >> 32), map[key & 0xFFFFFFFFu]);
    PageHistory& ours = history_[mapped];
    ours.requests += theirs.requests;
    std::vector<std::uint32_t>& seen = history_addresses_[mapped];
    for (const std::uint32_t address : other.history_addresses_[key])
      add_address(seen, map[address]);
    ours.addresses = static_cast<std::uint32_t>(seen.size());
  }
  requests_seen += other.requests_seen;
}

void WebEvidence::settle() { std::ranges::stable_sort(joined, {}, &JoinedRequest::at); }

std::uint32_t WebEvidence::pages_seen(std::uint32_t suspect, std::uint32_t address) const {
  const auto found = pages_.find(pair_key(suspect, address));
  return found == pages_.end() ? 0 : found->second;
}

PageHistory WebEvidence::history(std::uint32_t suspect, std::uint32_t path) const {
  const auto found = history_.find(pair_key(suspect, path));
  return found == history_.end() ? PageHistory{} : found->second;
}

}  // namespace queuehound
