// Mail that comes in twice. A content filter (amavis, spamc with a sendmail of its own) is handed a
// message by Exim and hands it back, from loopback or as a service's program; the mail store sends
// on what a Sieve script redirects. Exim gives it a second id: who sent it the first time sent it.
//
// A filter that speaks SMTP hands Exim's own answer through, and the first message's delivery line
// names the second. Else the Message-ID joins the two, which a sender chooses: the second message
// has to come from where only programs of this server speak, after the first was delivered to such
// a program by somebody else, for the same people, and each first is handed back once. A flood over
// loopback that repeats one Message-ID stays one, also where all mail leaves through a tunnel that
// listens on loopback.
#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/keyed_rows.h"
#include "evidence/ledger.h"

namespace queuehound {

bool Ledger::may_be_handed_back(const Message& message,
                                const std::set<std::uint32_t>& filters) const {
  if (!message.in_log || message.is_tampered || message.came_twice) return false;
  const ActorRecord& actor = actors[message.actor];
  if (actor.submission == SubmissionClass::local) return filters.contains(actor.name);
  return actor.submission == SubmissionClass::remote && message.address != 0 &&
         is_loopback(address(message.address));
}

// By the Message-ID alone. Who hands in a letter twice himself was handed nothing.
bool Ledger::may_be_second(const Message& first, const Message& second, bool is_local) const {
  return first.actor != second.actor && (is_local || is_for_the_same(first, second));
}

// Is everybody whom `second` is for one of whom `first` is for?
bool Ledger::is_for_the_same(const Message& first, const Message& second) const {
  std::unordered_set<std::uint64_t> known;
  for_each_recipient_of(first, [&](const RecipientEntry& entry) { known.insert(entry.hash); });
  bool is_same = true;
  for_each_recipient_of(second, [&](const RecipientEntry& entry) {
    is_same = is_same && known.contains(entry.hash);
  });
  return is_same;
}

// A pipe to a filter looks like a delivery on this server, and is none: it tells nothing of where
// the recipient's domain is at home.
void Ledger::forget_deliveries(const Message& first) {
  for_each_recipient_of(first, [&](const RecipientEntry& entry) {
    if (entry.outcome != Outcome::delivered || entry.domain == 0) return;
    std::uint64_t& local = deliveries_of(entry.domain).local;
    local -= std::min<std::uint64_t>(local, entry.copies);
  });
}

// The first says who, whence and when. Of one letter to the same people the second message counts:
// it leaves, or waits. What was redirected counts as the letter that came, as with an alias.
void Ledger::speak_for(Message& first, Message& second) {
  second.actor = first.actor;
  second.at = first.at;
  second.address = first.address;
  line_row(second).place = line_of(first);
  second.is_proven = second.is_proven && first.is_proven;
  second.is_cron = first.is_cron;
  second.came_with_login = first.came_with_login;
  second.directory_is_certain = first.directory_is_certain;
  const bool is_one_letter = is_for_the_same(first, second) && !first.in_spool;
  second.is_counted_elsewhere = !is_one_letter || first.is_counted_elsewhere;
  if (is_one_letter && !first.was_to_loopback) forget_deliveries(first);
  if (is_one_letter) first.is_counted_elsewhere = true;
  second.came_twice = true;
  first_messages_.insert(row_key(second), static_cast<MessageIndex>(&first - messages.data()));
}

const Message* Ledger::handed_back_from(const Message& message) const {
  return message.came_twice ? &messages[first_messages_.find(row_key(message))] : nullptr;
}

const MessageId& Ledger::logged_id(const Message& message) const {
  const Message* last = &message;
  while (const Message* first = handed_back_from(*last)) last = first;
  return last->id;
}

std::uint64_t Ledger::row_key(const Message& message) const {
  return mix(static_cast<std::uint64_t>(&message - messages.data()), hash_key_);
}

// The first messages by row_key of the second ones, as filters answered.
FlatMap Ledger::first_by_answer() const {
  FlatMap firsts;
  for (const HandedBack& named : handed_back_) {
    const MessageIndex first = message_row(named.first, id_hash(named.first));
    const MessageIndex second = message_row(named.second, id_hash(named.second));
    if (first == FlatMap::kNone || second == FlatMap::kNone || first == second) continue;
    if (messages[first].at <= messages[second].at) firsts.insert(row_key(messages[second]), first);
  }
  return firsts;
}

namespace {

// Messages with one Message-ID, in the order of time, that no second one was found for yet. Rows of
// lists: a server with a filter has a hundred thousand of them.
class WaitingFirsts {
 public:
  explicit WaitingFirsts(const Table<Message>& messages) : messages_(messages) {}

  void add(std::uint64_t key, MessageIndex index) {
    const auto row = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back({index, kNothing});
    List& list = lists_[key];
    (list.head == kNothing ? list.head : rows_[list.tail].next) = row;
    list.tail = row;
  }
  MessageIndex take(std::uint64_t key) {
    List& list = lists_[key];
    while (list.head != kNothing) {
      const Row row = rows_[list.head];
      list.head = row.next;
      if (messages_[row.message].is_counted()) return row.message;
    }
    return kNothing;
  }

 private:
  struct Row {
    MessageIndex message = 0;
    std::uint32_t next = kNothing;
  };
  struct List {
    std::uint32_t head = kNothing, tail = kNothing;
  };
  const Table<Message>& messages_;
  std::vector<Row> rows_;
  KeyedRows<List> lists_;
};

}  // namespace

// In the order of time, so that a chain of filters is followed from its first message on.
void Ledger::join_handed_back(const std::vector<std::string>& filter_accounts) {
  std::set<std::uint32_t> filters;
  for (const std::string& name : filter_accounts)
    if (const std::uint32_t known = strings.find(name); known != 0) filters.insert(known);
  KeyedRows<MessageIndex> arrived;  // the first that came, by Message-ID
  for (const Message& message : messages)
    if (may_be_handed_back(message, filters)) arrived[header_id_of(message)] = kNothing;
  if (arrived.size() == 0) return;
  std::vector<MessageIndex> in_time;
  for (MessageIndex i = 0; i < messages.size(); ++i)
    if (messages[i].in_log && !messages[i].is_tampered && arrived.find(header_id_of(messages[i])))
      in_time.push_back(i);
  std::ranges::stable_sort(in_time, {}, [&](MessageIndex i) { return messages[i].at; });

  const FlatMap answered = first_by_answer();
  WaitingFirsts waiting(messages);
  for (const MessageIndex index : in_time) {
    Message& message = messages[index];
    const std::uint64_t header_id = header_id_of(message);
    const std::uint64_t letter = mix(header_id, message.sender);
    const std::uint64_t to_loopback = mix(letter, 1), to_program = mix(letter, 2);
    if (may_be_handed_back(message, filters)) {
      const bool is_local = actors[message.actor].submission == SubmissionClass::local;
      MessageIndex first = answered.find(row_key(message));
      const bool is_named = first != FlatMap::kNone;
      if (!is_named) first = waiting.take(is_local ? to_program : to_loopback);
      // Redirected with a sender of its own.
      if (is_local && first == kNothing) first = arrived[header_id];
      if (first != kNothing && (is_named || may_be_second(messages[first], message, is_local)))
        speak_for(messages[first], message);
    }
    if (MessageIndex& first = arrived[header_id]; first == kNothing) first = index;
    if (message.was_to_loopback)
      waiting.add(to_loopback, index);
    else if (message.has_outcome)
      waiting.add(to_program, index);
  }
  handed_back_ = {};
}

}  // namespace queuehound
