// Which requests drove a program that mails. Requests are joined to submissions by time, not by
// count: innocent visitors ask for the same page too (design.md 4).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/flat_map.h"
#include "base/interner.h"
#include "base/ip_address.h"
#include "base/time.h"
#include "evidence/facts.h"

namespace queuehound {

inline constexpr seconds kRequestToMail{2};  // a message follows its request within this
inline constexpr seconds kMailToRequest{1};  // nginx stamps a request when it ends
// Both lines of a request that two logs tell: each is within reach of one message.
inline constexpr seconds kToldTwiceWithin = kRequestToMail + kMailToRequest;
inline constexpr std::size_t kMaxJoined = 4u << 20;
// Rows of one suspect and of all: a row takes some 200 bytes, and whoever asks for a name of his
// own making each time, or from an IPv6 address of his own each time, would else have the server
// run out of memory (seen: 2.7 GB of a log of 480 MB).
inline constexpr std::size_t kMaxRowsOfSuspect = 1u << 20, kMaxRows = 8u << 20;

// One program under suspicion, and when it mailed.
struct MailTimes {
  std::vector<std::int64_t> seconds;  // UTC, sorted, distinct
  bool follows(Time request) const;   // did a message start within reach of the request?
  // Chance that a request at a random moment between the first and the last message is followed by
  // one.
  double coverage() const;
};

struct PageId {  // string ids
  std::uint32_t site = 0, path = 0;
  friend auto operator<=>(const PageId&, const PageId&) = default;
};

inline constexpr std::uint32_t kNobody = UINT32_MAX;  // whose row was found to be another's

struct RequestRow {  // one address asking for one page of one suspect's site
  std::uint32_t suspect = 0;
  std::uint32_t host = 0;  // the first request's; with the path behind it the page's URL
  std::uint32_t site = 0;  // whose page it is; many sites have a page of one path
  std::uint32_t path = 0;  // decoded path
  std::uint32_t address = 0;
  std::uint32_t user_agent = 0;           // keyed hash of the first request's; 0: none is told
  std::uint32_t requests = 0, posts = 0;  // inside the window
  std::uint32_t joined = 0, joined_posts = 0;
  Time first{}, last{}, first_joined{}, last_joined{};
  SourceRef source;  // first joined request, else the first
  std::string line;
  PageId page() const { return {site, path}; }
};

struct JoinedRequest {
  Time at{};
  std::uint32_t row = 0;
  std::uint16_t log = 0;  // which of several logs tells of it
  bool is_post = false;
};

struct PageHistory {  // a page before the window: was it in honest use?
  std::uint32_t requests = 0;
  std::uint32_t addresses = 0;  // distinct, counted to 64
};

struct CallerHistory {  // who posts to a page, told by his neighbourhood, before the window
  IpAddress network;
  std::uint32_t posts = 0;
  std::uint32_t days = 0;  // one bit a day back from the window
};

class WebEvidence {
 public:
  // `suspects`: when each of them mailed; row numbers are used as suspect ids.
  explicit WebEvidence(std::vector<MailTimes> suspects, Time from, Time to)
      : suspects_(std::make_shared<const std::vector<MailTimes>>(std::move(suspects))),
        from_(from),
        to_(to) {}
  // Empty, of the same suspects and window: for one part of the logs.
  WebEvidence part() const;

  // Of pages before the window only those that mailed in it are ever asked for (history()). A part
  // that is told which keeps no others, so that its memory is not the visitors' to choose.
  void keep_history_of(const std::vector<std::string>& paths);
  std::vector<std::string> joined_paths() const;  // pages that were followed by mail

  struct Request {
    Time at{};
    std::string_view host, path;  // path decoded
    std::string_view site;        // one name for all names of the host's site
    std::uint64_t path_hash = 0;  // hash_of(path)
    IpAddress address;
    bool is_post = false;
    bool is_page = false;  // GET of something a person looks at
    SourceRef source;
    std::string_view line;
    std::string_view user_agent;
  };
  static std::uint64_t hash_of(std::string_view path);
  // False where a request at that time for that path would teach nothing but that it was.
  bool wants(const Request& request) const;
  // Whether it tells that the pages of these suspects were asked for before the window.
  bool note_unwanted(const std::vector<std::uint32_t>& suspects, const Request& request);
  void learn(std::uint32_t suspect, const Request& request);
  void absorb(WebEvidence&& other);  // another part of the same log
  // All of another log. It may tell of the same requests: a proxy and the web server behind it both
  // write.
  void absorb_log(WebEvidence&& other);
  // Sorts joined requests by time; what two logs tell is one request, and who looks over one
  // protocol and posts over the other is one visitor. `is_ours`: an address that
  // stands for somebody else's where another log has that one.
  using IsOurs = std::function<bool(const IpAddress&)>;
  void settle(const IsOurs& is_ours);

  // Some log of its sites does not tell who asked, or what it tells may be anybody's, so nothing
  // was learned from it: that a request is not known does not mean that there was none.
  void hide_requests_of(std::uint32_t suspect);
  bool hides_requests_of(std::uint32_t suspect) const {
    return is_full(suspect) || (suspect < hidden_.size() && hidden_[suspect] != 0);
  }
  // Somebody asked for whom there was no room: he is not known, nor named.
  bool is_full(std::uint32_t suspect) const {
    return suspect < full_.size() && full_[suspect] != 0;
  }

  const MailTimes& mail_times(std::uint32_t suspect) const { return (*suspects_)[suspect]; }
  std::string_view text(std::uint32_t id) const { return strings.text(id); }
  std::string url_of(const RequestRow& row) const;  // "host/path"
  IpAddress address(std::uint32_t id) const;
  // Pages (not forms, pictures or style sheets) an address looked at on the suspect's site.
  std::uint32_t pages_seen(std::uint32_t suspect, std::uint32_t address) const;
  std::uint64_t pages_seen_by_all(std::uint32_t suspect) const;
  std::size_t lookers(std::uint32_t suspect) const;  // addresses that looked at pages there
  // One suspect's of `rows` and of `joined`, in their order, after settle(). A server has thousands
  // of suspects, and a site that is scanned a hundred thousand rows: to look through all of them
  // for each suspect took hours.
  auto rows_of(std::uint32_t suspect) const {
    const auto row_at = [this](std::uint32_t place) -> const RequestRow& { return rows[place]; };
    return std::views::transform(places_of(suspect).rows, row_at);
  }
  auto joined_of(std::uint32_t suspect) const {
    const auto at = [this](std::uint32_t place) -> const JoinedRequest& { return joined[place]; };
    return std::views::transform(places_of(suspect).joined, at);
  }
  PageHistory history(std::uint32_t suspect, const PageId& page) const;
  // Requests of before the window are known, if of other pages of the suspect's: that there are
  // none of this one tells something.
  bool knows_other_pages_before(std::uint32_t suspect, const PageId& page) const;
  // Before the window; of a page with many visitors only the first of them are known.
  std::span<const IpAddress> askers_before(std::uint32_t suspect, const PageId& page) const;
  bool asked_before(std::uint32_t suspect, const PageId& page, const IpAddress& address) const;
  // Likewise; nothing where that neighbourhood is not known to have posted.
  CallerHistory posted_before(std::uint32_t suspect, const PageId& page,
                              const IpAddress& address) const;

  Interner strings;
  std::vector<RequestRow> rows;
  std::vector<JoinedRequest> joined;

 private:
  struct History {
    std::uint32_t suspect = 0, requests = 0;
    PageId page;
    std::vector<IpAddress> addresses;    // distinct, as many as are counted
    std::vector<CallerHistory> callers;  // by network, as many
  };
  struct PagesSeen {
    std::uint32_t suspect = 0, address = 0, pages = 0;
  };

  bool is_before_window(Time at) const { return at < from_ - kRequestToMail; }
  History& history_of(std::uint32_t suspect, const PageId& page);
  std::uint32_t site_id(std::string_view site);
  PagesSeen& pages_of(std::uint32_t suspect, std::uint32_t address);
  bool has_room(std::uint32_t suspect) const;
  bool has_room_for(const WebEvidence& other) const;
  std::uint32_t place_of(std::uint64_t key, std::uint32_t suspect);
  RequestRow& add_row(RequestRow&& row);
  RequestRow* row_for(std::uint32_t suspect, const PageId& page, std::uint32_t address,
                      const Request& request);
  enum class From : std::uint8_t { same_log, other_log };
  void absorb(WebEvidence&& other, From from);
  static void add(RequestRow& ours, RequestRow&& theirs, From from);
  void take_over_marks(const WebEvidence& other);
  void mark_full(std::uint32_t suspect);
  void drop_told_twice(const IsOurs& is_ours);  // told_twice.cc
  void join_two_lines();                        // two_lines.cc
  void drop(const std::vector<char>& is_dropped, const std::vector<char>& is_kept,
            const IsOurs& is_ours);
  // A proxy's log that names no site: what the web server behind it tells in the same seconds, of
  // the proxy's address, says whose pages its visitors asked for.
  void give_sites(const IsOurs& is_ours, std::vector<char>& is_dropped, std::vector<char>& is_kept);
  std::uint32_t row_of(RequestRow&& row);  // added to the one that is there
  void move_to_site(JoinedRequest& request, const RequestRow& behind);
  void share_history(std::uint32_t suspect, const PageId& page, const IsOurs& is_ours);

  std::shared_ptr<const std::vector<MailTimes>> suspects_;
  Time from_, to_;
  std::uint16_t logs_ = 0;
  std::shared_ptr<const FlatMap> history_paths_;  // by keyed hash; none: every page's is kept
  FlatMap row_index_;
  FlatMap history_index_;  // (suspect, page) → index in history_
  FlatMap pages_index_;    // (suspect, address) → index in pages_
  std::vector<History> history_;
  std::vector<PagesSeen> pages_;
  std::vector<char> hidden_;            // by suspect
  std::vector<char> full_;              // likewise
  std::vector<char> others_asked_for_;  // likewise: another page than those that mailed
  std::vector<std::uint32_t> rows_of_;  // likewise
  std::string last_site_;               // requests of one site come after each other
  std::uint32_t last_site_id_ = 0;

  struct Places {
    std::vector<std::uint32_t> rows, joined;  // places there
    std::vector<std::uint32_t> pages_seen;    // in pages_
  };
  void list_places();
  const Places& places_of(std::uint32_t suspect) const;
  std::vector<Places> places_;  // by suspect
};

}  // namespace queuehound
