// Joining what several threads learned, in the order of the log, and the last look over all of it.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "evidence/ledger.h"
#include "evidence/ledger_keys.h"

namespace queuehound {
namespace {

// A log and a spool that were copied at different times do not fit each other; only where enough
// arrivals are accounted for does a missing one mean something.
constexpr std::size_t kConsistentArrivals = 10;
constexpr seconds kStillMoving{120};
constexpr std::size_t kRecipientHashes = 512;

// A day that a cut goes through is one day.
void add_days(std::uint32_t& days, std::int32_t& last_day, std::uint32_t their_days,
              std::int32_t their_first_day, std::int32_t their_last_day) {
  if (their_days == 0) return;
  days += their_days - (days > 0 && their_first_day <= last_day ? 1 : 0);
  last_day = std::max(last_day, their_last_day);
}

// Events of one hour, as learn() counts them: `count` so far in `hour`, the `busiest` before it.
struct HourRun {
  std::int32_t& first_hour;
  std::uint32_t& in_first_hour;
  std::int32_t& hour;
  std::uint32_t& count;
  std::uint32_t& busiest;

  // An hour that a cut goes through is one hour too: attacks are measured by their busiest.
  void absorb(const HourRun& later) {
    if (later.first_hour == -1) return;
    const bool is_one_hour = later.hour == later.first_hour;
    const std::uint32_t joined = hour == later.first_hour ? count + later.in_first_hour : 0;
    if (first_hour == -1) first_hour = later.first_hour;
    if (first_hour == later.first_hour) in_first_hour += later.in_first_hour;
    busiest = std::max({busiest, later.busiest, joined});
    count = is_one_hour && joined != 0 ? joined : later.count;
    hour = later.hour;
  }
};

// Each hour once, in order: learn() and settle() both count, and parts of a log share hours. The
// rows from `later` on are in order themselves.
void merge_hours(std::vector<HourCount>& hours, std::size_t later) {
  const auto middle = hours.begin() + static_cast<std::ptrdiff_t>(later);
  if (!std::ranges::is_sorted(hours.begin(), middle, {}, &HourCount::hour))
    std::ranges::stable_sort(hours.begin(), middle, {}, &HourCount::hour);
  if (later > 0 && middle != hours.end() && middle->hour < hours[later - 1].hour)
    std::ranges::inplace_merge(hours, middle, {}, &HourCount::hour);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < hours.size(); ++i) {
    if (kept > 0 && hours[kept - 1].hour == hours[i].hour) {
      hours[kept - 1].messages += hours[i].messages;
      hours[kept - 1].recipients += hours[i].recipients;
    } else {
      hours[kept++] = hours[i];
    }
  }
  hours.resize(kept);
}

// Puts the actor's messages in order and counts their recipients: now all of them are known.
void settle_actor(const std::vector<Message>& messages, ActorRecord& actor) {
  const auto time_of = [&](MessageIndex i) { return messages[i].at; };
  if (!std::ranges::is_sorted(actor.messages, {}, time_of))
    std::ranges::stable_sort(actor.messages, {}, time_of);
  const std::size_t learned = actor.hours.size();
  for (const MessageIndex i : actor.messages) {
    const Message& message = messages[i];
    if (!message.in_window) continue;
    const std::int32_t hour = hour_of(message.at);
    if (actor.hours.size() == learned || actor.hours.back().hour != hour)
      actor.hours.push_back({hour, 0, 0});
    actor.hours.back().messages += message.in_log ? 0 : 1;
    actor.hours.back().recipients += message.recipients;
  }
  merge_hours(actor.hours, learned);
}

void renumber(HeaderHints& hint, const std::vector<std::uint32_t>& string_map) {
  for (std::uint32_t* field :
       {&hint.php_script, &hint.php_originating, &hint.source_directory, &hint.source_arguments,
        &hint.board_origin, &hint.board_user_ip, &hint.mailer, &hint.from_header, &hint.list_id})
    *field = string_map[*field];
}

}  // namespace

void Ledger::absorb_messages(Ledger& later, const std::vector<std::uint32_t>& string_map,
                             const std::vector<ActorId>& actor_map) {
  std::vector<std::uint32_t> chain;  // its memory serves all messages
  for (std::size_t m = 0; m < later.messages.size(); ++m) {
    if (m + kRowsAhead < later.messages.size())
      message_index_.prefetch(id_hash(later.messages[m + kRowsAhead].id));
    Message& theirs = later.messages[m];
    const ActorId actor = actor_map[theirs.actor];
    const MessageIndex index = message_for(theirs.id, theirs.at, actor);
    if (index == kNothing) continue;
    Message& ours = messages[index];
    const bool is_new = !ours.in_log && !ours.in_spool;
    if (is_new || theirs.in_spool) {
      // The spool is Exim's own word; a log line can be forged. From the log's word only the
      // directory is kept, and only where both name the same account.
      ActorId chosen = actor;
      if (!is_new) {
        const ActorRecord &logged = actors[ours.actor], &queued = actors[actor];
        const bool agree = logged.submission == queued.submission && logged.name == queued.name;
        if (agree && logged.place != 0) chosen = ours.actor;
      }
      const Message before = ours;
      ours = theirs;
      ours.actor = chosen;
      ours.sender = string_map[theirs.sender];
      ours.subject = string_map[theirs.subject];
      ours.skeleton = string_map[theirs.skeleton];
      ours.address = string_map[theirs.address];
      ours.list_recipient = string_map[theirs.list_recipient];
      ours.bounced_id = string_map[theirs.bounced_id];
      ours.first_recipient = before.first_recipient;
      ours.recipients = before.recipients;
      ours.hints = kNothing;
      if (theirs.hints != kNothing) {
        HeaderHints hint = later.hints[theirs.hints];
        renumber(hint, string_map);
        ours.hints = static_cast<std::uint32_t>(hints.size());
        hints.push_back(hint);
      }
      if (!is_new) {
        ours.in_log = true;
        ours.in_window = before.in_window;
        ours.source = before.source;
        ours.is_proven = before.is_proven;
        ours.is_cron = before.is_cron;
        ours.directory_is_certain = before.directory_is_certain;
        ours.has_outcome = before.has_outcome;
        if (ours.header_id == 0) ours.header_id = before.header_id;
        if (before.bounced_id != 0) ours.bounced_id = before.bounced_id;
      }
    } else if (!ours.in_log && theirs.in_log) {
      ours.in_log = true;
      ours.source = theirs.source;
      ours.is_proven = theirs.is_proven;
      ours.is_cron = theirs.is_cron;
    }
    ours.is_completed |= theirs.is_completed;
    ours.has_outcome |= theirs.has_outcome;
    // Chains are built by prepending: walk theirs into a list and add it backwards, in their order.
    chain.clear();
    for (std::uint32_t at = theirs.first_recipient; at != kNothing; at = later.recipients[at].next)
      chain.push_back(at);
    for (std::size_t i = chain.size(); i-- > 0;) {
      const RecipientEntry& entry = later.recipients[chain[i]];
      RecipientEntry& mine = recipient_entry(messages[index], entry.hash, string_map[entry.domain],
                                             string_map[entry.text]);
      if (entry.outcome != Outcome::unknown &&
          !(mine.outcome != Outcome::unknown && theirs.in_spool))
        mine.outcome = entry.outcome;
      mine.copies += entry.copies;
      mine.is_remote |= entry.is_remote;
      mine.is_unknown_recipient |= entry.is_unknown_recipient;
      mine.is_spam_refusal |= entry.is_spam_refusal;
      if (mine.text == 0) mine.text = string_map[entry.text];
      if (mine.domain == 0) mine.domain = string_map[entry.domain];
    }
  }
}

void Ledger::absorb_uses(Ledger& later, const std::vector<std::uint32_t>& string_map,
                         const std::vector<ActorId>& actor_map) {
  for (std::size_t i = 0; i < later.address_uses.size(); ++i) {
    if (i + kRowsAhead < later.address_uses.size()) {
      const AddressUse& next = later.address_uses[i + kRowsAhead];
      address_use_index_.prefetch(address_use_key(actor_map[next.actor], string_map[next.address]));
    }
    const AddressUse& theirs = later.address_uses[i];
    AddressUse& ours =
        address_uses[address_use(actor_map[theirs.actor], string_map[theirs.address])];
    ours.messages += theirs.messages;
    add_days(ours.days, ours.last_day, theirs.days, day_of(theirs.first), theirs.last_day);
    if (ours.first == Time{} || theirs.first < ours.first) ours.first = theirs.first;
    ours.last = std::max(ours.last, theirs.last);
  }
  auto widen = [](Time& first, Time& last, Time their_first, Time their_last) {
    if (their_first != Time{} && (first == Time{} || their_first < first)) first = their_first;
    last = std::max(last, their_last);
  };
  for (std::size_t i = 0; i < later.logins.size(); ++i) {
    if (i + kRowsAhead < later.logins.size()) {
      const LoginKey& next = later.logins[i + kRowsAhead].key;
      login_index_.prefetch(
          login_key({string_map[next.user], string_map[next.address], next.door}));
    }
    LoginUse& theirs = later.logins[i];
    LoginUse& ours = logins[login_use(
        {string_map[theirs.key.user], string_map[theirs.key.address], theirs.key.door})];
    const bool has_first_failure = ours.failed == 0 && theirs.failed > 0;
    ours.succeeded += theirs.succeeded;
    ours.failed += theirs.failed;
    ours.proven += theirs.proven;
    ours.succeeded_before += theirs.succeeded_before;
    ours.failed_before += theirs.failed_before;
    ours.unknown_user += theirs.unknown_user;
    add_days(ours.days, ours.last_day, theirs.days, day_of(theirs.first_success), theirs.last_day);
    widen(ours.first_success, ours.last_success, theirs.first_success, theirs.last_success);
    widen(ours.first_failure, ours.last_failure, theirs.first_failure, theirs.last_failure);
    HourRun{ours.first_hour, ours.failures_first_hour, ours.hour, ours.failures_hour,
            ours.busiest_failures_hour}
        .absorb({theirs.first_hour, theirs.failures_first_hour, theirs.hour, theirs.failures_hour,
                 theirs.busiest_failures_hour});
    if (ours.line.empty() || has_first_failure) {
      ours.source = theirs.source;
      ours.line = std::move(theirs.line);
    }
  }
  for (std::size_t i = 0; i < later.refusals.size(); ++i) {
    if (i + kRowsAhead < later.refusals.size())
      refusal_index_.prefetch(refusal_key(string_map[later.refusals[i + kRowsAhead].address]));
    RefusalUse& theirs = later.refusals[i];
    RefusalUse& ours = refusals[refusal_use(string_map[theirs.address])];
    for (std::size_t what = 0; what < std::size(ours.by_what); ++what)
      ours.by_what[what] += theirs.by_what[what];
    ours.before += theirs.before;
    ours.proven += theirs.proven;
    for (const std::uint64_t hash : theirs.recipient_hashes)
      if (ours.recipient_hashes.size() < kRecipientHashes &&
          std::find(ours.recipient_hashes.begin(), ours.recipient_hashes.end(), hash) ==
              ours.recipient_hashes.end())
        ours.recipient_hashes.push_back(hash);
    ours.distinct_recipients = static_cast<std::uint32_t>(ours.recipient_hashes.size());
    widen(ours.first, ours.last, theirs.first, theirs.last);
    HourRun{ours.first_hour, ours.in_first_hour, ours.hour, ours.in_hour, ours.busiest_hour}.absorb(
        {theirs.first_hour, theirs.in_first_hour, theirs.hour, theirs.in_hour,
         theirs.busiest_hour});
    if (ours.line.empty()) {
      ours.source = theirs.source;
      ours.line = std::move(theirs.line);
    }
  }
}

// The first part of a log is most of what there is: it is taken over as it stands. An outcome that
// was logged before its arrival waits for settle(): only then is it known which old mail is left.
void Ledger::take_over(Ledger&& first) {
  first.files = std::move(files);
  *this = std::move(first);
}

void Ledger::absorb_rest(Ledger& later, const std::vector<std::uint32_t>& string_map) {
  for (WebmailUse use : later.webmail) {
    use.user = string_map[use.user];
    use.address = string_map[use.address];
    webmail.push_back(use);
  }
  for (PhpCall call : later.php_calls) {
    call.script = string_map[call.script];
    php_calls.push_back(call);
  }
  for (auto& [script, line] : later.php_first_lines)
    php_first_lines.try_emplace(string_map[script], std::move(line));
  forged_blocks += later.forged_blocks;
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
std::vector<std::uint32_t> Ledger::intern_all(const Interner& theirs) {
  std::vector<std::uint32_t> map(theirs.size());
  for (std::uint32_t id = 0; id < map.size(); ++id) {
    if (id + kRowsAhead < map.size())
      strings.prefetch(theirs.hash(id + static_cast<std::uint32_t>(kRowsAhead)));
    map[id] = strings.intern(theirs.text(id), theirs.hash(id));
  }
  return map;
}

void Ledger::absorb(Ledger&& later) {
  const bool is_pristine =
      strings.size() == 1 && actors.empty() && orphans_.empty() && forged_.empty();
  if (is_pristine) {
    take_over(std::move(later));
    later = Ledger(from_, to_);
    return;
  }
  const std::vector<std::uint32_t> string_map = intern_all(later.strings);

  std::vector<ActorId> actor_map(later.actors.size());
  for (std::size_t i = 0; i < later.actors.size(); ++i) {
    if (i + kRowsAhead < later.actors.size()) {
      const ActorRecord& next = later.actors[i + kRowsAhead];
      actor_index_.prefetch(
          actor_key(next.submission, string_map[next.name], string_map[next.place]));
    }
    ActorRecord& theirs = later.actors[i];
    const ActorId id =
        actor_for(theirs.submission, string_map[theirs.name], string_map[theirs.place]);
    actor_map[i] = id;
    ActorRecord& ours = actors[id];
    ours.hours.insert(ours.hours.end(), theirs.hours.begin(), theirs.hours.end());
    if (ours.first_source.file == SourceRef::kNoFile) {
      ours.first_source = theirs.first_source;
      ours.first_line = std::move(theirs.first_line);
    }
  }

  for (const ForgedBlock& block : later.forged_) distrust(block.file, block.from, block.to);
  absorb_messages(later, string_map, actor_map);
  for (std::size_t i = 0; i < later.messages.size(); ++i) {
    if (!later.messages[i].is_tampered) continue;
    const MessageIndex index = message_index_.find(id_hash(later.messages[i].id));
    if (index != FlatMap::kNone && !messages[index].in_spool) messages[index].is_tampered = true;
  }
  for (Orphan& event : later.orphans_) {
    event.domain = string_map[event.domain];
    event.text = string_map[event.text];
    apply(event);
  }
  for (std::size_t domain = 0; domain < later.delivered_domains.size(); ++domain) {
    const DomainDeliveries& theirs = later.delivered_domains[domain];
    if (theirs.local + theirs.remote == 0) continue;
    DomainDeliveries& ours = deliveries_of(string_map[domain]);
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
    if (ours.first == Time{} || theirs.first < ours.first) ours.first = theirs.first;
    ours.last = std::max(ours.last, theirs.last);
  }
  absorb_uses(later, string_map, actor_map);
  absorb_rest(later, string_map);
  later = Ledger(from_, to_);
}

void Ledger::settle(bool spool_was_read) {
  // A cutthrough delivery (">>") is logged before its arrival, so a cut may part them.
  for (const Orphan& event : std::exchange(orphans_, {})) apply(event);
  std::size_t accounted = 0;
  for (const Message& message : messages)
    accounted +=
        message.in_log && (message.in_spool || message.is_completed || message.has_outcome);
  const bool can_doubt = spool_was_read && accounted >= kConsistentArrivals;
  for (MessageIndex i = 0; i < messages.size(); ++i) {
    Message& message = messages[i];
    if (message.in_spool) {
      message.is_tampered = false;
      // Queued since before the window: its directory stands in the older log only.
      const std::uint32_t slot = old_index_.find(id_hash(message.id));
      if (!message.in_log && slot != FlatMap::kNone) {
        const ActorRecord &logged = actors[old_[slot].actor], &queued = actors[message.actor];
        if (logged.submission == queued.submission && logged.name == queued.name &&
            logged.place != 0)
          message.actor = old_[slot].actor;
      }
    } else if (can_doubt && !message.is_completed && !message.has_outcome && newest_log &&
               message.at < *newest_log - kStillMoving) {
      message.is_tampered = true;
      ++doubtful_arrivals;
    }
    if (message.is_tampered) continue;
    actors[message.actor].messages.push_back(i);
  }
  for (ActorRecord& actor : actors) settle_actor(messages, actor);
  std::stable_sort(webmail.begin(), webmail.end(),
                   [](const WebmailUse& a, const WebmailUse& b) { return a.at < b.at; });
  std::stable_sort(php_calls.begin(), php_calls.end(),
                   [](const PhpCall& a, const PhpCall& b) { return a.at < b.at; });
}

}  // namespace queuehound
