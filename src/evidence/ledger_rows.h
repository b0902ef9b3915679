// The rows of the ledger's tables. Those that come by the hundred thousand are plain data without
// padding: they are joined, kept and given back as blocks of bytes, and what only few of them need
// stands in a row of its own.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_set>

#include "base/time.h"
#include "evidence/facts.h"
#include "mail/message_id.h"

namespace queuehound {

using ActorId = std::uint32_t;
using MessageIndex = std::uint32_t;
inline constexpr std::uint32_t kNothing = 0xFFFFFFFFu;

// Of an actor's mail there are more of these than of anything else, most of a letter or two. Beyond
// the year 2089, a million letters and 16 million recipients an hour it is the last of its kind.
struct HourCount {
  std::uint64_t hour : 20 = 0;  // hours since 1970 UTC
  std::uint64_t messages : 20 = 0;
  std::uint64_t recipients : 24 = 0;

  HourCount() = default;
  HourCount(std::int32_t at, std::uint64_t messages_seen, std::uint64_t recipients_seen)
      : hour(std::min(static_cast<std::uint64_t>(std::max(at, 0)), kMost20) & kMost20) {
    add(messages_seen, recipients_seen);
  }
  void add(std::uint64_t messages_seen, std::uint64_t recipients_seen) {
    messages = std::min(messages + messages_seen, kMost20) & kMost20;
    recipients = std::min(recipients + recipients_seen, kMost24) & kMost24;
  }

 private:
  static constexpr std::uint64_t kMost20 = (1u << 20) - 1, kMost24 = (1u << 24) - 1;
};
static_assert(sizeof(HourCount) == 8);

struct RowRange {
  std::uint32_t begin = 0, count = 0;
};

struct ActorRecord {
  std::uint32_t name = 0;    // string id: login, account, or the 16 bytes of an address
  std::uint32_t place = 0;   // string id of the directory of local submissions
  RowRange hours, messages;  // filled by settle(): see Ledger::hours_of, messages_of
  std::uint32_t oldest_hour = kNothing, newest_hour = kNothing;  // a chain, while it is learned
  std::uint32_t family = 0;  // string id: of a remote host, mail/host_family; 0 = none
  SubmissionClass submission = SubmissionClass::remote;
  std::uint8_t unused[3] = {};
};

// Where a line stands that may be shown, and how to know it again: the texts of all guessers' first
// lines would be more than their rows.
struct SeenLine {
  std::uint64_t offset = 0;
  std::uint32_t file = SourceRef::kNoFile;
  std::uint32_t digest = 0;  // digest_of_line; 0 = no line
  SourceRef source() const { return {file, offset}; }
};

// A SourceRef in half the room: up to 16 million files of a terabyte each. What lies beyond has no
// place.
class ShortPlace {
 public:
  ShortPlace() : file_(kNoFile), offset_(0) {}
  ShortPlace(SourceRef place) : ShortPlace() {
    if (place.file >= kNoFile || place.offset >> kOffsetBits != 0) return;
    file_ = place.file & kNoFile;
    offset_ = place.offset & ((std::uint64_t{1} << kOffsetBits) - 1);
  }
  operator SourceRef() const {
    if (file_ == kNoFile) return {};
    return {static_cast<std::uint32_t>(file_), offset_};
  }

 private:
  static constexpr std::uint32_t kNoFile = (1u << 24) - 1;
  static constexpr int kOffsetBits = 40;

  std::uint64_t file_ : 24;
  std::uint64_t offset_ : 40;
};

// Seconds since 1970 in half the room of a Time, for rows that come by the hundred thousand. What
// lies outside 1970 to 2106 is kept as the nearest; Time{} is none in both.
class ShortTime {
 public:
  ShortTime() = default;
  ShortTime(Time at)
      : seconds_(static_cast<std::uint32_t>(
            std::clamp<std::int64_t>(at.time_since_epoch().count(), 0, UINT32_MAX))) {}
  operator Time() const { return Time(seconds(seconds_)); }
  seconds time_since_epoch() const { return seconds(seconds_); }
  friend Time operator+(ShortTime at, seconds later) { return Time(at) + later; }
  friend Time operator-(ShortTime at, seconds earlier) { return Time(at) - earlier; }
  friend seconds operator-(ShortTime a, ShortTime b) { return Time(a) - Time(b); }
  friend auto operator<=>(ShortTime, ShortTime) = default;

 private:
  std::uint32_t seconds_ = 0;
};

struct AddressUse {  // one address of one mailbox's SMTP AUTH
  ActorId actor = 0;
  std::uint32_t address = 0;  // string id of 16 bytes
  std::uint32_t messages = 0;
  std::uint32_t days = 0;  // distinct days seen
  Time first{}, last{};
  std::int32_t last_day = -1;
  // String id of mail/host_family, of a mail host's verified name that it calls itself by; 0 =
  // none. As the first of its messages has it.
  std::uint32_t family = 0;
};

// The time that everything learned lies in, also what was not kept of it.
struct StampSpan {
  Time first = Time::max(), last = Time::min();
  void see(Time at) {
    first = std::min(first, at);
    last = std::max(last, at);
  }
  void add(const StampSpan& other) {
    first = std::min(first, other.first);
    last = std::max(last, other.last);
  }
};

struct RecipientEntry {
  static constexpr std::uint32_t kMostCopies = (1u << 24) - 1;

  std::uint64_t hash = 0;  // keyed_hash_folded of the address
  std::uint32_t next = kNothing;
  std::uint32_t domain = 0;  // string id
  std::uint32_t text = 0;    // string id; for mail from remote hosts and for redirected addresses
  // Final deliveries of this one recipient, of which a list or alias has many.
  std::uint32_t copies : 24 = 0;
  Outcome outcome : 3 = Outcome::unknown;
  bool is_unknown_recipient : 1 = false;
  bool is_spam_refusal : 1 = false;
  bool unused_0 : 1 = false, unused_1 : 1 = false, unused_2 : 1 = false;

  void add_copies(std::uint32_t count) {
    copies = std::min(copies + count, kMostCopies) & kMostCopies;
  }
};

struct HeaderHints {  // string ids; what a queued message says of itself
  std::uint32_t php_script = 0, php_originating = 0, source_directory = 0, source_arguments = 0;
  std::uint32_t board_origin = 0, board_user_ip = 0, mailer = 0, from_header = 0, list_id = 0;
  std::uint32_t shape = 0;  // no string: a hash of its headers' names and order; 0 = not known
  friend bool operator==(const HeaderHints&, const HeaderHints&) = default;
};

// What a message's "<=" line tells beside: of a queue that no log tells of there is none.
struct ArrivalLine {
  std::uint64_t header_id = 0;  // of the Message-ID
  ShortPlace place;
};

struct Message {
  MessageId id;
  ShortTime at;
  ActorId actor = 0;
  std::uint32_t sender = 0;    // string id, folded; 0 = bounce
  std::uint32_t subject = 0;   // string id of the decoded subject, at most 120 bytes
  std::uint32_t skeleton = 0;  // string id
  std::uint32_t address = 0;   // string id of 16 bytes; 0 = none
  std::uint32_t first_recipient = kNothing;
  std::uint32_t recipients = 0;
  // Row of Ledger::arrival_lines where it has a line, of Ledger::hints where it has none.
  std::uint32_t told = kNothing;
  bool has_line : 1 = false;
  bool in_window : 1 = false;
  bool in_log : 1 = false;
  bool in_spool : 1 = false;
  bool is_frozen : 1 = false;
  bool is_completed : 1 = false;
  bool has_outcome : 1 = false;      // any delivery line: the id lived
  bool was_to_loopback : 1 = false;  // delivered to a program of this server that listens there
  bool came_twice : 1 = false;       // a filter handed it back: its actor is the first message's
  bool is_counted_elsewhere : 1 = false;  // the other of the two counts: see join_handed_back
  bool is_tampered : 1 = false;           // its line stands in a forged block
  bool is_proven : 1 = false;             // its log line cannot have been forged
  bool is_cron : 1 = false;
  bool is_reply : 1 = false;
  bool has_list_headers : 1 = false;
  bool has_subject : 1 = false;
  bool directory_is_certain : 1 = false;
  bool is_named_ours : 1 = false;    // its client has this server's own name
  bool came_with_login : 1 = false;  // of its client, whether or not anything tells as whom
  bool is_by_webmail : 1 = false;    // whose it is its webmail's log tells, and not Exim's
  // By Dovecot's submission service, and no login that was read begins its session.
  bool is_of_unknown_session : 1 = false;
  std::uint8_t unused_bits : 3 = 0;
  std::uint8_t unused = 0;

  // Of its actor's mail: it really was a message, and no other stands for it.
  bool is_counted() const { return !is_tampered && !is_counted_elsewhere; }
};
static_assert(sizeof(Message) == 56);

// A filter was handed one message and answered which second one this server made of it.
struct HandedBack {
  MessageId first, second;
  friend bool operator==(const HandedBack&, const HandedBack&) = default;
};

// Attacks are measured by their busiest hour. Events come in the order of a log, and a log in parts
// that may begin and end in the middle of an hour: so the first hour is remembered apart.
struct HourRun {
  std::int32_t first_hour = -1;  // hours since 1970 UTC
  std::uint32_t in_first_hour = 0;
  std::int32_t hour = -1;  // the last one
  std::uint32_t in_hour = 0;
  std::uint32_t busiest = 0;  // events in the busiest

  void add(std::int32_t now, std::uint32_t events) {
    if (now != hour) in_hour = 0;
    hour = now;
    in_hour += events;
    if (first_hour == -1) first_hour = hour;
    if (hour == first_hour) in_first_hour += events;
    busiest = std::max(busiest, in_hour);
  }
  // An hour that a cut goes through is one hour.
  void absorb(const HourRun& later) {
    if (later.first_hour == -1) return;
    const bool is_one_hour = later.hour == later.first_hour;
    const std::uint32_t joined = hour == later.first_hour ? in_hour + later.in_first_hour : 0;
    if (first_hour == -1) first_hour = later.first_hour;
    if (first_hour == later.first_hour) in_first_hour += later.in_first_hour;
    busiest = std::max({busiest, later.busiest, joined});
    in_hour = is_one_hour && joined != 0 ? joined : later.in_hour;
    hour = later.hour;
  }
  friend bool operator==(const HourRun&, const HourRun&) = default;
};

struct LoginKey {
  std::uint32_t user = 0, address = 0;
  Login::Door door = Login::Door::imap;
  std::uint8_t unused[3] = {};
  friend bool operator==(const LoginKey&, const LoginKey&) = default;
};
struct LoginUse {
  LoginKey key;
  std::uint32_t failed_before = 0;  // before the window
  std::uint32_t unknown_user = 0;
  ShortTime first_failure, last_failure;
  std::uint32_t got_in = kNothing;     // row of Ledger::logins_got_in
  std::uint32_t in_window = kNothing;  // row of Ledger::logins_in_window
};
struct LoginsGotIn {                   // most that try never do
  std::uint32_t succeeded_before = 0;  // before the window
  std::uint32_t days = 0;              // distinct ones with a success
  std::int32_t last_day = -1;
  ShortTime first_success, last_success;
};
struct LoginsInWindow {
  std::uint32_t succeeded = 0, failed = 0;
  std::uint32_t proven = 0;  // failures whose lines cannot have been forged
  HourRun hours;             // of failures
  SeenLine line;             // the first failure, else the first success
};

// Refusals whose client nobody can tell: what it called itself holds an address as Exim writes one,
// and the line can be read as either's. Nobody is blamed, but somebody must be told.
struct TwofoldRefusals {
  std::uint64_t logins = 0, others = 0;  // in the window
  std::string line;                      // the first, at most 200 bytes
};

struct RefusalUse {  // one remote address that was refused
  std::uint32_t address = 0;
  std::uint32_t before = 0;            // the window
  std::uint32_t in_window = kNothing;  // row of Ledger::refusals_in_window
};
struct RefusalsInWindow {
  std::uint32_t by_what[6] = {};          // Refusal::What
  std::uint32_t distinct_recipients = 0;  // at most kRefusedRecipients
  std::uint32_t proven = 0;
  Time first{}, last{};
  HourRun hours;
  std::uint32_t family = 0;  // as of a remote host's ActorRecord
  SeenLine line;
};
inline constexpr std::uint32_t kRefusedRecipients = 512;  // that are told apart, of one address
struct RefusedRecipient {                                 // one of those that are counted
  std::uint64_t hash = 0;
  std::uint32_t row = 0;  // of Ledger::refusals_in_window
  std::uint32_t unused = 0;
};

struct BounceRefusals {  // bounces to addresses that do not exist here, by domain
  std::uint64_t count = 0;
  std::unordered_set<std::uint32_t> hosts;
  Time first{}, last{};
};

struct WebmailUse {
  Time at{};
  std::uint32_t user = 0, address = 0;  // address: 0 = not told
  std::uint32_t recipient = 0;          // of its hash; 0 = not told
  WebmailDeed deed = WebmailDeed::request;

  bool is_send() const { return deed >= WebmailDeed::send; }
  bool tells_sender() const {
    return deed == WebmailDeed::telling || deed == WebmailDeed::telling_open;
  }
};

struct OpenedUse {
  std::uint32_t user = 0;
  ShortTime at;
  friend bool operator==(const OpenedUse&, const OpenedUse&) = default;
};

struct SubmissionRow {        // SubmissionStep
  std::uint64_t session = 0;  // keyed hash; 0 = not told
  MessageId letter;
  ShortTime at;
  std::uint32_t user = 0, address = 0;  // string ids
  SubmissionStep::What what = SubmissionStep::What::login;
  std::uint8_t unused[3] = {};
  friend bool operator==(const SubmissionRow&, const SubmissionRow&) = default;
};

// Of one person, at Dovecot's submission service.
struct SubmissionSession {
  std::uint32_t user = 0, address = 0;
  ShortTime begin, end;
};

struct PhpCall {
  Time at{};
  std::uint32_t script = 0;
  std::uint64_t to_hash = 0;
  SourceRef source;
};

struct PipedRun {  // of a program that letters are piped to, inside the window
  MessageId letter;
  Time end{};
  std::uint32_t command = 0, recipient = 0;  // string ids
  SourceRef source;
  Time begin() const { return letter.time(); }
};

struct DomainDeliveries {  // of whole addresses, none forwarded
  std::uint64_t local = 0, remote = 0;
  std::uint32_t domain = 0;  // string id
  std::uint32_t unused = 0;
};

struct CronEntry {
  std::string user, command,
      path;  // path: the crontab it stands in, or "" where only the log tells
  std::size_t line = 0;
  std::string schedule = {};  // "*/5 * * * *"; "" where only the log tells
};

}  // namespace queuehound
