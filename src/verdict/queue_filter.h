// Which queued messages are meant: patterns over what the spool says of a message. Literal text,
// never a regular expression: nobody has to escape a dot, and no pattern takes longer than its
// length times the text's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/ip_address.h"
#include "base/time.h"
#include "host/server.h"
#include "survey/spool_survey.h"
#include "verdict/attribution.h"

namespace queuehound {

// "text": anywhere in it; "=text": all of it; with a '*' or '?': a glob of all of it. Letter case
// (ASCII) makes no difference.
class TextPattern {
 public:
  explicit TextPattern(std::string_view typed);
  bool matches(std::string_view text) const;

 private:
  enum class Form : std::uint8_t { inside, whole, glob };
  Form form_ = Form::inside;
  std::string folded_;
};

// An address or network, in any spelling: all that lie in it, so .1 is not .11. Anything else is a
// TextPattern of the address as text.
class AddressPattern {
 public:
  explicit AddressPattern(std::string_view typed);
  bool matches(const IpAddress& address) const;

 private:
  std::optional<IpNetwork> network_;
  TextPattern text_;
};

// "kind:name" or the name alone, all of it: web1 is not web10. An ip: (or net:) is an
// AddressPattern; with a '*' or '?' a glob of either. A domain: is whoever logged in or sends by a
// name in it or below it, as `who domain:` counts; a dir: is where the program lies.
class ActorPattern {
 public:
  explicit ActorPattern(std::string_view typed);
  bool matches(std::string_view actor) const;  // "mailbox:a@b", "account:user", "ip:192.0.2.1"
  bool matches_domain(std::string_view domain) const;
  bool matches_folder(std::string_view folder) const;

 private:
  std::optional<AddressPattern> address_;
  std::string domain_, folder_;  // lower case; without a slash at its end
  TextPattern whole_;
};

struct QueueFilter {
  // All that is given must hold; with is_any one is enough, but for queues and ids. Of several
  // patterns of one kind, one.
  std::vector<TextPattern> senders;     // of "<sender>"; whole and glob of the bare address too
  std::vector<TextPattern> recipients;  // not yet delivered ones, or with_delivered all
  std::vector<TextPattern> sizes;       // of the size as Exim shows it: "12K"
  std::vector<TextPattern> subjects;    // decoded
  std::vector<ActorPattern> actors;
  std::vector<TextPattern> programs;       // script or folder of its program; needs attributions
  std::vector<AddressPattern> origins;     // the address that drives it; needs attributions
  std::vector<AddressPattern> addresses;   // the client's
  std::vector<AddressPattern> interfaces;  // our own address that it came to
  std::vector<TextPattern> helo_names;     // what the client called itself
  std::vector<TextPattern> protocols;      // "esmtpsa", "local"
  std::vector<TextPattern> queues;         // "" is the main one
  std::vector<TextPattern> scripts;        // what the message says made it
  std::vector<std::string> skeletons;      // of subjects alike (mail/subject.h)
  std::vector<std::string> campaigns;      // ids; with skeletons: any of both
  std::vector<std::pair<std::string, TextPattern>> headers;  // name, pattern of the decoded value
  std::optional<std::unordered_set<std::string>> ids;        // only these
  std::optional<std::uint64_t> at_least, at_most;            // bytes
  std::optional<std::uint64_t> fewest_recipients, most_recipients;  // counted as `recipients` are
  std::optional<seconds> younger, older;
  // Both of a pair may be asked, as exiqgrep -z -x: nothing is both.
  bool frozen = false, not_frozen = false, bounce = false, not_bounce = false;
  bool with_delivered = false;
  bool is_any = false;
  bool is_inverted = false;
};

struct QueueCandidate {  // one queued message, and what else a filter may ask of it
  const SpoolMessage& message;
  std::string_view queue = {};
  std::uint64_t size = 0;
  std::string_view size_text = {};
  const Attribution* known = nullptr;  // where the logs were read
};
// Otherwise all messages match.
bool asks_anything(const QueueFilter& filter);
bool matches(const QueueFilter& filter, const QueueCandidate& candidate, const Server& server,
             Time now);

// Who can answer for it, by what Exim itself wrote in the spool; a login without domain has the
// server's, as a scan has it.
std::string spool_actor(const SpoolHeader& header, const Server& server);
// Of the spool's actor and subject.
std::string spool_campaign(const SpoolHeader& header, const Server& server);
// What the message says made it (a hint, as every header is): X-PHP-Script and its kin; "" nothing.
std::string claimed_script(const SpoolHeader& header);
std::string decoded_subject(const SpoolHeader& header);
// By its -H, or by its name where that cannot be read.
Time arrival_of(const SpoolMessage& message);

}  // namespace queuehound
