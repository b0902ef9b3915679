#include "evidence/web_evidence.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "base/hash.h"

namespace queuehound {
namespace {

constexpr std::size_t kCountedAddresses = 64;
constexpr std::size_t kMostOfPath = 512;
constexpr std::size_t kRowsAhead =
    16;  // asked for in time to be in the cache when it is their turn

std::uint64_t pair_key(std::uint32_t a, std::uint32_t b) {
  return (static_cast<std::uint64_t>(a) << 32) | b;
}

// The same for a table, whose place it would else be: ids of all suspects' visitors would crowd at
// the same few places (seen: minutes). An odd factor keeps different pairs different.
std::uint64_t place_key(std::uint32_t a, std::uint32_t b) {
  return pair_key(a, b) * 0x9E3779B97F4A7C15u;
}

std::uint64_t page_key(std::uint32_t suspect, const PageId& page) {
  return mix(pair_key(suspect, page.path), page.site);
}

std::uint64_t row_key(std::uint32_t suspect, const PageId& page, std::uint32_t address) {
  return mix(page_key(suspect, page), address);
}

// Ids of another's strings as ours. Where there is no room for all that it has, a string comes over
// when it is wanted: the strings of what is dropped would be kept for ever.
class Renaming {
 public:
  Renaming(Interner& ours, const Interner& theirs, bool is_all_wanted)
      : ours_(ours), theirs_(theirs), hashes_(theirs.hashes()), ids_(theirs.size(), kUnknown) {
    for (std::uint32_t id = 0; is_all_wanted && id < ids_.size(); ++id) {
      if (id + kRowsAhead < ids_.size()) ours_.prefetch(hashes_[id + kRowsAhead]);
      (*this)[id];
    }
  }
  std::uint32_t operator[](std::uint32_t id) {
    if (ids_[id] == kUnknown) ids_[id] = ours_.intern(theirs_.text(id), hashes_[id]);
    return ids_[id];
  }
  PageId operator[](const PageId& page) { return {(*this)[page.site], (*this)[page.path]}; }
  bool is_known(std::uint32_t id) const {
    return id == 0 || ids_[id] != kUnknown || ours_.find(theirs_.text(id)) != 0;
  }

 private:
  static constexpr std::uint32_t kUnknown = UINT32_MAX;

  Interner& ours_;
  const Interner& theirs_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> ids_;
};

// Who asked last is asked for first: most visitors come several times in a row.
void add_address(std::vector<IpAddress>& seen, const IpAddress& address) {
  if (seen.size() >= kCountedAddresses) return;
  for (std::size_t i = seen.size(); i-- > 0;)
    if (seen[i] == address) return;
  seen.push_back(address);
}

// Where there is no room for all, those are kept who posted on most days: of a page that visitors
// press as well, a program that calls it every day would else be forgotten for who came before it.
CallerHistory& caller_at(std::vector<CallerHistory>& callers, const IpAddress& network) {
  const auto found = std::ranges::find(callers, network, &CallerHistory::network);
  if (found != callers.end()) return *found;
  if (callers.size() >= kCountedAddresses)
    callers.erase(std::ranges::min_element(callers, {}, [](const CallerHistory& caller) {
      return std::pair{std::popcount(caller.days), caller.posts};
    }));
  return callers.emplace_back(network);
}

std::uint32_t bit_of_day(seconds before_window) {
  constexpr std::int64_t kDay = 86400, kLast = 31;
  return 1u << std::clamp<std::int64_t>(before_window.count() / kDay, 0, kLast);
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

WebEvidence WebEvidence::part() const {
  WebEvidence empty({}, from_, to_);
  empty.suspects_ = suspects_;
  empty.history_paths_ = history_paths_;
  return empty;
}

void WebEvidence::hide_requests_of(std::uint32_t suspect) {
  hidden_.resize(suspects_->size());
  hidden_[suspect] = 1;
}

void WebEvidence::take_over_marks(const WebEvidence& other) {
  for (std::uint32_t suspect = 0; suspect < other.hidden_.size(); ++suspect)
    if (other.hidden_[suspect]) hide_requests_of(suspect);
  for (std::uint32_t suspect = 0; suspect < other.full_.size(); ++suspect)
    if (other.full_[suspect]) mark_full(suspect);
  if (others_asked_for_.empty()) others_asked_for_ = other.others_asked_for_;
  for (std::size_t suspect = 0; suspect < other.others_asked_for_.size(); ++suspect)
    others_asked_for_[suspect] |= other.others_asked_for_[suspect];
}

// Of pages that did not mail no history is kept.
bool WebEvidence::note_unwanted(const std::vector<std::uint32_t>& suspects,
                                const Request& request) {
  if (!is_before_window(request.at)) return false;
  others_asked_for_.resize(suspects_->size());
  for (const std::uint32_t suspect : suspects) others_asked_for_[suspect] = 1;
  return true;
}

void WebEvidence::mark_full(std::uint32_t suspect) {
  full_.resize(suspects_->size());
  full_[suspect] = 1;
}

bool WebEvidence::has_room(std::uint32_t suspect) const {
  return rows.size() < kMaxRows &&
         (suspect >= rows_of_.size() || rows_of_[suspect] < kMaxRowsOfSuspect);
}

bool WebEvidence::has_room_for(const WebEvidence& other) const {
  if (rows.size() + other.rows.size() > kMaxRows) return false;
  const std::size_t suspects = std::min(rows_of_.size(), other.rows_of_.size());
  for (std::size_t i = 0; i < suspects; ++i)
    if (rows_of_[i] + other.rows_of_[i] > kMaxRowsOfSuspect) return false;
  return true;
}

RequestRow& WebEvidence::add_row(RequestRow&& row) {
  rows_of_.resize(suspects_->size());
  ++rows_of_[row.suspect];
  return rows.emplace_back(std::move(row));
}

std::string WebEvidence::url_of(const RequestRow& row) const {
  return std::string(text(row.host)) + std::string(text(row.path));
}

void WebEvidence::keep_history_of(const std::vector<std::string>& paths) {
  auto wanted = std::make_shared<FlatMap>();
  for (const std::string& path : paths) wanted->insert(hash_of(path), 0);
  history_paths_ = std::move(wanted);
}

std::vector<std::string> WebEvidence::joined_paths() const {
  std::vector<std::string> paths;
  std::vector<bool> is_known(strings.size());
  for (const RequestRow& row : rows) {
    if (row.joined == 0 || is_known[row.path]) continue;
    is_known[row.path] = true;
    paths.emplace_back(strings.text(row.path));
  }
  return paths;
}

std::uint64_t WebEvidence::hash_of(std::string_view path) {
  return keyed_hash(path.substr(0, kMostOfPath));
}

bool WebEvidence::wants(const Request& request) const {
  if (request.at > to_ + kRequestToMail) return false;
  return !is_before_window(request.at) || history_paths_ == nullptr ||
         history_paths_->find(request.path_hash) != FlatMap::kNone;
}

std::uint32_t WebEvidence::site_id(std::string_view site) {
  if (last_site_id_ == 0 || site != last_site_) {
    last_site_ = site;
    last_site_id_ = strings.intern(site);
  }
  return last_site_id_;
}

WebEvidence::History& WebEvidence::history_of(std::uint32_t suspect, const PageId& page) {
  const auto next = static_cast<std::uint32_t>(history_.size());
  const std::uint32_t index = history_index_.insert(page_key(suspect, page), next);
  if (index == next) history_.push_back({suspect, 0, page, {}, {}});
  return history_[index];
}

WebEvidence::PagesSeen& WebEvidence::pages_of(std::uint32_t suspect, std::uint32_t address) {
  const auto next = static_cast<std::uint32_t>(pages_.size());
  const std::uint32_t index = pages_index_.insert(place_key(suspect, address), next);
  if (index == next) pages_.push_back({suspect, address, 0});
  return pages_[index];
}

// The row that is there, or the next; kNone where there is no room for another.
std::uint32_t WebEvidence::place_of(std::uint64_t key, std::uint32_t suspect) {
  if (has_room(suspect)) return row_index_.insert(key, static_cast<std::uint32_t>(rows.size()));
  const std::uint32_t found = row_index_.find(key);
  if (found == FlatMap::kNone) mark_full(suspect);
  return found;
}

// The row of one address asking for one page; a new one remembers its first request.
RequestRow* WebEvidence::row_for(std::uint32_t suspect, const PageId& page, std::uint32_t address,
                                 const Request& request) {
  const auto next = static_cast<std::uint32_t>(rows.size());
  const std::uint32_t index = place_of(row_key(suspect, page, address), suspect);
  if (index == FlatMap::kNone) return nullptr;
  if (index != next) return &rows[index];
  RequestRow fresh;
  fresh.suspect = suspect;
  fresh.site = page.site;
  fresh.path = page.path;
  fresh.host = strings.intern(request.host);
  fresh.address = address;
  if (!request.user_agent.empty())
    fresh.user_agent = static_cast<std::uint32_t>(keyed_hash(request.user_agent)) | 1;
  fresh.source = request.source;
  return &add_row(std::move(fresh));
}

void WebEvidence::learn(std::uint32_t suspect, const Request& request) {
  if (request.at > to_ + kRequestToMail) return;
  const PageId page{site_id(request.site),
                    strings.intern(request.path.substr(0, kMostOfPath), request.path_hash)};
  if (is_before_window(request.at)) {
    History& history = history_of(suspect, page);
    ++history.requests;
    add_address(history.addresses, request.address);
    if (!request.is_post) return;
    CallerHistory& caller = caller_at(history.callers, neighbourhood_of(request.address).base);
    ++caller.posts;
    caller.days |= bit_of_day(from_ - request.at);
    return;
  }
  const std::uint32_t address = strings.intern(bytes_of(request.address));
  if (request.is_page) ++pages_of(suspect, address).pages;
  RequestRow* const row = row_for(suspect, page, address, request);
  if (row == nullptr) return;
  ++row->requests;
  row->posts += request.is_post;
  widen(row->first, row->last, request.at);
  if (!mail_times(suspect).follows(request.at)) return;
  if (row->joined == 0) {
    row->source = request.source;
    row->line = std::string(request.line.substr(0, 300));
  }
  ++row->joined;
  row->joined_posts += request.is_post;
  widen(row->first_joined, row->last_joined, request.at);
  if (joined.size() < kMaxJoined)
    joined.push_back(
        {request.at, static_cast<std::uint32_t>(row - rows.data()), 0, request.is_post});
}

// Of requests that brought no mail only the numbers are known, so another log that tells of more is
// believed, and one that tells of others is not heard: the joined ones are told apart by settle().
void WebEvidence::add(RequestRow& ours, RequestRow&& theirs, From from) {
  if (from == From::other_log) {
    const std::uint32_t missed =
        std::min(ours.requests - ours.joined, theirs.requests - theirs.joined);
    const std::uint32_t missed_posts =
        std::min(ours.posts - ours.joined_posts, theirs.posts - theirs.joined_posts);
    theirs.requests -= missed;
    theirs.posts -= missed_posts;
  }
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

void WebEvidence::absorb(WebEvidence&& other) { absorb(std::move(other), From::same_log); }

void WebEvidence::absorb_log(WebEvidence&& other) {
  if (logs_ < UINT16_MAX) ++logs_;
  for (JoinedRequest& request : other.joined) request.log = logs_;
  if (logs_ > 1) return absorb(std::move(other), From::other_log);
  other.logs_ = logs_;
  other.take_over_marks(*this);
  *this = std::move(other);
}

void WebEvidence::absorb(WebEvidence&& other, From from) {
  const bool is_roomy = has_room_for(other);
  Renaming map(strings, other.strings, is_roomy);
  take_over_marks(other);
  const auto key_of = [&](const RequestRow& row) {
    return row_key(row.suspect, map[row.page()], map[row.address]);
  };
  const auto may_be_here = [&](const RequestRow& row) {
    return map.is_known(row.site) && map.is_known(row.path) && map.is_known(row.address);
  };
  std::vector<std::uint32_t> row_map(other.rows.size(), FlatMap::kNone);
  for (std::size_t i = 0; i < other.rows.size(); ++i) {
    if (is_roomy && i + kRowsAhead < other.rows.size())
      row_index_.prefetch(key_of(other.rows[i + kRowsAhead]));
    RequestRow& theirs = other.rows[i];
    if (!has_room(theirs.suspect) && !may_be_here(theirs)) {
      mark_full(theirs.suspect);
      continue;
    }
    const auto next = static_cast<std::uint32_t>(rows.size());
    row_map[i] = place_of(key_of(theirs), theirs.suspect);
    if (row_map[i] == FlatMap::kNone) continue;
    if (row_map[i] != next) {
      add(rows[row_map[i]], std::move(theirs), from);
      continue;
    }
    RequestRow& fresh = add_row(std::move(theirs));
    fresh.site = map[fresh.site];
    fresh.path = map[fresh.path];
    fresh.address = map[fresh.address];
    fresh.host = map[fresh.host];
  }
  for (JoinedRequest request : other.joined) {
    request.row = row_map[request.row];
    if (request.row != FlatMap::kNone) joined.push_back(request);
  }
  const auto sum = [&](std::uint32_t ours, std::uint32_t theirs) {
    return from == From::same_log ? ours + theirs : std::max(ours, theirs);
  };
  // Who has no row because there was no room needs no pages either.
  for (const PagesSeen& theirs : other.pages_) {
    if (!is_roomy && !map.is_known(theirs.address)) continue;
    PagesSeen& ours = pages_of(theirs.suspect, map[theirs.address]);
    ours.pages = sum(ours.pages, theirs.pages);
  }
  for (const History& theirs : other.history_) {
    History& ours = history_of(theirs.suspect, map[theirs.page]);
    ours.requests = sum(ours.requests, theirs.requests);
    for (const IpAddress& address : theirs.addresses) add_address(ours.addresses, address);
    for (const CallerHistory& caller : theirs.callers) {
      CallerHistory& known = caller_at(ours.callers, caller.network);
      known.posts = sum(known.posts, caller.posts);
      known.days |= caller.days;
    }
  }
}

std::uint32_t WebEvidence::row_of(RequestRow&& row) {
  const auto next = static_cast<std::uint32_t>(rows.size());
  const std::uint32_t found =
      row_index_.insert(row_key(row.suspect, row.page(), row.address), next);
  if (found != next)
    add(rows[found], std::move(row), From::same_log);
  else
    add_row(std::move(row));
  return found;
}

// Who asked for it before is known from the log without sites, if from any.
void WebEvidence::share_history(std::uint32_t suspect, const PageId& page, const IsOurs& is_ours) {
  const PageId nowhere{strings.find(""), page.path};
  const std::uint32_t ours = history_index_.find(page_key(suspect, page));
  const std::uint32_t theirs = history_index_.find(page_key(suspect, nowhere));
  if (ours == FlatMap::kNone || theirs == FlatMap::kNone || ours == theirs) return;
  if (!std::ranges::all_of(history_[ours].addresses, is_ours)) return;
  history_[ours].addresses = history_[theirs].addresses;
  history_[ours].callers = history_[theirs].callers;
}

void WebEvidence::settle(const IsOurs& is_ours) {
  std::ranges::stable_sort(joined, {}, &JoinedRequest::at);
  if (logs_ > 1) drop_told_twice(is_ours);
  join_two_lines();
  list_places();
}

std::uint32_t WebEvidence::pages_seen(std::uint32_t suspect, std::uint32_t address) const {
  const std::uint32_t found = pages_index_.find(place_key(suspect, address));
  return found == FlatMap::kNone ? 0 : pages_[found].pages;
}

void WebEvidence::list_places() {
  places_.assign(suspects_->size(), {});
  const auto add = [&](std::uint32_t of, auto list, std::uint32_t place) {
    if (of < places_.size()) (places_[of].*list).push_back(place);
  };
  for (std::uint32_t i = 0; i < rows.size(); ++i) add(rows[i].suspect, &Places::rows, i);
  for (std::uint32_t i = 0; i < joined.size(); ++i)
    add(rows[joined[i].row].suspect, &Places::joined, i);
  for (std::uint32_t i = 0; i < pages_.size(); ++i) add(pages_[i].suspect, &Places::pages_seen, i);
}

const WebEvidence::Places& WebEvidence::places_of(std::uint32_t suspect) const {
  static const Places none;
  return suspect < places_.size() ? places_[suspect] : none;
}

std::uint64_t WebEvidence::pages_seen_by_all(std::uint32_t suspect) const {
  std::uint64_t all = 0;
  for (const std::uint32_t place : places_of(suspect).pages_seen) all += pages_[place].pages;
  return all;
}

std::size_t WebEvidence::lookers(std::uint32_t suspect) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      places_of(suspect).pages_seen, [&](std::uint32_t place) { return pages_[place].pages > 0; }));
}

PageHistory WebEvidence::history(std::uint32_t suspect, const PageId& page) const {
  const std::uint32_t found = history_index_.find(page_key(suspect, page));
  if (found == FlatMap::kNone) return {};
  const History& history = history_[found];
  return {history.requests, static_cast<std::uint32_t>(history.addresses.size())};
}

bool WebEvidence::knows_other_pages_before(std::uint32_t suspect, const PageId& page) const {
  if (suspect < others_asked_for_.size() && others_asked_for_[suspect] != 0) return true;
  return std::ranges::any_of(rows_of(suspect), [&](const RequestRow& row) {
    return row.page() != page && history(suspect, row.page()).requests > 0;
  });
}

std::span<const IpAddress> WebEvidence::askers_before(std::uint32_t suspect,
                                                      const PageId& page) const {
  const std::uint32_t found = history_index_.find(page_key(suspect, page));
  if (found == FlatMap::kNone) return {};
  return history_[found].addresses;
}

bool WebEvidence::asked_before(std::uint32_t suspect, const PageId& page,
                               const IpAddress& address) const {
  const std::span<const IpAddress> askers = askers_before(suspect, page);
  return std::ranges::find(askers, address) != askers.end();
}

CallerHistory WebEvidence::posted_before(std::uint32_t suspect, const PageId& page,
                                         const IpAddress& address) const {
  const std::uint32_t found = history_index_.find(page_key(suspect, page));
  if (found == FlatMap::kNone) return {};
  const std::vector<CallerHistory>& callers = history_[found].callers;
  const auto caller =
      std::ranges::find(callers, neighbourhood_of(address).base, &CallerHistory::network);
  return caller == callers.end() ? CallerHistory{} : *caller;
}

}  // namespace queuehound
