// Letters that come by Dovecot's own submission service. It takes the login, and hands each letter
// to Exim over a connection of this server's own: Exim's log tells whose the letter is, and
// 127.0.0.1. Dovecot's log tells who it was: the address of each login with the name of its
// session, and in that session, of each letter, under which id Exim took it.
//
// The id alone joins the two, and the mailbox must be the same in both. Where no line tells of ids
// (Exim may answer with words of the administrator's own), the sessions are kept, for who asks
// which of them were open when a letter came (dossier/clients).
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "evidence/ledger.h"

namespace queuehound {
namespace {

using What = SubmissionStep::What;

constexpr std::size_t kSteps = 4u << 20;
// No session of SMTP is longer. One whose end no line tells may be open all that while: who is the
// only one to have logged in lately would else be blamed for the letters of a longer session.
constexpr seconds kLongest{86400};

struct Session {
  SubmissionSession known;
  bool is_one_persons = true;
};
using Sessions = std::unordered_map<std::uint64_t, Session>;  // by their names

// In the order of time. A name that two logins have tells of neither.
Sessions sessions_of(const Table<SubmissionRow>& steps) {
  Sessions sessions;
  for (const SubmissionRow& step : steps) {
    if (step.what != What::login || step.session == 0) continue;
    const SubmissionSession known{step.user, step.address, step.at, step.at + kLongest};
    const auto [found, is_new] = sessions.try_emplace(step.session, Session{known});
    const SubmissionSession& first = found->second.known;
    if (!is_new && (first.user != step.user || first.address != step.address))
      found->second.is_one_persons = false;
  }
  for (const SubmissionRow& step : steps) {
    const auto found = step.what == What::end ? sessions.find(step.session) : sessions.end();
    if (found != sessions.end() && found->second.known.user == step.user)
      found->second.known.end = std::max(step.at, found->second.known.begin);
  }
  return sessions;
}

std::vector<SubmissionSession> in_order_of_mailboxes(const Table<SubmissionRow>& steps,
                                                     const Sessions& by_name) {
  std::vector<SubmissionSession> sessions;
  for (const auto& [name, session] : by_name)
    if (session.is_one_persons) sessions.push_back(session.known);
  for (const SubmissionRow& step : steps)
    if (step.what == What::login && step.session == 0)
      sessions.push_back({step.user, step.address, step.at, step.at + kLongest});
  std::ranges::sort(sessions, {}, [](const SubmissionSession& session) {
    return std::tuple(session.user, Time(session.begin), Time(session.end), session.address);
  });
  return sessions;
}

}  // namespace

void Ledger::learn(const SubmissionStep& step) {
  stamps.see(step.at);
  if (step.at > to_ || step.at < from_ - kLongest || submission_steps.size() >= kSteps) return;
  SubmissionRow row;
  if (!step.session.empty()) row.session = keyed_hash(step.session) | 1;
  row.letter = step.letter.value_or(MessageId{});
  row.at = step.at;
  row.user = strings.intern(step.user);
  row.address = step.what == What::login ? intern_address(step.address) : 0;
  row.what = step.what;
  submission_steps.push_back(row);
}

// True where it is a letter of that mailbox's. `address`: of who handed it in; 0 = not known.
bool Ledger::join_submission(const SubmissionRow& relayed, std::uint32_t client) {
  const MessageIndex row = message_row(relayed.letter, id_hash(relayed.letter));
  if (row == kNothing) return false;
  Message& message = messages[row];
  const ActorRecord& actor = actors[message.actor];
  if (actor.submission != SubmissionClass::mailbox || actor.name != relayed.user) return false;
  // Of a client elsewhere Exim itself tells, and is believed before anybody's lines.
  const IpAddress seen = message.address == 0 ? IpAddress{} : address(message.address);
  if (message.address == 0 || !(is_loopback(seen) || is_private(seen))) return true;
  message.is_of_unknown_session = client == 0;
  // A webmail's own login at this service: its log tells of the person.
  if (client == 0 || is_loopback(address(client))) return true;
  message.address = client;
  if (message.in_log) count_use(address_uses[address_use(message.actor, client)], message.at);
  return true;
}

void Ledger::join_submissions() {
  if (submission_steps.empty()) return;
  std::stable_sort(submission_steps.data(), submission_steps.data() + submission_steps.size(),
                   [](const SubmissionRow& a, const SubmissionRow& b) { return a.at < b.at; });
  const Sessions sessions = sessions_of(submission_steps);
  bool tells_letters = false;
  for (const SubmissionRow& step : submission_steps) {
    if (step.what != What::relayed || step.letter.is_none()) continue;
    const auto found = sessions.find(step.session);
    const bool is_known = found != sessions.end() && found->second.is_one_persons &&
                          found->second.known.user == step.user;
    tells_letters |= join_submission(step, is_known ? found->second.known.address : 0);
  }
  if (!tells_letters) submission_sessions = in_order_of_mailboxes(submission_steps, sessions);
}

}  // namespace queuehound
