// All that is known of the server, in tables with 32-bit ids. Partial ledgers are filled by one
// thread each and absorbed in the order of the log; nothing here is ever locked.
//
// Memory: messages inside the window are kept one by one (campaigns are made of messages);
// everything older is folded into hourly counts per actor, address uses and days. Tables of hostile
// keys have limits (Limits below); what exceeds them is counted.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/flat_map.h"
#include "base/hash.h"
#include "base/interner.h"
#include "base/ip_address.h"
#include "base/time.h"
#include "evidence/facts.h"

namespace queuehound {

inline constexpr std::size_t kMaxMessages = 8u << 20;  // in the window and queue together
inline constexpr std::size_t kMaxRecipientEntries = 32u << 20;

using ActorId = std::uint32_t;
using MessageIndex = std::uint32_t;
inline constexpr std::uint32_t kNothing = 0xFFFFFFFFu;

struct HourCount {
  std::int32_t hour = 0;  // hours since 1970 UTC
  std::uint32_t messages = 0;
  std::uint32_t recipients = 0;
};

struct ActorRecord {
  SubmissionClass submission = SubmissionClass::remote;
  std::uint32_t name = 0;              // string id: login, account, or the 16 bytes of an address
  std::uint32_t place = 0;             // string id of the directory of local submissions
  std::vector<HourCount> hours;        // every segment read, oldest first
  std::vector<MessageIndex> messages;  // filled by settle(): this actor's, in order of time
  SourceRef first_source;              // first arrival inside the window
  std::string first_line;
};

struct AddressUse {  // one address of one mailbox's SMTP AUTH
  ActorId actor = 0;
  std::uint32_t address = 0;  // string id of 16 bytes
  std::uint32_t messages = 0;
  Time first{}, last{};
  std::int32_t last_day = -1;
  std::uint32_t days = 0;  // distinct days seen
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
  std::uint64_t hash = 0;  // keyed_hash_folded of the address
  std::uint32_t next = kNothing;
  std::uint32_t domain = 0;  // string id
  std::uint32_t text = 0;    // string id; for mail from remote hosts and for redirected addresses
  std::uint32_t copies = 0;  // final deliveries of this one recipient: a list or alias has many
  Outcome outcome = Outcome::unknown;
  bool is_remote = false;
  bool is_unknown_recipient = false;
  bool is_spam_refusal = false;
};

struct HeaderHints {  // string ids; what a queued message says of itself
  std::uint32_t php_script = 0, php_originating = 0, source_directory = 0, source_arguments = 0;
  std::uint32_t board_origin = 0, board_user_ip = 0, mailer = 0, from_header = 0, list_id = 0;
};

struct Message {
  MessageId id;
  Time at{};
  ActorId actor = 0;
  std::uint32_t sender = 0;    // string id, folded; 0 = bounce
  std::uint32_t subject = 0;   // string id of the decoded subject, at most 120 bytes
  std::uint32_t skeleton = 0;  // string id
  std::uint32_t address = 0;   // string id of 16 bytes; 0 = none
  std::uint32_t first_recipient = kNothing;
  std::uint32_t recipients = 0;
  std::uint32_t hints = kNothing;  // index into Ledger::hints
  std::uint32_t list_recipient = 0;
  std::uint32_t bounced_id = 0;  // string id of R=
  std::uint64_t shape = 0;
  std::uint64_t header_id = 0;  // keyed_hash of the Message-ID; 0 = not logged
  std::uint64_t size = 0;
  SourceRef source;
  bool in_window = false;
  bool in_log = false;
  bool in_spool = false;
  bool is_frozen = false;
  bool is_completed = false;
  bool has_outcome = false;  // any delivery line: the id lived
  bool is_tampered = false;  // its line stands in a forged block
  bool is_proven = false;    // its log line cannot have been forged
  bool is_cron = false;
  bool is_reply = false;
  bool has_list_headers = false;
  bool has_subject = false;
  bool directory_is_certain = false;
};

struct LoginKey {
  std::uint32_t user = 0, address = 0;
  Login::Door door = Login::Door::imap;
  friend bool operator==(const LoginKey&, const LoginKey&) = default;
};
struct LoginUse {
  LoginKey key;
  std::uint32_t succeeded = 0, failed = 0;                // inside the window
  std::uint32_t succeeded_before = 0, failed_before = 0;  // in older segments
  std::uint32_t unknown_user = 0;
  std::uint32_t days = 0;  // distinct days with a success
  std::int32_t last_day = -1;
  Time first_success{}, last_success{}, first_failure{}, last_failure{};
  std::uint32_t failures_hour = 0, busiest_failures_hour = 0;
  std::int32_t hour = -1;
  std::int32_t first_hour = -1;  // a part of a log may begin in the middle of an hour
  std::uint32_t failures_first_hour = 0;
  std::uint32_t proven = 0;  // failures in the window whose lines cannot have been forged
  SourceRef source;          // first failure in the window, else first success
  std::string line;
};

struct RefusalUse {  // one remote address that was refused inside the window
  std::uint32_t address = 0;
  std::uint32_t by_what[6] = {};  // Refusal::What
  std::uint32_t before = 0;       // in older segments
  std::uint32_t distinct_recipients = 0;
  std::vector<std::uint64_t> recipient_hashes;  // at most 512, then only counted
  Time first{}, last{};
  std::int32_t hour = -1;
  std::uint32_t in_hour = 0, busiest_hour = 0;
  std::int32_t first_hour = -1;
  std::uint32_t in_first_hour = 0;
  std::uint32_t proven = 0;
  SourceRef source;
  std::string line;
};

struct BounceRefusals {  // bounces to addresses that do not exist here, by domain
  std::uint64_t count = 0;
  std::unordered_set<std::uint32_t> hosts;
  Time first{}, last{};
};

struct WebmailUse {
  Time at{};
  std::uint32_t user = 0, address = 0;
  bool is_send = false;
};

struct PhpCall {
  Time at{};
  std::uint32_t script = 0;
  std::uint64_t to_hash = 0;
  SourceRef source;
};

struct DomainDeliveries {  // of whole addresses, none forwarded
  std::uint64_t local = 0, remote = 0;
};

struct CronEntry {
  std::string user, command,
      path;  // path: the crontab it stands in, or "" where only the log tells
  std::size_t line = 0;
};

class Ledger {
 public:
  Ledger(Time from, Time to) : from_(from), to_(to) {}

  void learn(const Arrival& arrival);
  void learn(const RecipientOutcome& outcome);
  void learn_completed(const MessageId& id, Time at);
  void learn(const QueuedMessage& queued);
  void learn(const Login& login);
  void learn(const WebmailAct& act);
  void learn(const Refusal& refusal);
  void learn(const PhpMail& call);
  // Room for that many queued messages: growing costs as much as learning them.
  void expect_queued(std::size_t count);
  // Between these two a log is learned line by line. Its tables are larger than the caches, so rows
  // that were found lately are found again by one look, and what is counted of arrivals lags a few
  // of them behind, each row asked for ahead. What was learned is the same.
  void begin_lines();
  void end_lines();
  // A line about this message is being read: what is known of it will be asked for in a moment.
  void prefetch(const MessageId& id) const {
    const std::uint64_t key = id_hash(id);
    old_index_.prefetch(key);
    message_index_.prefetch(key);
  }
  // Lines of a forged block: what was learned from `file` at or after `offset` by this ledger is
  // not believed.
  void distrust(std::uint32_t file, std::uint64_t from_offset, std::uint64_t to_offset);
  // The log goes back on an acceptance (4.98+: "rescind the above message-accept").
  void forget(const MessageId& id);

  // Takes over a ledger filled from later bytes of the logs (or from other sources).
  void absorb(Ledger&& later);
  // After the last absorb: fills ActorRecord::messages, drops what never was a message.
  // `spool_was_read`: an arrival that is neither queued nor ever delivered then never existed.
  void settle(bool spool_was_read);

  std::uint32_t domain_id(std::string_view domain);  // its string id, in small letters
  std::string_view text(std::uint32_t id) const { return strings.text(id); }
  IpAddress address(std::uint32_t id) const;
  bool in_window(Time at) const { return at >= from_ && at <= to_; }
  Time from() const { return from_; }
  Time to() const { return to_; }
  ActorId find_actor(SubmissionClass submission, std::string_view name,
                     std::string_view place) const;

  template <class Use>
  void for_each_recipient_of(const Message& message, Use&& use) const {
    for (std::uint32_t at = message.first_recipient; at != kNothing; at = recipients[at].next)
      use(recipients[at]);
  }

  // Tables; read freely, written by learn and absorb only.
  Interner strings;
  std::vector<std::string> files;  // the same list in every partial ledger of a scan
  std::vector<ActorRecord> actors;
  std::vector<Message> messages;
  std::vector<RecipientEntry> recipients;
  std::vector<HeaderHints> hints;
  std::vector<AddressUse> address_uses;
  std::vector<LoginUse> logins;
  std::vector<RefusalUse> refusals;
  std::unordered_map<std::uint32_t, BounceRefusals> bounce_refusals;
  std::vector<WebmailUse> webmail;
  std::vector<PhpCall> php_calls;
  std::unordered_map<std::uint32_t, std::string>
      php_first_lines;                              // script → first line in the window
  std::vector<DomainDeliveries> delivered_domains;  // by string id of the domain
  std::uint64_t forged_blocks = 0;
  SourceRef first_forgery;
  std::string first_forgery_line;
  std::uint64_t doubtful_arrivals = 0;  // neither queued nor delivered nor completed
  std::uint64_t dropped_messages = 0;   // over kMaxMessages
  std::string exim_version;             // of the last "exim X daemon started" line
  std::optional<Time> oldest_log;       // first arrival in any segment: how long the history is
  std::optional<Time> newest_log;
  StampSpan stamps;  // of the facts themselves; a part of a log that ends before a window is closed

 private:
  friend class LedgerBytes;  // keeps what was learned of closed parts on disk

  struct OldMessage {  // before the window and not yet completed
    ActorId actor = 0;
    std::int32_t hour = 0;
    bool counts_deliveries = false;  // no "for" list was logged
  };
  struct Orphan {  // an outcome whose arrival stands in an earlier part of the log
    MessageId id;
    Time at{};
    std::uint64_t hash = 0;
    std::uint32_t domain = 0, text = 0;
    Outcome outcome = Outcome::unknown;
    bool is_completed = false, is_remote = false, is_unknown_recipient = false,
         is_spam_refusal = false;
  };

  struct KnownSubject {
    std::string raw;
    std::uint32_t subject = 0, skeleton = 0;
    bool is_used = false;
  };
  static constexpr std::size_t kKnownSubjects = 256;

  struct ForgedBlock {
    std::uint32_t file = 0;
    std::uint64_t from = 0, to = 0;
  };

  struct WaitingCount {  // of an arrival
    ActorId actor = 0;
    HourCount count;
    std::uint32_t use = kNothing;  // its row in address_uses
    Time at{};
  };
  static constexpr std::size_t kWaitingCounts = 16;
  struct KnownRow {  // by keyed hashes of all that names it
    std::uint64_t key = 0;
    std::uint32_t row = kNothing;
    std::uint32_t use = kNothing;  // an actor's row in address_uses for this address
  };
  static constexpr std::size_t kKnownRows = 16384;

  std::uint64_t id_hash(const MessageId& id) const;
  DomainDeliveries& deliveries_of(std::uint32_t domain);
  ActorId actor_for(SubmissionClass submission, std::uint32_t name, std::uint32_t place);
  MessageIndex message_for(const MessageId& id, Time at, ActorId actor);
  void fill(Message& message, const Arrival& arrival);
  void take_subject(Message& message, std::string_view raw);
  void add_recipient(Message& message, std::string_view address, bool keep_text);
  RecipientEntry& recipient_entry(Message& message, std::uint64_t hash, std::uint32_t domain,
                                  std::uint32_t text);
  void apply(const Orphan& event);
  void learn_old(const Arrival& arrival, ActorId actor, std::uint32_t use);
  void apply_to_old(std::uint32_t slot, std::uint64_t key, const Orphan& event);
  void count_hour(ActorId actor, Time at, std::uint32_t messages_seen,
                  std::uint32_t recipients_seen, std::uint32_t use = kNothing);
  void count_use(AddressUse& use, Time at);
  void add_counts(const WaitingCount& counts);
  void add_oldest_counts();
  KnownRow find_sender(const Arrival& arrival);
  KnownRow look_up_sender(const Arrival& arrival, std::uint64_t address_hash);
  template <class LookUp>
  std::uint32_t known_row(std::uint64_t key, LookUp&& look_up);
  std::uint32_t address_use(ActorId actor, std::uint32_t address);  // index of its row
  std::uint32_t login_use(const LoginKey& key);
  std::uint32_t refusal_use(std::uint32_t address);
  std::uint32_t intern_address(const IpAddress& address);
  void take_over(Ledger&& first);
  std::vector<std::uint32_t> intern_all(const Interner& theirs);
  void absorb_messages(Ledger& later, const std::vector<std::uint32_t>& string_map,
                       const std::vector<ActorId>& actor_map);
  void absorb_rest(Ledger& later, const std::vector<std::uint32_t>& string_map);
  void absorb_uses(Ledger& later, const std::vector<std::uint32_t>& string_map,
                   const std::vector<ActorId>& actor_map);

  Time from_, to_;
  std::uint64_t hash_key_ = hash_key();
  FlatMap actor_index_;
  FlatMap message_index_;  // by hash of id → index in messages
  FlatMap old_index_;      // by hash of id → index in old_
  std::vector<OldMessage> old_;
  std::vector<std::uint32_t> old_free_;
  FlatMap address_use_index_, login_index_, refusal_index_;
  FlatMap recipient_index_;  // (message, recipient) of messages with many recipients
  std::vector<Orphan> orphans_;
  std::vector<ForgedBlock> forged_;  // a block may begin in the part of the log before this one
  std::vector<KnownSubject> known_subjects_ = std::vector<KnownSubject>(kKnownSubjects);
  std::vector<KnownRow> known_rows_;  // none before the first begin_lines()
  std::array<WaitingCount, kWaitingCounts> waiting_;
  std::size_t waited_ = 0, waiting_end_ = 0;  // the ring's two ends, counted up for ever
  bool counts_lag_ = false;
  RecipientEntry beyond_limit_;  // takes what kMaxRecipientEntries keeps out
};

// Three overlapping words; what lies behind a short id is zero.
inline std::uint64_t Ledger::id_hash(const MessageId& id) const {
  std::uint64_t words[3];
  std::memcpy(&words[0], id.chars.data(), 8);
  std::memcpy(&words[1], id.chars.data() + 8, 8);
  std::memcpy(&words[2], id.chars.data() + 15, 8);
  return mix(mix(words[0] ^ hash_key_, words[1]), words[2]);
}

}  // namespace queuehound
