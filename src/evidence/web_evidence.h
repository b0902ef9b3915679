// Which requests drove a program that mails. Requests are joined to submissions by time, not by
// count: innocent visitors ask for the same page too (design.md 4).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/flat_map.h"
#include "base/interner.h"
#include "base/ip_address.h"
#include "base/time.h"
#include "evidence/facts.h"

namespace queuehound {

inline constexpr seconds kRequestToMail{2};  // a message follows its request within this
inline constexpr seconds kMailToRequest{1};  // nginx stamps a request when it ends
inline constexpr std::size_t kMaxJoined = 4u << 20;
inline constexpr std::size_t kMaxRequestRows = 2u << 20;

// One program under suspicion, and when it mailed.
struct MailTimes {
  std::vector<std::int64_t> seconds;  // UTC, sorted, distinct
  bool follows(Time request) const;   // did a message start within reach of the request?
  // Chance that a request at a random moment between the first and the last message is followed by
  // one.
  double coverage() const;
};

struct RequestRow {  // one address asking for one page of one suspect's site
  std::uint32_t suspect = 0;
  std::uint32_t url = 0;   // "host/path"
  std::uint32_t path = 0;  // decoded path
  std::uint32_t address = 0;
  std::uint32_t requests = 0, posts = 0;  // inside the window
  std::uint32_t joined = 0, joined_posts = 0;
  Time first{}, last{}, first_joined{}, last_joined{};
  SourceRef source;  // first joined request, else the first
  std::string line;
};

struct JoinedRequest {
  Time at{};
  std::uint32_t row = 0;
  bool is_post = false;
};

struct PageHistory {  // a page before the window: was it in honest use?
  std::uint32_t requests = 0;
  std::uint32_t addresses = 0;  // distinct, counted to 64
};

class WebEvidence {
 public:
  // `suspects`: when each of them mailed; row numbers are used as suspect ids.
  explicit WebEvidence(std::vector<MailTimes> suspects, Time from, Time to)
      : suspects_(std::move(suspects)), from_(from), to_(to) {}

  struct Request {
    Time at{};
    std::string_view host, path;  // path decoded
    IpAddress address;
    bool is_post = false;
    bool is_page = false;  // GET of something a person looks at
    SourceRef source;
    std::string_view line;
  };
  void learn(std::uint32_t suspect, const Request& request);
  void absorb(WebEvidence&& other);
  void settle();  // sorts joined requests by time

  const MailTimes& mail_times(std::uint32_t suspect) const { return suspects_[suspect]; }
  std::string_view text(std::uint32_t id) const { return strings.text(id); }
  IpAddress address(std::uint32_t id) const;
  // Pages (not forms, pictures or style sheets) an address looked at on the suspect's site.
  std::uint32_t pages_seen(std::uint32_t suspect, std::uint32_t address) const;
  PageHistory history(std::uint32_t suspect, std::uint32_t path) const;

  Interner strings;
  std::vector<RequestRow> rows;
  std::vector<JoinedRequest> joined;
  std::uint64_t requests_seen = 0;

 private:
  std::vector<MailTimes> suspects_;
  Time from_, to_;
  FlatMap row_index_;
  std::unordered_map<std::uint64_t, std::uint32_t> pages_;  // (suspect, address)
  std::unordered_map<std::uint64_t, PageHistory> history_;  // (suspect, path)
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> history_addresses_;
};

}  // namespace queuehound
