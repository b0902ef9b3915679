// Joining what several threads learned, in the order of the log.
#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "evidence/ledger.h"
#include "evidence/ledger_keys.h"

namespace queuehound {
namespace {

// A day that a cut goes through is one day.
void add_days(std::uint32_t& days, std::int32_t& last_day, std::uint32_t their_days,
              std::int32_t their_first_day, std::int32_t their_last_day) {
  if (their_days == 0) return;
  days += their_days - (days > 0 && their_first_day <= last_day ? 1 : 0);
  last_day = std::max(last_day, their_last_day);
}

template <class Kept>  // Time or ShortTime
void widen(Kept& first, Kept& last, Kept their_first, Kept their_last) {
  if (their_first != Kept{} && (first == Kept{} || their_first < first)) first = their_first;
  last = std::max(last, their_last);
}

void join_got_in(LoginsGotIn& ours, const LoginsGotIn& theirs, std::int32_t their_first_day) {
  ours.succeeded_before += theirs.succeeded_before;
  add_days(ours.days, ours.last_day, theirs.days, their_first_day, theirs.last_day);
  widen(ours.first_success, ours.last_success, theirs.first_success, theirs.last_success);
}

void renumber(HeaderHints& hint, const std::vector<std::uint32_t>& string_map) {
  for (std::uint32_t* field :
       {&hint.php_script, &hint.php_originating, &hint.source_directory, &hint.source_arguments,
        &hint.board_origin, &hint.board_user_ip, &hint.mailer, &hint.from_header, &hint.list_id})
    *field = string_map[*field];
}

}  // namespace

// Their recipients of one message, in the order in which they were learned: chains are built by
// prepending. `to`: its memory serves all messages.
void Ledger::list_recipients(const Message& theirs, const Ledger& later,
                             const StringMap& string_map, std::vector<RecipientEntry>& to) {
  to.clear();
  for (std::uint32_t at = theirs.first_recipient; at != kNothing; at = later.recipients[at].next) {
    RecipientEntry& entry = to.emplace_back(later.recipients[at]);
    entry.domain = string_map[entry.domain];
    entry.text = string_map[entry.text];
  }
  std::ranges::reverse(to);
}

// Of a message that was not known: each is another.
void Ledger::add_recipients(Message& ours, std::span<const RecipientEntry> theirs) {
  const std::size_t room = kMaxRecipientEntries - recipients.size();
  for (const RecipientEntry& entry : theirs.first(std::min(room, theirs.size()))) {
    const auto index = static_cast<std::uint32_t>(recipients.size());
    recipients.push_back(entry);
    recipients.back().next = std::exchange(ours.first_recipient, index);
    ++ours.recipients;
  }
  if (ours.recipients >= kIndexedRecipients) index_recipients(ours);
}

// All but its recipients.
Message Ledger::renumbered(const Message& theirs, const Ledger& later, const StringMap& string_map,
                           ActorId actor) {
  Message ours = theirs;
  ours.actor = actor;
  ours.sender = string_map[theirs.sender];
  ours.subject = string_map[theirs.subject];
  ours.skeleton = string_map[theirs.skeleton];
  ours.address = string_map[theirs.address];
  ours.first_recipient = kNothing;
  ours.recipients = 0;
  ours.told = kNothing;
  ours.has_line = false;
  if (const HeaderHints* said = later.hints_of(theirs)) {
    HeaderHints hint = *said;
    renumber(hint, string_map);
    ours.told = keep_hints(hint);
  }
  if (theirs.has_line) {
    const ArrivalLine& line = later.arrival_lines[theirs.told];
    line_row(ours).place = line.place;
    line_row(ours).header_id = line.header_id;
  }
  return ours;
}

// The spool is Exim's own word; a log line can be forged. From the log's word only the directory
// is kept, and only where both name the same account.
ActorId Ledger::actor_of_both(ActorId in_log, ActorId in_spool) const {
  const ActorRecord &logged = actors[in_log], &queued = actors[in_spool];
  const bool agree = logged.submission == queued.submission && logged.name == queued.name;
  return agree && logged.place != 0 ? in_log : in_spool;
}

// `ours` was known already; `theirs` is renumbered, its recipients are not joined yet.
void Ledger::join_message(Message& ours, const Message& theirs) {
  const Message before = ours;
  const bool is_new = !ours.in_log && !ours.in_spool;
  if (is_new || theirs.in_spool) {
    ours = theirs;
    if (!is_new) ours.actor = actor_of_both(before.actor, theirs.actor);
    ours.first_recipient = before.first_recipient;
    ours.recipients = before.recipients;
    if (!is_new) {
      ours.in_log = true;
      ours.in_window = before.in_window;
      const std::uint64_t header_id = header_id_of(theirs);
      const std::uint32_t said = hints_row(theirs);
      ours.told = before.told;
      ours.has_line = before.has_line;
      set_hints_row(ours, said);
      if (header_id != 0) line_row(ours).header_id = header_id;
      ours.is_proven = before.is_proven;
      ours.is_named_ours = before.is_named_ours && before.address == theirs.address;
      ours.is_cron = before.is_cron;
      ours.directory_is_certain = before.directory_is_certain;
      ours.has_outcome = before.has_outcome;
      ours.was_to_loopback = before.was_to_loopback;
    }
  } else if (!ours.in_log && theirs.in_log) {
    ours.in_log = true;
    const ArrivalLine line = arrival_lines[theirs.told];
    line_row(ours).place = line.place;
    line_row(ours).header_id = line.header_id;
    ours.is_proven = theirs.is_proven;
    ours.is_named_ours = theirs.is_named_ours && ours.address == theirs.address;
    ours.is_cron = theirs.is_cron;
  }
  ours.is_completed |= theirs.is_completed;
  ours.has_outcome |= theirs.has_outcome;
  ours.was_to_loopback |= theirs.was_to_loopback;
}

// `in_spool`: theirs are, and then say least of what became of them.
void Ledger::join_recipients(Message& ours, std::span<const RecipientEntry> theirs, bool in_spool) {
  for (const RecipientEntry& entry : theirs) {
    RecipientEntry& mine = recipient_entry(ours, entry.hash, entry.domain, entry.text);
    if (entry.outcome != Outcome::unknown && !(mine.outcome != Outcome::unknown && in_spool))
      mine.outcome = entry.outcome;
    mine.add_copies(entry.copies);
    mine.is_unknown_recipient |= entry.is_unknown_recipient;
    mine.is_spam_refusal |= entry.is_spam_refusal;
    if (mine.text == 0) mine.text = entry.text;
    if (mine.domain == 0) mine.domain = entry.domain;
  }
}

void Ledger::absorb_messages(Ledger& later, const StringMap& string_map,
                             const std::vector<ActorId>& actor_map) {
  const std::size_t together = messages.size() + later.messages.size();
  // What was taken over whole may be a part of a queue, which forgot its finders when it was full.
  const bool knows_all = message_index_.size() == messages.size();
  message_index_.reserve(together);
  if (!knows_all) find_messages_again();
  constexpr std::size_t kGiveBack = 32768;  // rows: else a million of them were there twice
  std::vector<RecipientEntry> entries;
  std::size_t joined = 0;  // of later.recipients
  for (std::size_t m = 0; m < later.messages.size(); ++m) {
    if (m % kGiveBack == 0) {
      later.messages.give_back(0, m);
      if (later.recipients_in_order_) later.recipients.give_back(0, joined);
    }
    if (m + kRowsAhead < later.messages.size())
      message_index_.prefetch(id_hash(later.messages[m + kRowsAhead].id));
    const Message& theirs = later.messages[m];
    const ActorId actor = actor_map[theirs.actor];
    const std::size_t count = messages.size();
    const MessageIndex index = message_for(theirs.id, theirs.at, actor);
    if (index == kNothing) continue;
    Message& ours = messages[index];
    list_recipients(theirs, later, string_map, entries);
    joined += entries.size();
    if (messages.size() != count) {
      ours = renumbered(theirs, later, string_map, actor);
      add_recipients(ours, entries);
    } else {
      join_message(ours, renumbered(theirs, later, string_map, actor));
      join_recipients(ours, entries, theirs.in_spool);
      ours.is_tampered |= theirs.is_tampered && !ours.in_spool;
    }
  }
}

void Ledger::absorb_uses(const Ledger& later, const StringMap& string_map,
                         const std::vector<ActorId>& actor_map) {
  for (std::size_t i = 0; i < later.address_uses.size(); ++i) {
    if (i + kRowsAhead < later.address_uses.size()) {
      const AddressUse& next = later.address_uses[i + kRowsAhead];
      address_use_index_.prefetch(address_use_key(actor_map[next.actor], string_map[next.address]));
    }
    const AddressUse& theirs = later.address_uses[i];
    const std::size_t known = address_uses.size();
    const std::uint32_t row = address_use(actor_map[theirs.actor], string_map[theirs.address]);
    AddressUse& ours = address_uses[row];
    if (row == known) ours.family = string_map[theirs.family];
    ours.messages += theirs.messages;
    add_days(ours.days, ours.last_day, theirs.days, day_of(theirs.first), theirs.last_day);
    widen(ours.first, ours.last, theirs.first, theirs.last);
  }
}

void Ledger::absorb_logins(const Ledger& later, const StringMap& string_map) {
  for (std::size_t i = 0; i < later.logins.size(); ++i) {
    if (i + kRowsAhead < later.logins.size()) {
      const LoginKey& next = later.logins[i + kRowsAhead].key;
      login_index_.prefetch(
          login_key({string_map[next.user], string_map[next.address], next.door}));
    }
    const LoginUse& theirs = later.logins[i];
    LoginUse& ours = logins[login_use(
        {string_map[theirs.key.user], string_map[theirs.key.address], theirs.key.door})];
    ours.failed_before += theirs.failed_before;
    ours.unknown_user += theirs.unknown_user;
    widen(ours.first_failure, ours.last_failure, theirs.first_failure, theirs.last_failure);
    if (const LoginsGotIn& got_in = later.got_in_of(theirs); theirs.got_in != kNothing)
      join_got_in(got_in_row(ours), got_in, day_of(got_in.first_success));
    if (theirs.in_window != kNothing) join_logins(window_row(ours), later.in_window_of(theirs));
  }
}

void Ledger::join_logins(LoginsInWindow& ours, const LoginsInWindow& theirs) {
  const bool has_first_failure = ours.failed == 0 && theirs.failed > 0;
  ours.succeeded += theirs.succeeded;
  ours.failed += theirs.failed;
  ours.proven += theirs.proven;
  ours.hours.absorb(theirs.hours);
  if (ours.line.digest == 0 || has_first_failure) ours.line = theirs.line;
}

void Ledger::absorb_refusals(const Ledger& later, const StringMap& string_map) {
  std::vector<std::uint32_t> row_map(later.refusals_in_window.size(), kNothing);
  for (std::size_t i = 0; i < later.refusals.size(); ++i) {
    if (i + kRowsAhead < later.refusals.size())
      refusal_index_.prefetch(refusal_key(string_map[later.refusals[i + kRowsAhead].address]));
    const RefusalUse& theirs = later.refusals[i];
    RefusalUse& ours = refusals[refusal_use(string_map[theirs.address])];
    ours.before += theirs.before;
    if (theirs.in_window == kNothing) continue;
    const RefusalsInWindow& in_window = later.refusals_in_window[theirs.in_window];
    join_refusals(window_row(ours), in_window);
    std::uint32_t& family = refusals_in_window[ours.in_window].family;
    if (family == 0) family = string_map[in_window.family];
    row_map[theirs.in_window] = ours.in_window;
  }
  for (const RefusedRecipient& refused : later.refused_recipients_) {
    const std::uint32_t row = row_map[refused.row];
    if (row != kNothing && refusals_in_window[row].distinct_recipients < kRefusedRecipients)
      count_refused(row, refused.hash);
  }
}

void Ledger::join_refusals(RefusalsInWindow& ours, const RefusalsInWindow& theirs) {
  for (std::size_t what = 0; what < std::size(ours.by_what); ++what)
    ours.by_what[what] += theirs.by_what[what];
  ours.proven += theirs.proven;
  widen(ours.first, ours.last, theirs.first, theirs.last);
  ours.hours.absorb(theirs.hours);
  if (ours.line.digest == 0) ours.line = theirs.line;
}

// The first part of a log is most of what there is: it is taken over as it stands. An outcome that
// was logged before its arrival waits for settle(): only then is it known which old mail is left.
void Ledger::take_over(Ledger&& first) {
  first.files = std::move(files);
  first.zone_ = zone_;
  *this = std::move(first);
}

void Ledger::find_messages_again() {
  for (MessageIndex row = 0; row < messages.size(); ++row) {
    (void)index_message(messages[row].id, id_hash(messages[row].id), row);
    if (messages[row].recipients >= kIndexedRecipients) index_recipients(messages[row]);
  }
}

void Ledger::absorb_rest(Ledger& later, const StringMap& string_map) {
  for (WebmailUse use : later.webmail) {
    use.user = string_map[use.user];
    use.address = string_map[use.address];
    webmail.push_back(use);
  }
  for (OpenedUse use : later.mailboxes_opened) {
    use.user = string_map[use.user];
    mailboxes_opened.push_back(use);
  }
  for (SubmissionRow step : later.submission_steps) {
    step.user = string_map[step.user];
    step.address = string_map[step.address];
    submission_steps.push_back(step);
  }
  for (PhpCall call : later.php_calls) {
    call.script = string_map[call.script];
    php_calls.push_back(call);
  }
  for (PipedRun run : later.piped_runs) {
    run.command = string_map[run.command];
    run.recipient = string_map[run.recipient];
    piped_runs.push_back(run);
  }
  handed_back_.append(later.handed_back_.data(), later.handed_back_.size());
  twofold.logins += later.twofold.logins;
  twofold.others += later.twofold.others;
  if (twofold.line.empty()) twofold.line = std::move(later.twofold.line);
  forged_blocks += later.forged_blocks;
  for (const std::uint32_t path : later.forging_paths)
    learn_forger(strings.text(string_map[path]), to_);
  if (first_forgery.file == SourceRef::kNoFile) {
    first_forgery = later.first_forgery;
    first_forgery_line = std::move(later.first_forgery_line);
  }
  if (!later.exim_version.empty()) exim_version = std::move(later.exim_version);
  dropped_messages += later.dropped_messages;
  if (later.oldest_log && (!oldest_log || *later.oldest_log < *oldest_log))
    oldest_log = later.oldest_log;
  stamps.add(later.stamps);
  if (later.newest_log && (!newest_log || *later.newest_log > *newest_log))
    newest_log = later.newest_log;
}

// What a part of a log costs to take in is mostly this: a look into a table that no cache holds.
Ledger::StringMap Ledger::intern_all(const Interner& theirs) {
  StringMap map(theirs.size());
  const std::vector<std::uint64_t> hashes = theirs.hashes();
  for (std::uint32_t id = 0; id < map.size(); ++id) {
    if (id + kRowsAhead < map.size()) strings.prefetch(hashes[id + kRowsAhead]);
    map[id] = strings.intern(theirs.text(id), hashes[id]);
  }
  return map;
}

std::vector<ActorId> Ledger::absorb_actors(const Ledger& later, const StringMap& string_map) {
  const auto base = static_cast<std::uint32_t>(hour_rows_.size());
  hour_rows_.append(later.hour_rows_.data(), later.hour_rows_.size());
  for (std::size_t i = base; i < hour_rows_.size(); ++i)
    if (hour_rows_[i].older != kNothing) hour_rows_[i].older += base;
  std::vector<ActorId> actor_map(later.actors.size());
  for (std::size_t i = 0; i < later.actors.size(); ++i) {
    if (i + kRowsAhead < later.actors.size()) {
      const ActorRecord& next = later.actors[i + kRowsAhead];
      actor_index_.prefetch(
          actor_key(next.submission, string_map[next.name], string_map[next.place]));
    }
    const ActorRecord& theirs = later.actors[i];
    const ActorId id =
        actor_for(theirs.submission, string_map[theirs.name], string_map[theirs.place]);
    actor_map[i] = id;
    ActorRecord& ours = actors[id];
    if (ours.family == 0) ours.family = string_map[theirs.family];
    if (theirs.newest_hour != kNothing) {
      hour_rows_[base + theirs.oldest_hour].older = ours.newest_hour;
      if (ours.oldest_hour == kNothing) ours.oldest_hour = base + theirs.oldest_hour;
      ours.newest_hour = base + theirs.newest_hour;
    }
  }
  return actor_map;
}

void Ledger::absorb(Ledger&& later) {
  const bool is_pristine =
      strings.size() == 1 && actors.empty() && orphans_.empty() && forged_.empty();
  if (is_pristine) {
    take_over(std::move(later));
    later = Ledger(from_, to_, zone_);
    return;
  }
  later.forget_finders();
  const StringMap string_map = intern_all(later.strings);

  const std::vector<ActorId> actor_map = absorb_actors(later, string_map);
  for (const ForgedBlock& block : later.forged_) distrust(block.file, block.from, block.to);
  absorb_messages(later, string_map, actor_map);
  for (Orphan& event : later.orphans_) {
    event.domain = string_map[event.domain];
    event.text = string_map[event.text];
    apply(event);
  }
  for (const DomainDeliveries& theirs : later.delivered_domains) {
    DomainDeliveries& ours = deliveries_of(string_map[theirs.domain]);
    ours.local += theirs.local;
    ours.remote += theirs.remote;
  }
  // What is left over of the earlier part's queue stays known; the later part's is added to it.
  later.old_index_.for_each([&](std::uint64_t key, std::uint32_t slot) {
    OldMessage moved = later.old_[slot];
    moved.actor = actor_map[moved.actor];
    const auto next = static_cast<std::uint32_t>(old_.size());
    old_.push_back(moved);
    old_index_.insert(key, next);
  });

  for (auto& [domain, theirs] : later.bounce_refusals) {
    BounceRefusals& ours = bounce_refusals[string_map[domain]];
    ours.count += theirs.count;
    for (const std::uint32_t host : theirs.hosts) ours.hosts.insert(string_map[host]);
    widen(ours.first, ours.last, theirs.first, theirs.last);
  }
  absorb_uses(later, string_map, actor_map);
  absorb_logins(later, string_map);
  absorb_refusals(later, string_map);
  absorb_rest(later, string_map);
  later = Ledger(from_, to_, zone_);
}

}  // namespace queuehound
