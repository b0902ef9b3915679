// Mail that comes in twice. A content filter (amavis, spamc with a sendmail of its own) is handed a
// message by Exim and hands it back, from loopback or as a service's program; the mail store sends
// on what a Sieve script redirects. Exim gives it a second id: who sent it the first time sent it.
//
// A filter that speaks SMTP hands Exim's own answer through, and the first message's delivery line
// names the second. Else the Message-ID joins the two, which a sender chooses: the second message
// has to come from where only programs of this server speak, after the first was delivered to such
// a program, and each first is handed back once: a flood over loopback that repeats one Message-ID
// stays one.
#include <algorithm>
#include <deque>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

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
  second.bounced_id = first.bounced_id;
  second.file = first.file;
  second.offset = first.offset;
  second.is_proven = second.is_proven && first.is_proven;
  second.is_cron = first.is_cron;
  second.directory_is_certain = first.directory_is_certain;
  const bool is_one_letter = is_for_the_same(first, second) && !first.in_spool;
  second.is_counted_elsewhere = !is_one_letter || first.is_counted_elsewhere;
  if (is_one_letter && !first.was_to_loopback) forget_deliveries(first);
  if (is_one_letter) first.is_counted_elsewhere = true;
  first_ids.emplace(second.id, logged_id(first));  // a chain's is the first of all
  second.came_twice = true;
}

// The first messages by their second ones, as filters answered.
Ledger::FirstOf Ledger::first_by_answer() const {
  FirstOf firsts;
  for (const HandedBack& named : handed_back) {
    const MessageIndex first = message_index_.find(id_hash(named.first));
    const MessageIndex second = message_index_.find(id_hash(named.second));
    if (first == FlatMap::kNone || second == FlatMap::kNone || first == second) continue;
    if (messages[first].at <= messages[second].at) firsts.try_emplace(second, first);
  }
  return firsts;
}

namespace {

// What arrived with one Message-ID, in the order of time, that no second message was found for yet.
struct Copies {
  struct OfSender {
    std::deque<MessageIndex> to_loopback, to_program;
  };
  std::unordered_map<std::uint32_t, OfSender> of_sender;
  MessageIndex first_of_all = kNothing;
};

MessageIndex take(std::deque<MessageIndex>& waiting, const Table<Message>& messages) {
  while (!waiting.empty()) {
    const MessageIndex index = waiting.front();
    waiting.pop_front();
    if (messages[index].is_counted()) return index;
  }
  return kNothing;
}

}  // namespace

// In the order of time, so that a chain of filters is followed from its first message on.
void Ledger::join_handed_back(const std::vector<std::string>& filter_accounts) {
  std::set<std::uint32_t> filters;
  for (const std::string& name : filter_accounts)
    if (const std::uint32_t known = strings.find(name); known != 0) filters.insert(known);
  std::unordered_map<std::uint64_t, Copies> by_id;  // keyed hashes of Message-IDs
  for (const Message& message : messages)
    if (may_be_handed_back(message, filters)) by_id[message.header_id];
  if (by_id.empty()) return;
  std::vector<MessageIndex> in_time;
  for (MessageIndex i = 0; i < messages.size(); ++i)
    if (messages[i].in_log && !messages[i].is_tampered && by_id.contains(messages[i].header_id))
      in_time.push_back(i);
  std::ranges::stable_sort(in_time, {}, [&](MessageIndex i) { return messages[i].at; });

  const FirstOf answered = first_by_answer();
  for (const MessageIndex index : in_time) {
    Message& message = messages[index];
    Copies& copies = by_id.at(message.header_id);
    Copies::OfSender& waiting = copies.of_sender[message.sender];
    if (may_be_handed_back(message, filters)) {
      const bool is_local = actors[message.actor].submission == SubmissionClass::local;
      const auto named = answered.find(index);
      MessageIndex first = named != answered.end() ? named->second
                           : is_local              ? take(waiting.to_program, messages)
                                                   : take(waiting.to_loopback, messages);
      if (is_local && first == kNothing)
        first = copies.first_of_all;  // redirected with a sender of its own
      // A filter's own mail is no letter that it was handed.
      if (first != kNothing && !(is_local && messages[first].actor == message.actor))
        speak_for(messages[first], message);
    }
    if (copies.first_of_all == kNothing) copies.first_of_all = index;
    if (message.was_to_loopback)
      waiting.to_loopback.push_back(index);
    else if (message.has_outcome)
      waiting.to_program.push_back(index);
  }
}

}  // namespace queuehound
