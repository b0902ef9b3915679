// Learning: each fact finds its row, by hash, and changes a few counters.
#include "evidence/ledger.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/hash.h"
#include "base/text.h"
#include "evidence/ledger_keys.h"
#include "mail/address.h"
#include "mail/subject.h"

namespace queuehound {
namespace {

constexpr std::size_t kSubjectBytes = 120;  // Exim logs at most 100 bytes of a subject
constexpr std::size_t kWebmailUses = 4u << 20;
constexpr std::size_t kMailboxesOpened = 4u << 20;
constexpr std::size_t kPhpCalls = 8u << 20;
constexpr std::size_t kPipedRuns = 1u << 20, kMostOfCommand = 1000;
constexpr std::size_t kForgedBlocks = 4096;

// An address in small letters, without an allocation: there is one on every second line of a log.
class Folded {
 public:
  explicit Folded(std::string_view address) {
    if (address.size() > short_.size()) {
      long_ = fold_address(address);
      text_ = long_;
      return;
    }
    copy_lower(address.data(), address.size(), short_.data());
    text_ = {short_.data(), address.size()};
  }
  Folded(const Folded&) = delete;
  Folded& operator=(const Folded&) = delete;
  std::string_view text() const { return text_; }
  // keyed_hash_folded of the address, which of short text is the hash of its small letters.
  std::uint64_t hash() const {
    return long_.empty() ? keyed_hash(text_) : keyed_hash_folded(long_);
  }

 private:
  std::array<char, 320> short_;
  std::string long_;
  std::string_view text_;
};

}  // namespace

std::uint32_t Ledger::domain_id(std::string_view domain) {
  return strings.intern(Folded(domain).text());
}

DomainDeliveries& Ledger::deliveries_of(std::uint32_t domain) {
  const auto next = static_cast<std::uint32_t>(delivered_domains.size());
  const std::uint32_t row = deliveries_index_.insert(
      deliveries_key(domain), next,
      [&](std::uint32_t known) { return delivered_domains[known].domain == domain; });
  if (row == next) delivered_domains.emplace_back().domain = domain;
  return delivered_domains[row];
}

const DomainDeliveries* Ledger::deliveries_to(std::uint32_t domain) const {
  const std::uint32_t row = deliveries_index_.find(
      deliveries_key(domain),
      [&](std::uint32_t known) { return delivered_domains[known].domain == domain; });
  return row == kNothing ? nullptr : &delivered_domains[row];
}

IpAddress Ledger::address(std::uint32_t id) const {
  IpAddress address;
  const std::string_view bytes = strings.text(id);
  if (bytes.size() == address.bytes.size())
    std::memcpy(address.bytes.data(), bytes.data(), bytes.size());
  return address;
}

std::uint32_t Ledger::intern_address(const IpAddress& address) {
  return strings.intern(bytes_of(address));
}

ActorId Ledger::find_actor(SubmissionClass submission, std::string_view name,
                           std::string_view place) const {
  const std::uint32_t name_id = strings.find(name);
  const std::uint32_t place_id = strings.find(place);
  return actor_index_.find(actor_key(submission, name_id, place_id), [&](ActorId id) {
    const ActorRecord& actor = actors[id];
    return actor.name == name_id && actor.place == place_id && actor.submission == submission;
  });
}

MessageIndex Ledger::message_for(const MessageId& id, Time at, ActorId actor) {
  const auto next = static_cast<MessageIndex>(messages.size());
  const std::uint64_t key = id_hash(id);
  const MessageIndex known = message_row(id, key);
  if (known != FlatMap::kNone) return known;
  if (messages.size() >= kMaxMessages) {
    ++dropped_messages;
    return kNothing;
  }
  (void)index_message(id, key, next);
  Message& message = messages.emplace_back();
  message.id = id;
  message.at = at;
  message.actor = actor;
  return next;
}

RecipientEntry& Ledger::recipient_entry(Message& message, std::uint64_t hash, std::uint32_t domain,
                                        std::uint32_t text) {
  const std::uint64_t key = mix(hash, id_hash(message.id));
  if (message.recipients >= kIndexedRecipients) {
    const std::uint32_t known = recipient_index_.find(key);
    if (known != FlatMap::kNone) return recipients[known];
  } else {
    for (std::uint32_t at = message.first_recipient; at != kNothing; at = recipients[at].next)
      if (recipients[at].hash == hash) return recipients[at];
  }
  if (recipients.size() >= kMaxRecipientEntries) return beyond_limit_ = RecipientEntry();
  recipients_in_order_ &= &message == &messages.back();
  const auto index = static_cast<std::uint32_t>(recipients.size());
  RecipientEntry& entry = recipients.emplace_back();
  entry.hash = hash;
  entry.domain = domain;
  entry.text = text;
  entry.next = message.first_recipient;
  message.first_recipient = index;
  if (++message.recipients == kIndexedRecipients) {
    index_recipients(message);
  } else if (message.recipients > kIndexedRecipients) {
    recipient_index_.insert(key, index);
  }
  return entry;
}

void Ledger::index_recipients(const Message& message) {
  const std::uint64_t id = id_hash(message.id);
  for (std::uint32_t at = message.first_recipient; at != kNothing; at = recipients[at].next)
    recipient_index_.insert(mix(recipients[at].hash, id), at);
}

void Ledger::add_recipient(Message& message, std::string_view address, bool keep_text) {
  const Folded folded(address);
  const std::uint32_t domain = strings.intern(domain_of(folded.text()));
  const std::uint32_t text = keep_text ? strings.intern(folded.text()) : 0;
  recipient_entry(message, folded.hash(), domain, text);
}

// A mailing repeats its subject: it is decoded once.
void Ledger::take_subject(Message& message, std::string_view raw) {
  KnownSubject& known = known_subjects_[keyed_hash(raw) % known_subjects_.size()];
  if (known.is_used && known.raw == raw) {
    message.subject = known.subject;
    message.skeleton = known.skeleton;
    return;
  }
  std::string room;
  const std::string_view decoded = decode_subject(raw, room).substr(0, kSubjectBytes);
  std::array<char, kSubjectBytes> skeleton;
  message.subject = strings.intern(decoded);
  message.skeleton =
      strings.intern({skeleton.data(), write_subject_skeleton(decoded, skeleton.data())});
  known.raw = raw;  // its room is used again
  known.subject = message.subject;
  known.skeleton = message.skeleton;
  known.is_used = true;
}

// What comes without a Message-ID is given "E", the message's id, "@" and a name by Exim, which
// logs nothing of it then (4.97: id*=); when it comes a second time, that is logged.
std::uint64_t Ledger::header_key(const Arrival& arrival) {
  std::string_view text = arrival.header_id;
  if (text.empty()) return keyed_hash("E" + std::string(arrival.id.text()));
  if (text.starts_with('E')) {
    const std::size_t end = 1 + message_id_length(text.substr(1));
    if (end > 1 && end < text.size() && (text[end] == '@' || text[end] == '.'))
      text = text.substr(0, end);
  }
  return keyed_hash(text);
}

const Message* Ledger::first_with_header_id(std::string_view header_id) const {
  Arrival asked;
  asked.header_id = header_id;
  const std::uint64_t key = header_key(asked);
  const Message* first = nullptr;
  for (const Message& message : messages)
    if (header_id_of(message) == key && (!first || message.at < first->at)) first = &message;
  return first;
}

void Ledger::fill(Message& message, const Arrival& arrival) {
  message.at = arrival.at;
  message.sender = strings.intern(Folded(arrival.sender).text());
  message.has_subject = arrival.has_subject;
  if (arrival.has_subject) take_subject(message, arrival.subject.substr(0, 1024));
  if (arrival.has_address) message.address = intern_address(arrival.address);
  message.is_cron = arrival.is_cron;
  message.came_with_login = arrival.has_login;
  message.directory_is_certain = arrival.directory_is_certain;
  const bool keep_text = arrival.submission == SubmissionClass::remote;
  for (const std::string_view recipient : arrival.recipients)
    add_recipient(message, recipient, keep_text);
}

void Ledger::learn(const Arrival& arrival) {
  if (arrival.at > to_) return;
  if (!oldest_log || arrival.at < *oldest_log) oldest_log = arrival.at;
  if (!newest_log || arrival.at > *newest_log) newest_log = arrival.at;
  const KnownRow sender = find_sender(arrival);
  const ActorId actor = sender.row;

  if (!in_window(arrival.at)) {
    learn_old(arrival, actor, sender.use);
    return;
  }
  // In the order of the lines, so by the same way as older ones.
  if (sender.use != kNothing) count_hour(actor, arrival.at, 0, 0, sender.use);
  const MessageIndex index = message_for(arrival.id, arrival.at, actor);
  if (index == kNothing) return;
  Message& message = messages[index];
  if (message.in_log) return;  // a second "<=" for one id: the first was written by Exim before it
  message.in_log = message.in_window = true;
  ArrivalLine& line = line_row(message);
  line.place = arrival.source;
  line.header_id = header_key(arrival);
  message.is_proven = arrival.is_proven;
  message.is_named_ours = arrival.is_named_ours;
  fill(message, arrival);
  count_hour(actor, arrival.at, 1, 0);  // recipients are counted by settle(), when all are known
}

// Of mail before the window only its number is kept, by hour, and who sent it until it is done.
void Ledger::learn_old(const Arrival& arrival, ActorId actor, std::uint32_t use) {
  const auto recipient_count = static_cast<std::uint32_t>(arrival.recipients.size());
  count_hour(actor, arrival.at, 1, recipient_count, use);
  std::uint32_t slot = static_cast<std::uint32_t>(old_.size());
  if (!old_free_.empty()) {
    slot = old_free_.back();
    old_free_.pop_back();
  } else {
    old_.emplace_back();
  }
  old_[slot] = {actor, hour_of(arrival.at), recipient_count == 0};
  if (old_index_.insert(id_hash(arrival.id), slot) != slot) old_free_.push_back(slot);
}

void Ledger::learn(const RecipientOutcome& outcome) {
  if (outcome.outcome == Outcome::delivered && outcome.domain != 0) {
    // A forwarded address has a local top address and a remote final one: it tells of no domain.
    const bool is_forwarded = outcome.is_remote && outcome.final_address != outcome.recipient;
    DomainDeliveries& seen = deliveries_of(outcome.domain);
    // What a filter on this server was given comes back: only its second delivery tells.
    const bool is_final = !is_forwarded && !(outcome.is_to_loopback && outcome.is_remote);
    if (is_final) ++(outcome.is_remote ? seen.remote : seen.local);
  }
  if (outcome.at < from_) {  // most lines of most logs: nothing of the recipient is kept
    const std::uint64_t key = id_hash(outcome.id);
    const std::uint32_t slot = old_index_.find(key);
    if (slot != FlatMap::kNone && message_row(outcome.id, key) == RowIndex::kNone) {
      if (!old_[slot].counts_deliveries) return;
      Orphan event;
      event.outcome = outcome.outcome;
      apply_to_old(slot, key, event);
      return;
    }
  }
  if (outcome.handed_back_as && outcome.at >= from_ && handed_back_.size() < kMaxMessages) {
    const HandedBack pair{outcome.id, *outcome.handed_back_as};  // of many recipients once
    if (handed_back_.empty() || !(handed_back_.back() == pair)) handed_back_.push_back(pair);
  }
  Orphan event;
  event.id = outcome.id;
  event.at = outcome.at;
  event.outcome = outcome.outcome;
  event.is_to_loopback = outcome.is_to_loopback;
  event.is_unknown_recipient = outcome.is_unknown_recipient;
  event.is_spam_refusal = outcome.is_spam_refusal;
  event.domain = outcome.domain;
  const Folded folded(outcome.recipient);
  event.hash = folded.hash();
  if (outcome.final_address != outcome.recipient) event.text = strings.intern(folded.text());
  apply(event);
}

// One line in six.
void Ledger::learn_completed(const MessageId& id, Time at) {
  const std::uint64_t key = id_hash(id);
  if (const MessageIndex index = message_row(id, key); index != RowIndex::kNone) {
    messages[index].is_completed = true;
  } else if (const std::uint32_t slot = old_index_.find(key); slot != FlatMap::kNone) {
    old_index_.erase(key);
    old_free_.push_back(slot);
  } else {
    Orphan& event = orphans_.emplace_back();
    event.id = id;
    event.at = at;
    event.is_completed = true;
  }
}

void Ledger::apply(const Orphan& event) {
  const std::uint64_t key = id_hash(event.id);
  if (const MessageIndex index = message_row(event.id, key); index != RowIndex::kNone) {
    Message& message = messages[index];
    if (event.is_completed) {
      message.is_completed = true;
      return;
    }
    message.has_outcome = true;
    message.was_to_loopback |= event.is_to_loopback;
    RecipientEntry& entry = recipient_entry(message, event.hash, event.domain, event.text);
    if (entry.text == 0) entry.text = event.text;
    entry.add_copies(event.outcome == Outcome::delivered || event.outcome == Outcome::failed);
    const bool was_final = entry.outcome == Outcome::delivered || entry.outcome == Outcome::failed;
    if (!was_final || event.outcome != Outcome::deferred) entry.outcome = event.outcome;
    entry.is_unknown_recipient |= event.is_unknown_recipient;
    entry.is_spam_refusal |= event.is_spam_refusal;
    return;
  }
  if (const std::uint32_t slot = old_index_.find(key); slot != FlatMap::kNone) {
    apply_to_old(slot, key, event);
    return;
  }
  orphans_.push_back(event);
}

void Ledger::apply_to_old(std::uint32_t slot, std::uint64_t key, const Orphan& event) {
  if (event.is_completed) {
    old_index_.erase(key);
    old_free_.push_back(slot);
  } else if (old_[slot].counts_deliveries && event.outcome != Outcome::deferred) {
    count_hour(old_[slot].actor, Time(std::chrono::hours(old_[slot].hour)), 0, 1);
  }
}

void Ledger::forget(const MessageId& id) {
  const MessageIndex index = message_row(id, id_hash(id));
  if (index != FlatMap::kNone) messages[index].is_tampered = true;
}

void Ledger::distrust(std::uint32_t file, std::uint64_t from_offset, std::uint64_t to_offset) {
  if (forged_.size() < kForgedBlocks) forged_.push_back({file, from_offset, to_offset});
  for (std::size_t i = messages.size(); i-- > 0;) {
    Message& message = messages[i];
    const SourceRef line = line_of(message);
    if (line.file != file || line.offset < from_offset) break;
    if (line.offset < to_offset && message.in_log && !message.is_proven) message.is_tampered = true;
  }
}

// A mailing says the same of itself in all its messages: what was said lately is one row.
std::uint32_t Ledger::keep_hints(const HeaderHints& said) {
  if (known_hints_.empty()) known_hints_.assign(kKnownHints, kNothing);
  std::uint32_t& known =
      known_hints_[keyed_hash({reinterpret_cast<const char*>(&said), sizeof said}) % kKnownHints];
  if (known == kNothing || hints[known] != said) {
    known = static_cast<std::uint32_t>(hints.size());
    hints.push_back(said);
  }
  return known;
}

void Ledger::set_hints_row(Message& message, std::uint32_t row) {
  if (!message.has_line) {
    message.told = row;
    return;
  }
  if (row == kNothing && message.told >= hints_of_lines_.size()) return;
  if (message.told >= hints_of_lines_.size()) hints_of_lines_.resize(message.told + 1u);
  hints_of_lines_[message.told] = row + 1;
}

ArrivalLine& Ledger::line_row(Message& message) {
  if (message.has_line) return arrival_lines[message.told];
  const auto row = static_cast<std::uint32_t>(arrival_lines.size());
  const std::uint32_t said = std::exchange(message.told, row);
  message.has_line = true;
  set_hints_row(message, said);
  return arrival_lines.emplace_back();
}

void Ledger::expect_queued(std::size_t count) {
  count = std::min(count, kMaxMessages);
  messages.reserve(count);
  recipients.reserve(count);
  message_index_.reserve(count);
  recipients_in_order_ = messages.empty();
}

void Ledger::learn(const QueuedMessage& queued) {
  const Arrival& arrival = queued.arrival;
  message_index_.prefetch(id_hash(arrival.id));
  const ActorId actor =
      actor_for(arrival.submission,
                arrival.submission == SubmissionClass::remote ? intern_address(arrival.address)
                                                              : strings.intern(arrival.name),
                strings.intern(arrival.directory));
  const MessageIndex index = message_for(arrival.id, arrival.at, actor);
  if (index == kNothing) return;
  Message& message = messages[index];
  message.in_spool = true;
  message.in_window = in_window(arrival.at);
  fill(message, arrival);
  std::size_t at = 0;
  for (const std::string_view recipient : arrival.recipients) {
    const bool is_done = at < queued.done.size() && queued.done[at++];
    if (!is_done) continue;
    RecipientEntry& entry = recipient_entry(message, keyed_hash_folded(recipient), 0, 0);
    if (entry.outcome == Outcome::unknown) entry.outcome = Outcome::delivered;
  }
  message.is_frozen = queued.is_frozen;
  message.has_list_headers = queued.has_list_headers;
  message.is_reply = queued.is_reply;
  // Most messages have one or two of them.
  const auto id_of = [&](std::string_view text) { return text.empty() ? 0 : strings.intern(text); };
  const HeaderHints said{id_of(queued.php_script),       id_of(queued.php_originating),
                         id_of(queued.source_directory), id_of(queued.source_arguments),
                         id_of(queued.board_origin),     id_of(queued.board_user_ip),
                         id_of(queued.mailer),           id_of(queued.from_header),
                         id_of(queued.list_id),          queued.shape};
  set_hints_row(message, keep_hints(said));
}

void Ledger::learn(const WebmailAct& act) {
  stamps.see(act.at);
  if (act.at > to_ || webmail.size() >= kWebmailUses) return;
  const std::uint32_t address = act.has_address ? intern_address(act.address) : 0;
  const auto recipient = act.recipient.empty()
                             ? std::uint32_t{0}
                             : static_cast<std::uint32_t>(keyed_hash_folded(act.recipient)) | 1;
  const WebmailUse use{act.at, strings.intern(act.user), address, recipient, act.deed};
  // Requests come by the dozen a second; one a second and person is enough to join by time.
  if (!webmail.empty() && webmail.back().at == use.at && webmail.back().user == use.user &&
      webmail.back().address == use.address && webmail.back().deed == use.deed &&
      !use.tells_sender())
    return;
  webmail.push_back(use);
}

void Ledger::learn(const MailboxOpened& opened) {
  stamps.see(opened.at);
  if (opened.at > to_ || mailboxes_opened.size() >= kMailboxesOpened) return;
  const OpenedUse use{strings.intern(opened.user), opened.at};
  // A webmail's page asks several times in a second.
  if (!mailboxes_opened.empty() && mailboxes_opened.back() == use) return;
  mailboxes_opened.push_back(use);
}

void Ledger::learn(const PhpMail& call) {
  stamps.see(call.at);
  if (call.at > to_ || php_calls.size() >= kPhpCalls) return;
  const std::uint32_t script = strings.intern(call.script);
  php_calls.push_back({call.at, script, keyed_hash_folded(call.to), call.source});
}

void Ledger::learn(const PipedLetter& letter) {
  stamps.see(letter.at);
  if (!in_window(letter.at) || piped_runs.size() >= kPipedRuns) return;
  piped_runs.push_back({letter.id, letter.at,
                        strings.intern(letter.command.substr(0, kMostOfCommand)),
                        strings.intern(letter.recipient.substr(0, kMostOfCommand)), letter.source});
}

}  // namespace queuehound
