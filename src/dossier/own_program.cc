#include "dossier/own_program.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "dossier/homes.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kCopies = 20;  // of a text, by the usual hosts: a person writes no template
constexpr std::uint32_t kPeople = 2;   // of one letter

struct Fate {
  std::uint64_t recipients = 0, bad = 0;
  double share() const {
    return recipients == 0 ? 0 : static_cast<double>(bad) / static_cast<double>(recipients);
  }
};

struct Text {
  std::uint64_t copies = 0;  // by the usual hosts
  Time first = Time::max();
};

// What one host sent, or all the usual ones together.
struct Sendings {
  std::uint64_t messages = 0;
  Time first = Time::max();
  bool is_like_a_program = true;  // letters with a subject, to one or two, no answers
  Fate fate;
};

bool is_letter_of_program(const Message& message) {
  return message.has_subject && !message.is_reply && message.recipients <= kPeople;
}

class OwnProgram {
 public:
  OwnProgram(const CaseFile& file, const Likeness& likeness, const Dossier& dossier)
      : file_(file), likeness_(likeness), dossier_(dossier), of_client_(dossier.clients.size()) {
    for (std::size_t i = 0; i < dossier.messages.size(); ++i)
      if (const std::uint32_t row = dossier.client_of[i]; row != kNothing) learn(i, row);
  }

  // Most letters that one host of his sent in a day, for all that is known.
  std::uint64_t busiest() const {
    std::uint64_t most = dossier_.past.busiest_day;
    for (std::size_t row = 0; row < of_client_.size(); ++row)
      if (dossier_.clients[row].is_usual) most = std::max(most, of_client_[row].messages);
    return most;
  }

  bool sends_the_same(std::uint32_t row) const {
    const Sendings& host = of_client_[row];
    if (!host.is_like_a_program || host.messages * 2 > busiest() * 3) return false;
    if (is_worse_than_chance(host.fate)) return false;
    for (std::size_t i = 0; i < dossier_.messages.size(); ++i)
      if (dossier_.client_of[i] == row && !is_known(i, host)) return false;
    return true;
  }

  std::size_t usual_hosts() const { return usual_hosts_.size(); }

 private:
  static constexpr seconds kLongBefore{3600};

  using Key = std::pair<const Alike*, std::uint32_t>;  // text and envelope sender

  // Than the usual hosts' letters fare; a bought list fails five times as often.
  bool is_worse_than_chance(const Fate& fate) const {
    constexpr double kMistyped = 0.01, kDeviations = 3;
    const double expected =
        static_cast<double>(fate.recipients) * std::max(usual_.share(), kMistyped);
    return static_cast<double>(fate.bad) > expected + kDeviations * std::sqrt(expected) + 1;
  }

  void learn(std::size_t i, std::uint32_t row) {
    const Message& message = file_.ledger.messages[dossier_.messages[i]];
    Sendings& host = of_client_[row];
    ++host.messages;
    host.first = std::min<Time>(host.first, message.at);
    host.is_like_a_program &= is_letter_of_program(message);
    const bool is_usual = dossier_.clients[row].is_usual;
    Fate& fate = is_usual ? usual_ : host.fate;
    file_.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      ++fate.recipients;
      fate.bad += recipient.is_unknown_recipient || recipient.is_spam_refusal;
    });
    if (!is_usual || !is_letter_of_program(message)) return;
    Text& text = texts_[{likeness_.text_of(i), message.sender}];
    ++text.copies;
    text.first = std::min<Time>(text.first, message.at);
    usual_hosts_.insert(row);
  }

  bool is_known(std::size_t i, const Sendings& host) const {
    const Message& message = file_.ledger.messages[dossier_.messages[i]];
    const auto text = texts_.find({likeness_.text_of(i), message.sender});
    return text != texts_.end() && text->second.copies >= kCopies &&
           text->second.first + kLongBefore <= host.first;
  }

  const CaseFile& file_;
  const Likeness& likeness_;
  const Dossier& dossier_;
  std::vector<Sendings> of_client_;
  Fate usual_;
  std::map<Key, Text> texts_;
  std::set<std::uint32_t> usual_hosts_;
};

}  // namespace

// A thief may have got one of these letters, and write its subject over his own. Then he is held to
// what the program does: one letter a person, few dead addresses, no more in a day than one of its
// hosts sends, from hardly more hosts, on a day on which it works itself. A botnet is none of it.
void heed_own_program(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  constexpr std::size_t kHostsEach = 2;  // new ones, beside each of the usual
  constexpr std::size_t kMostHosts = 20;
  if (dossier.shared_thief.customers > 0 || dossier.is_scattered) return;
  if (dossier.past.days < 3 || dossier.past.median_day < static_cast<double>(kCopies)) return;
  std::vector<std::uint32_t> strangers;
  for (std::uint32_t row = 0; row < dossier.clients.size(); ++row)
    if (const Client& client = dossier.clients[row];
        !client.is_usual && client.via == Via::smtp_auth)
      strangers.push_back(row);
  if (strangers.empty() || strangers.size() > kMostHosts) return;
  const OwnProgram program(file, likeness, dossier);
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  std::erase_if(strangers, [&](std::uint32_t row) {
    return !program.sends_the_same(row) ||
           has_failed_near(file, user, near(file, dossier.clients[row].address));
  });
  if (strangers.size() > kHostsEach * program.usual_hosts()) return;
  for (const std::uint32_t row : strangers) {
    Client& client = dossier.clients[row];
    client.is_usual = true;
    client.why_usual = "it sends the very letters that the mailbox's usual hosts send";
  }
}

namespace {

constexpr seconds kDay{86400};

// Nobody sent with its login, or read its mail, before `since`.
bool is_unused_before(const CaseFile& file, std::uint32_t user, Time since) {
  const bool has_sent = std::ranges::any_of(
      rows_of(file.logins.submissions_of_user, user),
      [&](std::uint32_t row) { return file.logins.submissions[row].use.first < since; });
  return !has_sent &&
         std::ranges::none_of(rows_of(file.logins.logins_of_user, user), [&](std::uint32_t row) {
           const Time first = file.ledger.got_in_of(file.ledger.logins[row]).first_success;
           return first != Time{} && first < since;
         });
}

std::uint32_t days_of_sending(const CaseFile& file, std::uint32_t user, std::uint32_t address) {
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user))
    if (const SubmissionUse& sent = file.logins.submissions[row]; sent.address == address)
      return sent.use.days;
  return 0;
}

}  // namespace

// A new customer's shop is no slow abuse that began the day before yesterday: that comes into a
// mailbox which was somebody's. Who stole one that nobody used, and sends as much every day from
// the same few hosts, is seen on his first days, and later by what becomes of his letters. Whose
// week is as long as what is called "always" where logs begin with it needs no five days of silence
// before: that logs are a little older cannot speak against him.
void heed_newcomer(const CaseFile& file, Dossier& dossier) {
  constexpr std::size_t kDaysWithout = 5, kHosts = 8;
  constexpr seconds kSettled = 2 * kDay, kAWeek = 7 * kDay;
  const Past& past = dossier.past;
  if (past.episode_start == Time{} || past.is_always) return;
  if (past.busiest_day > 0 || dossier.shared_thief.customers > 0) return;
  const seconds lived = file.ledger.from() - past.episode_start;
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  if (lived < (past.days < kDaysWithout ? kAWeek : kSettled)) return;
  if (dossier.clients.size() > kHosts) return;
  if (!is_unused_before(file, user, past.episode_start - kDay)) return;
  for (Client& client : dossier.clients) {
    const bool has_failed = has_failed_near(file, user, near(file, client.address));
    if (client.is_usual || client.via != Via::smtp_auth || has_failed) continue;
    if (days_of_sending(file, user, client.address) <= lived / kDay) continue;
    client.is_usual = client.has_moved = true;
    client.why_usual = "it has sent for this mailbox since that is used";
  }
}

}  // namespace queuehound
