// Letters that a webmail hands in without a login: by sendmail as the web server's user (Horde), or
// over loopback to an Exim that asks nobody there (SOGo). Exim's log tells of the program alone;
// the webmail's own log tells whose each letter is.
//
// That log is written by the webmail's account: whoever runs a program under it can write any line.
// And a name that is typed at a login may hold line feeds, so that strangers can, too. What neither
// can do is to have Dovecot let them into a mailbox whose password they do not hold, and a webmail
// opens the mailbox to put a copy into its folder of sent mail. So a letter counts as a mailbox's
// only where Dovecot's log has that mailbox opened from this server in the seconds before (a
// program that keeps its connections: in the half hour), and where nearly all letters told of that
// mailbox have this witness: who writes lines about an innocent who happens to sit before his
// webmail cannot send at the seconds of the innocent's clicks alone. A letter is recognised by one
// of its recipients, or by its sender where the log names no recipients; where the program sent
// more such letters in these seconds than are told of, nobody knows which were the mailbox's.
#include <algorithm>
#include <unordered_map>
#include <vector>

#include "evidence/ledger.h"
#include "evidence/ledger_keys.h"

namespace queuehound {
namespace {

constexpr seconds kRequest{30}, kKeptOpen{1800}, kAfter{5};
// Logged when the letter was handed in and its copy was kept.
constexpr seconds kHandedInBefore{8}, kHandedInAfter{1};
// Each letter told is held against all that was handed in meanwhile. More comparisons than this are
// a forger's, who writes the webmail's log. Not the lines alone are counted: a thief who has a few
// thousand written while he sends would else be nobody.
constexpr std::uint64_t kMostComparisons = 1u << 22;
constexpr std::size_t kTimes = 9, kOf = 10;  // so many of the letters told need a witness

using OpenedTimes = std::unordered_map<std::uint32_t, std::vector<Time>>;

OpenedTimes times_by_mailbox(const std::vector<OpenedUse>& opened) {
  OpenedTimes times;
  for (const OpenedUse& use : opened) times[use.user].push_back(use.at);
  for (auto& [user, of_user] : times) std::ranges::sort(of_user);
  return times;
}

bool has_witness(const OpenedTimes& opened, const WebmailUse& letter) {
  const auto times = opened.find(letter.user);
  if (times == opened.end()) return false;
  const seconds before = letter.deed == WebmailDeed::telling_open ? kKeptOpen : kRequest;
  const auto first = std::ranges::lower_bound(times->second, letter.at - before);
  return first != times->second.end() && *first <= letter.at + kAfter;
}

// Of rows in the order of time.
template <class Rows, class TimeOf>
auto between(const Rows& rows, Time from, Time to, TimeOf time_of) {
  const auto first = std::ranges::lower_bound(rows, from, {}, time_of);
  return std::ranges::subrange(first, std::ranges::upper_bound(first, rows.end(), to, {}, time_of));
}

// How many letters were told of a mailbox in any few seconds. Who writes the webmail's log may
// write a million lines of one second: they are counted by looking twice, not one by one.
class LettersTold {
 public:
  explicit LettersTold(const std::vector<const WebmailUse*>& in_order_of_time) {
    for (const WebmailUse* letter : in_order_of_time) times_[letter->user].push_back(letter->at);
  }
  std::size_t near(const WebmailUse& letter) const {
    constexpr seconds kNear = kHandedInBefore + kHandedInAfter;
    const std::vector<Time>& times = times_.find(letter.user)->second;
    const auto first = std::ranges::lower_bound(times, letter.at - kNear);
    const auto end = std::ranges::upper_bound(times, letter.at + kNear);
    return static_cast<std::size_t>(end - first);
  }

 private:
  std::unordered_map<std::uint32_t, std::vector<Time>> times_;  // by mailbox
};

}  // namespace

// In the order of time.
std::vector<const WebmailUse*> Ledger::witnessed_letters() const {
  struct Told {
    std::size_t letters = 0, witnessed = 0;
  };
  std::unordered_map<std::uint32_t, Told> told;
  std::vector<const WebmailUse*> letters;
  const OpenedTimes opened = times_by_mailbox(mailboxes_opened);
  for (const WebmailUse& use : webmail) {
    if (!use.tells_sender() || use.user == 0) continue;
    const bool is_witnessed = has_witness(opened, use);
    if (is_witnessed) letters.push_back(&use);
    if (!in_window(use.at)) continue;  // of older ones Dovecot's log may be gone
    ++told[use.user].letters;
    told[use.user].witnessed += is_witnessed;
  }
  std::erase_if(letters, [&](const WebmailUse* letter) {
    const Told& all = told[letter->user];
    return all.witnessed * kOf < all.letters * kTimes;
  });
  return letters;
}

bool Ledger::is_letter_of(const Message& message, const WebmailUse& letter) const {
  bool has_recipients = false, is_among = false;
  for_each_recipient_of(message, [&](const RecipientEntry& entry) {
    has_recipients = true;
    is_among |= (static_cast<std::uint32_t>(entry.hash) | 1) == letter.recipient;
  });
  return letter.recipient != 0 && has_recipients ? is_among : message.sender == letter.user;
}

void Ledger::give_to_mailbox(Message& message, std::uint32_t mailbox) {
  message.actor = actor_for(SubmissionClass::mailbox, mailbox, 0);
  message.is_by_webmail = true;
  if (message.in_log)
    add_counts({message.actor, {hour_of(message.at), 1, 0}, kNothing, message.at});
}

// In the order of time.
std::vector<MessageIndex> Ledger::handed_in_without_login() const {
  std::vector<MessageIndex> handed_in;
  for (MessageIndex i = 0; i < messages.size(); ++i) {
    const Message& message = messages[i];
    const SubmissionClass how = actors[message.actor].submission;
    const bool is_from_here =
        how == SubmissionClass::local || (how == SubmissionClass::remote && message.address != 0 &&
                                          is_loopback(address(message.address)));
    if (is_from_here && message.is_counted() && !message.is_cron && !message.came_with_login)
      handed_in.push_back(i);
  }
  std::ranges::stable_sort(handed_in, {}, [&](MessageIndex i) { return messages[i].at; });
  return handed_in;
}

void Ledger::join_webmail_letters() {
  const std::vector<const WebmailUse*> letters = witnessed_letters();
  if (letters.empty()) return;
  const std::vector<MessageIndex> handed_in = handed_in_without_login();
  const auto time_of_message = [&](MessageIndex i) -> Time { return messages[i].at; };
  const LettersTold told(letters);
  for (const WebmailUse* letter : letters) {
    const std::size_t told_near = told.near(*letter);
    const auto meanwhile = between(handed_in, letter->at - kHandedInBefore,
                                   letter->at + kHandedInAfter, time_of_message);
    if (told_near * std::uint64_t{meanwhile.size()} > kMostComparisons) continue;
    std::size_t fitting = 0;
    MessageIndex last = kNothing;
    for (const MessageIndex i : meanwhile) {
      if (messages[i].is_by_webmail || !is_letter_of(messages[i], *letter)) continue;
      ++fitting;
      last = i;
    }
    if (last != kNothing && fitting <= told_near)
      give_to_mailbox(messages[last], letter->user);
    else if (!in_window(letter->at))  // what was usual of the mailbox before
      add_counts({actor_for(SubmissionClass::mailbox, letter->user, 0),
                  {hour_of(letter->at), 1, 1},
                  kNothing,
                  letter->at});
  }
}

}  // namespace queuehound
