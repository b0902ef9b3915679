// All that is known of the server, in tables with 32-bit ids. Partial ledgers are filled by one
// thread each and absorbed in the order of the log; nothing here is ever locked.
//
// Memory: messages inside the window are kept one by one (campaigns are made of messages);
// everything older is folded into hourly counts per actor, address uses and days. Tables of hostile
// keys have limits (below, and beside the rows); what exceeds them is counted.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/flat_map.h"
#include "base/hash.h"
#include "base/interner.h"
#include "base/ip_address.h"
#include "base/row_index.h"
#include "base/table.h"
#include "base/time.h"
#include "evidence/facts.h"
#include "evidence/ledger_rows.h"

namespace queuehound {

inline constexpr std::size_t kMaxMessages = 8u << 20;  // in the window and queue together
inline constexpr std::size_t kMaxRecipientEntries = 32u << 20;

class Ledger {
 public:
  // `zone`: its clock, east of UTC. A day of UTC ends at dinner in New York and at lunch in
  // Auckland: one evening there would be two days, and an evening and the next morning one.
  explicit Ledger(Time from, Time to, seconds zone = {}) : from_(from), to_(to), zone_(zone) {}

  void learn(const Arrival& arrival);
  void learn(const RecipientOutcome& outcome);
  void learn_completed(const MessageId& id, Time at);
  void learn(const QueuedMessage& queued);
  void learn(const Login& login);
  void learn(const WebmailAct& act);
  void learn(const MailboxOpened& opened);
  void learn(const SubmissionStep& step);
  void learn(const Refusal& refusal);
  void learn_twofold(Time at, bool is_login, std::string_view line);  // no client is told
  // `rejects`: of the reject log, which tells again what the main log tells of refusals and failed
  // logins. A cwd= record is written into the main log only: what stands in both is not forged.
  void believe_attacks(const Ledger& rejects);
  void learn(const PhpMail& call);
  void learn(const PipedLetter& letter);
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
  // A block began in a directory whose path goes on, behind a newline, as if it were log lines.
  void learn_forger(std::string_view path, Time at);
  // The log goes back on an acceptance (4.98+: "rescind the above message-accept").
  void forget(const MessageId& id);

  // Nothing more is learned by this one: it is judged, or joined to another.
  void forget_finders();
  // Takes over a ledger filled from later bytes of the logs (or from other sources).
  void absorb(Ledger&& later);
  // After the last absorb: fills ActorRecord::messages, drops what never was a message, and gives
  // what a filter handed back to who sent it.
  // `spool_was_read`: an arrival that is neither queued nor ever delivered then never existed.
  // `filter_accounts`: whose programs hand back mail that was delivered to them.
  void settle(bool spool_was_read, const std::vector<std::string>& filter_accounts = {});

  std::uint32_t domain_id(std::string_view domain);  // its string id, in small letters
  std::string_view text(std::uint32_t id) const { return strings.text(id); }
  IpAddress address(std::uint32_t id) const;
  bool in_window(Time at) const { return at >= from_ && at <= to_; }
  Time from() const { return from_; }
  Time to() const { return to_; }
  ActorId find_actor(SubmissionClass submission, std::string_view name,
                     std::string_view place) const;
  // Where its "<=" line stands; no place: no log that was read has it.
  SourceRef line_of(const Message& message) const {
    return message.has_line ? SourceRef(arrival_lines[message.told].place) : SourceRef();
  }
  // The first message with that Message-ID, written as the log does; nullptr where none has it.
  const Message* first_with_header_id(std::string_view header_id) const;
  std::uint64_t header_id_of(const Message& message) const {  // 0 = no line
    return message.has_line ? arrival_lines[message.told].header_id : 0;
  }
  const HeaderHints* hints_of(const Message& message) const {  // nullptr: not queued
    const std::uint32_t row = hints_row(message);
    return row == kNothing ? nullptr : &hints[row];
  }
  std::uint32_t shape_of(const Message& message) const {
    const HeaderHints* said = hints_of(message);
    return said == nullptr ? 0 : said->shape;
  }
  // What lies inside the window; nothing where its row is nothing.
  const LoginsInWindow& in_window_of(const LoginUse& use) const;
  const LoginsGotIn& got_in_of(const LoginUse& use) const;  // nothing: it never got in
  const RefusalsInWindow& in_window_of(const RefusalUse& use) const;
  std::uint32_t successes_of(const LoginUse& use) const {  // ever
    return got_in_of(use).succeeded_before + in_window_of(use).succeeded;
  }
  std::uint32_t failures_of(const LoginUse& use) const {
    return use.failed_before + in_window_of(use).failed;
  }
  // After settle(): an actor's hours, of every segment read, each once and oldest first; and its
  // messages in order of time.
  std::span<const HourCount> hours_of(const ActorRecord& actor) const {
    return {hours.data() + actor.hours.begin, actor.hours.count};
  }
  bool wrote_before_window(const ActorRecord& actor) const;
  std::span<const MessageIndex> messages_of(const ActorRecord& actor) const {
    return {actor_messages.data() + actor.messages.begin, actor.messages.count};
  }

  // Of the people of this server.
  std::int32_t day_of(Time at) const {
    return static_cast<std::int32_t>(
        std::chrono::floor<std::chrono::days>(at + zone_).time_since_epoch().count());
  }

  // What was delivered to it; nullptr: nothing.
  const DomainDeliveries* deliveries_to(std::uint32_t domain) const;

  // Those that are told apart, of every address that was refused in the window.
  std::span<const RefusedRecipient> refused_recipients() const {
    return {refused_recipients_.data(), refused_recipients_.size()};
  }

  // Whose "<=" line line_of(message) is: its own, or the first message's where it came twice.
  // `message` is a row of messages.
  const MessageId& logged_id(const Message& message) const;
  // The row that a filter handed back as `message`, which is a row too; nullptr: none.
  const Message* handed_back_from(const Message& message) const;

  template <class Use>
  void for_each_recipient_of(const Message& message, Use&& use) const {
    for (std::uint32_t at = message.first_recipient; at != kNothing; at = recipients[at].next)
      use(recipients[at]);
  }

  // Tables; read freely, written by learn and absorb only.
  Interner strings;
  std::vector<std::string> files;  // the same list in every partial ledger of a scan
  Table<ActorRecord> actors;
  Table<HourCount> hours;              // by actor; empty before settle()
  Table<MessageIndex> actor_messages;  // by actor; empty before settle()
  Table<Message> messages;
  Table<RecipientEntry> recipients;
  Table<HeaderHints> hints;
  Table<ArrivalLine> arrival_lines;
  Table<AddressUse> address_uses;
  Table<LoginUse> logins;
  Table<LoginsGotIn> logins_got_in;
  Table<LoginsInWindow> logins_in_window;
  Table<RefusalUse> refusals;
  Table<RefusalsInWindow> refusals_in_window;
  std::unordered_map<std::uint32_t, BounceRefusals> bounce_refusals;
  std::vector<WebmailUse> webmail;
  std::vector<OpenedUse> mailboxes_opened;  // kept where a webmail's log may need a witness
  Table<SubmissionRow> submission_steps;  // around the window; in the order of time after settle()
  // After settle(), where no line tells which letters were relayed: by mailbox, then by begin.
  std::vector<SubmissionSession> submission_sessions;
  std::vector<PhpCall> php_calls;
  std::vector<PipedRun> piped_runs;           // in order of their ends
  Table<DomainDeliveries> delivered_domains;  // in the order of their first delivery
  TwofoldRefusals twofold;
  std::uint64_t forged_blocks = 0;
  SourceRef first_forgery;
  // String ids of paths up to the newline in them, of blocks in the window; each once, not all of
  // many.
  std::vector<std::uint32_t> forging_paths;
  std::string first_forgery_line;
  std::uint64_t doubtful_arrivals = 0;  // neither queued nor delivered nor completed
  std::uint64_t dropped_messages = 0;   // over kMaxMessages
  std::string exim_version;             // of the last "exim X daemon started" line
  std::optional<Time> oldest_log;       // first arrival in any segment: how long the history is
  std::optional<Time> newest_log;
  StampSpan stamps;  // of the facts themselves; a part of a log that ends before a window is closed

 private:
  friend class LedgerBytes;  // keeps what was learned of closed parts on disk

  struct HourRow {                    // of an actor's chain, newest first
    std::uint32_t low = 0, high = 0;  // the count in halves: whole, half of a row would be padding
    std::uint32_t older = kNothing;

    HourRow() = default;
    HourRow(HourCount count, std::uint32_t older_row) : older(older_row) { set(count); }
    HourCount count() const {
      return std::bit_cast<HourCount>(static_cast<std::uint64_t>(high) << 32 | low);
    }
    void set(HourCount count) {
      const auto whole = std::bit_cast<std::uint64_t>(count);
      low = static_cast<std::uint32_t>(whole);
      high = static_cast<std::uint32_t>(whole >> 32);
    }
  };
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
    bool is_completed = false, is_to_loopback = false, is_unknown_recipient = false,
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
  static constexpr std::size_t kKnownHints = 4096;

  std::uint64_t id_hash(const MessageId& id) const;
  std::uint32_t keep_hints(const HeaderHints& said);  // its row
  std::uint32_t hints_row(const Message& message) const {
    if (!message.has_line) return message.told;
    return message.told < hints_of_lines_.size() ? hints_of_lines_[message.told] - 1 : kNothing;
  }
  void set_hints_row(Message& message, std::uint32_t row);
  ArrivalLine& line_row(Message& message);  // made where there is none
  DomainDeliveries& deliveries_of(std::uint32_t domain);
  MessageIndex message_row(const MessageId& id, std::uint64_t key) const {  // its hash
    return message_index_.find(key, [&](MessageIndex row) { return messages[row].id == id; });
  }
  // The row that was known of it, or `next`.
  MessageIndex index_message(const MessageId& id, std::uint64_t key, MessageIndex next) {
    return message_index_.insert(key, next,
                                 [&](MessageIndex row) { return messages[row].id == id; });
  }
  std::uint32_t index_actor(SubmissionClass submission, std::uint32_t name, std::uint32_t place,
                            std::uint32_t next);
  std::uint32_t index_address_use(ActorId actor, std::uint32_t address, std::uint32_t next);
  std::uint32_t index_login(const LoginKey& key, std::uint32_t next);
  std::uint32_t index_refusal(std::uint32_t address, std::uint32_t next);
  std::uint32_t index_refused(std::uint32_t row, std::uint64_t hash, std::uint32_t next);
  ActorId actor_for(SubmissionClass submission, std::uint32_t name, std::uint32_t place);
  MessageIndex message_for(const MessageId& id, Time at, ActorId actor);
  static std::uint64_t header_key(const Arrival& arrival);
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
  // Of a host's verified name; 0: it tells none.
  std::uint32_t family_id(std::string_view host_name, const IpAddress& address);
  KnownRow look_up_sender(const Arrival& arrival, std::uint64_t address_hash);
  template <class LookUp>
  std::uint32_t known_row(std::uint64_t key, LookUp&& look_up);
  std::uint32_t address_use(ActorId actor, std::uint32_t address);  // index of its row
  std::uint32_t login_use(const LoginKey& key);
  std::uint32_t refusal_use(std::uint32_t address);
  template <class Row>
  static const Row& row_or_none(std::uint32_t row, const Table<Row>& rows);
  template <class Row>
  static Row& row_or_new(std::uint32_t& row, Table<Row>& rows);
  LoginsGotIn& got_in_row(LoginUse& use);
  LoginsInWindow& window_row(LoginUse& use);
  RefusalsInWindow& window_row(RefusalUse& use);
  void learn_in_window(const Login& login, LoginsInWindow& use);
  void learn_in_window(const Refusal& refusal, std::uint32_t row);
  void learn_refused_bounce(const Refusal& refusal);
  void count_refused(std::uint32_t row, std::uint64_t hash);
  std::uint32_t intern_address(const IpAddress& address);
  void find_messages_again();
  void take_over(Ledger&& first);
  // Joining a later part: ids of its strings are looked up in a map.
  using StringMap = std::vector<std::uint32_t>;
  StringMap intern_all(const Interner& theirs);
  std::vector<ActorId> absorb_actors(const Ledger& later, const StringMap& string_map);
  void absorb_messages(Ledger& later, const StringMap& string_map,
                       const std::vector<ActorId>& actor_map);
  static void list_recipients(const Message& theirs, const Ledger& later,
                              const StringMap& string_map, std::vector<RecipientEntry>& to);
  void add_recipients(Message& ours, std::span<const RecipientEntry> theirs);
  void index_recipients(const Message& message);
  Message renumbered(const Message& theirs, const Ledger& later, const StringMap& string_map,
                     ActorId actor);
  ActorId actor_of_both(ActorId in_log, ActorId in_spool) const;
  void join_message(Message& ours, const Message& theirs);
  void join_recipients(Message& ours, std::span<const RecipientEntry> theirs, bool in_spool);
  void absorb_uses(const Ledger& later, const StringMap& string_map,
                   const std::vector<ActorId>& actor_map);
  void absorb_logins(const Ledger& later, const StringMap& string_map);
  static void join_logins(LoginsInWindow& ours, const LoginsInWindow& theirs);
  void absorb_refusals(const Ledger& later, const StringMap& string_map);
  static void join_refusals(RefusalsInWindow& ours, const RefusalsInWindow& theirs);
  void absorb_rest(Ledger& later, const StringMap& string_map);
  std::vector<const WebmailUse*> witnessed_letters() const;
  bool is_letter_of(const Message& message, const WebmailUse& letter) const;
  void give_to_mailbox(Message& message, std::uint32_t mailbox);
  std::vector<MessageIndex> handed_in_without_login() const;
  void doubt_cron_mail();
  void join_webmail_letters();
  void join_submissions();
  bool join_submission(const SubmissionRow& relayed, std::uint32_t address);
  void list_hours();
  void list_hours(ActorRecord& actor);
  std::size_t hours_in_chains(std::span<const ActorRecord> of) const;
  void list_messages();
  bool may_be_handed_back(const Message& message, const std::set<std::uint32_t>& filters) const;
  void join_handed_back(const std::vector<std::string>& filter_accounts);
  FlatMap first_by_answer() const;
  std::uint64_t row_key(const Message& message) const;
  bool may_be_second(const Message& first, const Message& second, bool is_local) const;
  bool is_for_the_same(const Message& first, const Message& second) const;
  void forget_deliveries(const Message& first);
  void speak_for(Message& first, Message& second);

  Time from_, to_;
  seconds zone_;
  std::uint64_t hash_key_ = hash_key();
  RowIndex actor_index_;
  RowIndex message_index_;  // by hash of id
  FlatMap old_index_;       // by hash of id → index in old_
  std::vector<OldMessage> old_;
  std::vector<std::uint32_t> old_free_;
  RowIndex address_use_index_, login_index_, refusal_index_, deliveries_index_;
  FlatMap recipient_index_;        // (message, recipient) of messages with many recipients
  Table<HandedBack> handed_back_;  // of the window; none after settle()
  FlatMap first_messages_;         // rows of messages, by row_key of what came_twice
  Table<HourRow> hour_rows_;
  Table<RefusedRecipient> refused_recipients_;
  RowIndex refused_index_;  // (refusal, recipient)
  std::vector<Orphan> orphans_;
  std::vector<ForgedBlock> forged_;  // a block may begin in the part of the log before this one
  std::vector<KnownSubject> known_subjects_ = std::vector<KnownSubject>(kKnownSubjects);
  // By row of arrival_lines, one more than the row of hints: of messages that are queued too.
  Table<std::uint32_t> hints_of_lines_;
  std::vector<std::uint32_t> known_hints_;  // rows, by keyed hash; none before the first
  std::vector<KnownRow> known_rows_;        // none before the first begin_lines()
  std::array<WaitingCount, kWaitingCounts> waiting_;
  std::size_t waited_ = 0, waiting_end_ = 0;  // the ring's two ends, counted up for ever
  bool counts_lag_ = false;
  bool recipients_in_order_ = false;  // of their messages: a queue hands out each with all of them
  RecipientEntry beyond_limit_;       // takes what kMaxRecipientEntries keeps out
};

inline std::uint64_t Ledger::id_hash(const MessageId& id) const {
  return mix(mix(id.high ^ hash_key_, id.low), hash_key_);
}

}  // namespace queuehound
