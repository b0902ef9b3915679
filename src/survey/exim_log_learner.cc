#include "survey/exim_log_learner.h"

#include <algorithm>
#include <span>

#include "base/byte_scan.h"
#include "base/hash.h"
#include "base/text.h"
#include "formats/plain_connection.h"
#include "formats/syslog_stamp.h"
#include "host/passwd.h"
#include "mail/address.h"
#include "mail/refusal_words.h"
#include "survey/line_reader.h"

namespace queuehound {
namespace {

constexpr std::size_t kLongestPath = 4096;

PlainClient client_of(const EximHost& host) { return {host.name, host.helo, host.ip}; }

// Exim ends no arrival and no "Completed" like arguments, whatever a client calls itself.
// `frame`: of the line, with no id where it has none.
bool is_impossible(const EximFrame& frame, std::string_view line) {
  return !frame.id.empty() && !line.ends_with('"') &&
         (frame.text.starts_with("<= ") || frame.text.starts_with("Completed "));
}

bool wraps_cwd(std::string_view line, std::string_view syslog_name) {
  const auto wrapped = unwrap_syslog(line, syslog_name);
  return wrapped && wrapped->line.find("cwd=") != std::string_view::npos;
}

bool is_indented(std::string_view line) { return line.starts_with(' ') || line.starts_with('\t'); }

bool is_completed_whole(std::string_view text) {
  constexpr std::string_view kCompleted = "Completed";
  return text.size() == kCompleted.size() || text.substr(kCompleted.size()).starts_with(" QT=");
}

// Of what a scan learns nothing from. Kept out of the way of what it does.
[[gnu::noinline]] bool can_be_read(EximLineKind kind, std::string_view text) {
  if (kind == EximLineKind::connection)
    return is_plain_connection(text) || parse_exim_connection(text).has_value();
  const auto delivery = parse_exim_delivery(kind, text.substr(3));
  return delivery && delivery->unparsed.empty();
}

bool is_loopback_text(std::string_view ip) { return ip.starts_with("127.") || ip == "::1"; }

// Exim's own "OK id=1vS0aB-000000001Cd-0e1F", which a filter hands through inside its answer.
std::optional<MessageId> id_in_confirmation(std::string_view confirmation) {
  const std::size_t at = confirmation.rfind(" id=");
  if (at == std::string_view::npos) return {};
  const std::string_view text = confirmation.substr(at + 4);
  return parse_message_id(text.substr(0, message_id_length(text)));
}

}  // namespace

bool is_made_by_exim(const Server& server, std::string_view user, bool names_answered) {
  if (user.empty() || server.is_exim_user(user)) return true;
  const Account* const account = server.account(user);
  const bool is_customers =
      server.is_web_server_user(user) || (account != nullptr && is_hosting_account(*account));
  return names_answered && !is_customers;
}

void take_mailbox_of_login(std::string_view login, const Server& server, std::string& mailbox) {
  mailbox.assign(login);
  copy_lower(mailbox.data(), mailbox.size(), mailbox.data());
  if (mailbox.empty() || mailbox.contains('@')) return;
  for (const char separator : {'%', '+', ':'}) {
    const std::size_t at = mailbox.find(separator);
    if (at == std::string::npos) continue;
    if (server.is_local_domain(std::string_view(mailbox).substr(at + 1))) {
      mailbox[at] = '@';
      return;
    }
  }
  const std::string& domain =
      server.qualify_domain.empty() ? server.primary_hostname : server.qualify_domain;
  if (!domain.empty()) mailbox += "@" + to_lower(domain);
}

std::string mailbox_of_login(std::string_view login, const Server& server) {
  std::string mailbox;
  take_mailbox_of_login(login, server, mailbox);
  return mailbox;
}

EximLogLearner::EximLogLearner(Ledger& ledger, const Server& server, const TimeZone& zone,
                               std::uint32_t file, CwdReader* cwds, LogKind kind)
    : ledger_(ledger),
      server_(server),
      zone_(zone),
      file_(file),
      is_reject_log_(kind == LogKind::exim_reject),
      own_cwds_(cwds ? nullptr : std::make_unique<CwdReader>(server)),
      cwds_(cwds ? *cwds : *own_cwds_),
      pending_(server),
      domains_(ledger, server),
      guard_(server.spool_directory) {}

Time EximLogLearner::to_utc(const EximFrame& frame) {
  if (frame.has_zone) return Time(seconds(frame.wall.seconds - frame.zone_seconds));
  // Zones change on the quarter hour at most, and clocks go back: a new hour, or one that comes
  // again, asks the zone anew.
  const bool went_back = frame.wall.seconds + 600 < last_wall_seconds_;
  last_wall_seconds_ = frame.wall.seconds;
  const bool is_same_hour =
      static_cast<std::uint64_t>(frame.wall.seconds) - static_cast<std::uint64_t>(hour_start_) <
      3600;
  if (!is_same_hour || went_back) {
    const WallClock hour_start{frame.wall.seconds / 3600 * 3600};
    const Time at = zone_.to_utc(
        hour_start, last_at_ == Time{} ? std::optional<Time>{} : last_at_ - seconds(600));
    cached_offset_ = seconds(hour_start.seconds) - at.time_since_epoch();
    hour_start_ = hour_start.seconds;
  }
  return Time(seconds(frame.wall.seconds) - cached_offset_);
}

// What happens to a line is told in one function a step, and compiled as one: five calls a line
// were a tenth of all instructions.

[[gnu::always_inline]] inline void EximLogLearner::learn_record(const EximFrame& frame,
                                                                EximLineKind kind,
                                                                std::string_view line,
                                                                std::uint64_t offset, Time at) {
  switch (kind) {
    case EximLineKind::arrival:
    case EximLineKind::fake_reject:
      learn_arrival(frame, line, offset, at);
      break;
    case EximLineKind::delivery:
    case EximLineKind::additional:
    case EximLineKind::cutthrough:
    case EximLineKind::failure:
    case EximLineKind::deferral:
      learn_delivery(frame, kind, line, offset, at);
      break;
    case EximLineKind::completed:
      if (!frame.id.empty()) ledger_.learn_completed(known_message_id(frame.id), at);
      if (!is_completed_whole(frame.text)) not_understood(line);
      break;
    case EximLineKind::reject:
      learn_reject(frame, line, offset, at);
      break;
    case EximLineKind::auth_failure: {
      const auto parsed = parse_exim_auth_failure(frame.text);
      // A program here that spoke to Exim by -bs: no address tries passwords.
      const bool is_local = parsed && !parsed->host.present && !parsed->is_ambiguous;
      if (is_local && !parsed->user.empty()) break;
      if (parsed && parsed->is_ambiguous && parsed->host.ip.empty()) {
        ledger_.learn_twofold(at, true, line);
        break;
      }
      learn_auth_failure(
          parsed ? PlainAuthFailure{client_of(parsed->host), parsed->set_id, parsed->code}
                 : PlainAuthFailure{},
          line, offset, at);
      break;
    }
    case EximLineKind::cwd:
      learn_cwd(frame, line, offset, at);
      break;
    case EximLineKind::connection:
    case EximLineKind::suppressed:
      if (!can_be_read(kind, frame.text)) not_understood(line);
      break;
    default:
      if (frame.text.starts_with("exim ") &&
          frame.text.find(" daemon started: pid=") != std::string_view::npos)
        ledger_.exim_version =
            std::string(frame.text.substr(5, frame.text.find(' ', 5) - 5).substr(0, 16));
      if (frame.text.starts_with("rescind the above message-accept"))
        if (const auto id = parse_message_id(frame.id)) ledger_.forget(*id);
  }
}

[[gnu::always_inline]] inline void EximLogLearner::learn_framed(const EximFrame& frame,
                                                                std::string_view line,
                                                                std::uint64_t offset, Time at) {
  if (!prime_only_) ledger_.stamps.see(at);
  EximLineKind kind = EximLineKind::other;
  if (!frame.id.empty())
    kind =
        begins_with(frame.text, "Completed") ? EximLineKind::completed : kind_of_marks(frame.text);
  if (kind == EximLineKind::other && begins_with(frame.text, "cwd=")) {
    kind = EximLineKind::cwd;
  } else if (kind == EximLineKind::other) {
    // Refusals stand behind "H=" or behind an authenticator's name.
    const bool may_be_refusal = frame.id.empty() || begins_with(frame.text, "H=");
    if (!prime_only_ && may_be_refusal && learn_plain_refusal(frame, line, offset, at)) return;
    kind = classify_exim_text(frame);
  }
  if (prime_only_ && kind != EximLineKind::cwd && kind != EximLineKind::arrival) return;
  learn_record(frame, kind, line, offset, at);
}

[[gnu::always_inline]] inline void EximLogLearner::take_line(std::string_view line,
                                                             std::uint64_t offset) {
  if (line.empty()) return;
  line_end_ = offset + line.size();
  EximFrame frame;
  const bool is_framed = frames_.read(line, frame);
  const bool is_cwd =
      is_framed ? begins_with(frame.text, "cwd=") : wraps_cwd(line, server_.exim_syslog_name);
  if (!is_cwd && guard_.is_within_reach() && guard_.may_hold_arguments(line) &&
      ends_like_arguments(line) && (is_impossible(frame, line) || !is_proven())) {
    const auto opener = guard_.oldest_opener(line_end_);
    if (opener) {
      is_framed ? not_believed(line) : not_understood(line);
      note_forgery(*opener, line_end_, line);
      return;
    }
  }
  if (!is_framed) {
    learn_from_syslog(line, offset);
    return;
  }
  ++tally_.records;
  begin_record();
  const Time at = to_utc(frame);
  last_at_ = at;
  learn_framed(frame, line, offset, at);
}

[[gnu::always_inline]] inline void EximLogLearner::learn_line(std::string_view line,
                                                              std::uint64_t offset) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (line.empty() && !held_.is_holding()) return;
  guard_.pass(offset + line.size());
  proof_ = Proof::unknown;
  line_ = line;
  line_offset_ = offset;
  if (held_.is_holding())
    hold_or_take(line, offset);
  else
    take_line(line, offset);
}

void EximLogLearner::learn_block(std::string_view lines, std::uint64_t offset) {
  tally_.bytes += lines.size();
  if (offset > 0) begin_in_the_midst();
  marks_.find(lines);
  guard_.begin_block(lines, offset, marks_.colons);
  ledger_.begin_lines();
  const char* begin = lines.data();
  for (const char* const end : marks_.line_ends) {
    while (begin < end && *begin == '\0') ++begin;  // what a crash or copytruncate left
    const std::string_view line(begin, static_cast<std::size_t>(end - begin));
    const std::uint64_t at = offset + static_cast<std::uint64_t>(begin - lines.data());
    if (!tally_.unread.survive(at, [&] { learn_line(line, at); })) not_understood(line);
    begin = end + 1;
  }
  ledger_.end_lines();
  guard_.end_block();
}

void EximLogLearner::prime(std::string_view lines, std::uint64_t offset) {
  prime_only_ = true;
  const LineTally before = tally_;
  learn_block(lines, offset);
  while (held_.is_holding()) release_held();
  tally_ = before;
  prime_only_ = false;
}

void EximLogLearner::not_understood(std::string_view line) {
  tally_.take_sample(line, true);
  ++tally_.unrecognised;
}

void EximLogLearner::not_believed(std::string_view line) {
  tally_.take_sample(line, false);
  ++tally_.unrecognised;
  ++tally_.disbelieved;
}

// Asked of few lines: of those in the window, and of what could be a forger's.
bool EximLogLearner::is_proven() {
  if (proof_ == Proof::unknown)
    proof_ = guard_.proves(line_, line_offset_) ? Proof::given : Proof::missing;
  return proof_ == Proof::given;
}

void EximLogLearner::hold_or_take(std::string_view line, std::uint64_t offset) {
  if (held_.is_holding()) {
    (void)is_proven();  // before what was held changes what the guard knows
    // A proven line ends the record's reach once its end was seen.
    // So does the beginning of the next broken record; one before the end is part of this.
    const bool is_broken = breaks_off(line);
    const bool is_over = (held_.has_end() && (is_broken || is_proven())) ||
                         offset + line.size() - held_.from() > kOneWrite;
    if (!is_over) {
      if (is_broken) guard_.open_broken(line, offset);
      held_.add(line, offset);
      return;
    }
    release_held();
  }
  take_line(line, offset);
}

// What a broken cwd= record was followed by: forged up to the last line that ends like its
// arguments.
void EximLogLearner::release_held() {
  const HeldLines::Released released = held_.release();
  const Proof before = proof_;
  proof_ = Proof::missing;
  if (released.forged > 0) {
    const HeldLines::Line& last = released.lines[released.forged - 1];
    note_forgery(held_.from(), last.offset + last.text.size(), last.text);
    if (!prime_only_) ledger_.learn_forger(held_path_, held_at_);
    tally_.records += released.forged;
    tally_.unrecognised += released.forged;
    for (const HeldLines::Line& line : std::span(released.lines).first(released.forged))
      tally_.disbelieved += is_indented(line.text) || parse_exim_frame(line.text) ? 1 : 0;
  }
  for (std::size_t i = released.forged; i < released.lines.size(); ++i)
    hold_or_take(released.lines[i].text, released.lines[i].offset);  // one block may follow another
  proof_ = before;
}

void EximLogLearner::finish() {
  while (held_.is_holding()) tally_.unread.survive(held_.from(), [&] { release_held(); });
}

void EximLogLearner::note_forgery(std::uint64_t from, std::uint64_t to, std::string_view line) {
  pending_.forget(from, to);
  if (prime_only_) return;  // counted by the part of the log it stands in
  ledger_.distrust(file_, from, to);
  if (ledger_.forged_blocks++ == 0) {
    ledger_.first_forgery = {file_, from};
    ledger_.first_forgery_line = std::string(line.substr(0, 200));
  }
}

void EximLogLearner::learn_unwrapped(const EximFrame& frame, std::string_view line,
                                     std::uint64_t offset, Time at) {
  learn_framed(frame, line, offset, at);
}

// Most lines are plain; what is not is read with all its ends.
bool EximLogLearner::read_arrival(std::string_view text, PlainArrival& parsed) {
  if (read_plain_arrival(text, parsed, recipients_)) return true;
  const auto whole = parse_exim_arrival(text);
  if (!whole) return false;
  is_odd_ = !whole->unparsed.empty();
  parsed = {
      whole->sender,       whole->bounced_id,  client_of(whole->host),
      whole->user,         whole->protocol,    whole->auth_id,
      whole->message_id,   whole->subject,     whole->size,
      whole->host.present, whole->has_subject, !whole->auth.empty() || !whole->auth_id.empty()};
  recipients_.clear();
  for_each_recipient(whole->recipients,
                     [&](std::string_view recipient) { recipients_.push_back(recipient); });
  return true;
}

std::string_view EximLogLearner::unescaped(std::string_view subject) {
  if (!subject.contains('\\')) return subject;
  subject_ = unescape_exim_subject(subject);
  return subject_;
}

void EximLogLearner::learn_arrival(const EximFrame& frame, std::string_view line,
                                   std::uint64_t offset, Time at) {
  PlainArrival parsed;
  is_odd_ = false;
  if (!frame.id.empty()) ledger_.prefetch(known_message_id(frame.id));
  if (frame.id.empty() || !read_arrival(frame.text.substr(3), parsed)) {
    not_understood(line);
    return;
  }
  const MessageId id = known_message_id(frame.id);
  // Its row among the strings is far away, and what comes before it is needed takes a while.
  const auto address = parse_ip_address(parsed.client.ip);
  if (address) ledger_.strings.prefetch(keyed_hash(bytes_of(*address)));
  const Time id_time = id.time();
  // In the hour that comes twice the id tells which one it is.
  if (const auto late = id_time - at; !frame.has_zone && late > seconds(3480) &&
                                      late < seconds(3720) &&
                                      cached_offset_ - seconds(3600) == zone_.offset_at(id_time)) {
    cached_offset_ -= seconds(3600);
    at += seconds(3600);
    last_at_ = at;
    if (!prime_only_) ledger_.stamps.see(at);
  }
  // The id holds the second of arrival. One that is hours off was not made by this Exim now.
  const auto age = at - id_time;
  if (age < seconds(-7200) || age > seconds(6 * 3600)) {
    is_odd_ ? not_understood(line) : not_believed(line);
    return;
  }
  if (is_odd_) not_understood(line);

  Arrival arrival;
  arrival.id = id;
  arrival.at = at;
  arrival.sender = parsed.sender;
  arrival.has_subject = parsed.has_subject;
  // Of older mail nothing but its number is kept.
  if (parsed.has_subject && at >= ledger_.from()) arrival.subject = unescaped(parsed.subject);
  arrival.helo = parsed.client.helo.empty() ? parsed.client.name : parsed.client.helo;
  arrival.host_name = parsed.client.name;
  arrival.header_id = parsed.message_id;
  arrival.source = {file_, offset};
  arrival.is_proven = at >= ledger_.from() && is_proven();
  arrival.is_named_ours = arrival.is_proven && arrival.host_name.contains('.') &&
                          equal_ignoring_case(arrival.host_name, server_.primary_hostname);
  arrival.recipients = recipients_;
  if (address) {
    arrival.has_address = true;
    arrival.address = *address;
  }

  arrival.has_login = parsed.has_login && parsed.has_host;
  if (!parsed.auth_id.empty() && parsed.has_host) {
    arrival.submission = SubmissionClass::mailbox;
    take_mailbox_of_login(parsed.auth_id, server_, login_);
    arrival.name = login_;
  } else if (parsed.has_host) {
    if (!arrival.has_address) return;  // two readings of the line: nobody is named by it
    arrival.submission = SubmissionClass::remote;
  } else if (parsed.sender.empty() &&
             is_made_by_exim(server_, parsed.user, !parsed.bounced_id.empty())) {
    arrival.submission = SubmissionClass::bounce;
  } else {
    arrival.submission = SubmissionClass::local;
    arrival.name = parsed.user;
    pair_directory(frame, parsed.protocol, arrival);
  }
  if (prime_only_) return;
  ledger_.learn(arrival);
}

void EximLogLearner::pair_directory(const EximFrame& frame, std::string_view protocol,
                                    Arrival& arrival) {
  const PendingCwds::Pair pair = pending_.take(
      {arrival.at, frame.pid, arrival.id.pid(), arrival.name, arrival.sender, protocol});
  if (pair.record == nullptr) return;
  arrival.directory = pair.record->directory;
  arrival.is_cron = pair.record->is_cron;
  arrival.directory_is_certain = pair.is_certain;
}

void EximLogLearner::learn_cwd(const EximFrame& frame, std::string_view line, std::uint64_t offset,
                               Time at) {
  // Exim's own children, and there is one for every delivery: nothing to learn from, and nothing
  // that a user could have gone on in.
  const std::string& spool = server_.spool_directory;
  if (!spool.empty() && frame.text.substr(4).starts_with(spool) &&
      read_plain_cwd(frame.text) == spool)
    return;
  const CwdReading* cwd = cwds_.read(frame.text);
  const bool is_complete = cwd != nullptr && cwd->is_complete;
  // Asked of the text first: the line itself would have to be taken apart once more.
  if (!is_complete && !frame.text.contains(" args:") && breaks_off(line)) {
    guard_.open_broken(line, offset);
    held_.begin(offset);
    held_path_ = frame.text.substr(std::string_view("cwd=").size()).substr(0, kLongestPath);
    held_at_ = at;
    not_understood(line);
    return;
  }
  if (cwd != nullptr) guard_.open(cwd->directory(frame.text), line, offset);
  if (!is_complete) {
    not_understood(line);
    return;
  }
  if (cwd->is_submission) pending_.add(*cwd, frame.text, at, frame.pid, offset);
}

bool EximLogLearner::read_delivery(EximLineKind kind, std::string_view text, PlainDelivery& parsed,
                                   bool& is_discard) {
  if (read_plain_delivery(kind, text, parsed)) return true;
  const auto whole = parse_exim_delivery(kind, text);
  if (!whole) return false;
  is_odd_ = !whole->unparsed.empty();
  parsed.final_address = whole->final_address;
  parsed.recipient = whole->recipient();
  parsed.domain = domain_of(whole->recipient());
  parsed.reason = whole->reason;
  parsed.host_ip = whole->host.ip;
  parsed.confirmation = whole->confirmation;
  parsed.has_host = whole->host.present;
  is_discard = whole->is_discard;
  return true;
}

void EximLogLearner::learn_delivery(const EximFrame& frame, EximLineKind kind,
                                    std::string_view line, std::uint64_t offset, Time at) {
  PlainDelivery parsed;
  bool is_discard = false;
  is_odd_ = false;
  if (!frame.id.empty()) ledger_.prefetch(known_message_id(frame.id));
  if (frame.id.empty() || !read_delivery(kind, frame.text.substr(3), parsed, is_discard)) {
    not_understood(line);
    return;
  }
  RecipientOutcome outcome;
  outcome.id = known_message_id(frame.id);
  outcome.at = at;
  outcome.recipient = parsed.recipient;
  outcome.final_address = parsed.final_address;
  if (outcome.recipient.empty()) return;  // "=> blackhole (RCPT ACL ...)": nobody in particular
  outcome.domain = domains_.id_of(parsed.domain);
  outcome.is_remote = parsed.has_host && !domains_.is_local(outcome.domain);
  outcome.outcome = kind == EximLineKind::failure    ? Outcome::failed
                    : kind == EximLineKind::deferral ? Outcome::deferred
                    : is_discard                     ? Outcome::discarded
                                                     : Outcome::delivered;
  outcome.is_to_loopback =
      outcome.outcome == Outcome::delivered && is_loopback_text(parsed.host_ip);
  if (outcome.is_to_loopback) outcome.handed_back_as = id_in_confirmation(parsed.confirmation);
  if (outcome.outcome == Outcome::failed || outcome.outcome == Outcome::deferred) {
    const bool is_old = at < ledger_.from();  // what became of older mail is not kept
    const RefusalMeaning meaning =
        is_old ? RefusalMeaning::other : meaning_of_refusal(parsed.reason);
    outcome.is_unknown_recipient =
        outcome.outcome == Outcome::failed && meaning == RefusalMeaning::unknown_recipient;
    // Who is put off for his rate, as every first newsletter is, was not refused. What is refused
    // because this server is listed says nothing of its sender: all customers suffer for one.
    outcome.is_spam_refusal = outcome.outcome == Outcome::failed && meaning == RefusalMeaning::spam;
    outcome.is_quota = meaning == RefusalMeaning::mailbox_full;
    outcome.is_greylisting = meaning == RefusalMeaning::greylisting;
  }
  if (is_odd_) not_understood(line);
  ledger_.learn(outcome);
  if (outcome.final_address.starts_with('|'))
    ledger_.learn(PipedLetter{
        outcome.id, at, outcome.final_address.substr(1), outcome.recipient, {file_, offset}});
}

std::optional<seconds> find_log_offset(std::string_view lines, const TimeZone& zone) {
  std::unordered_map<std::int64_t, unsigned> votes;
  unsigned total = 0, agreeing = 0;
  for_each_line(lines, [&](std::string_view line) {
    const auto frame = parse_exim_frame(line);
    if (!frame || frame->has_zone || !frame->text.starts_with("<= ")) return;
    const auto id = parse_message_id(frame->id);
    if (!id) return;
    ++total;
    const Time said = zone.to_utc(frame->wall);
    if (said - id->time() >= seconds(-60) && said - id->time() < seconds(600)) ++agreeing;
    const std::int64_t difference = frame->wall.seconds - id->time().time_since_epoch().count();
    // Zones lie on quarters of an hour; a message takes seconds to arrive, sometimes minutes.
    ++votes[(difference + 60) >= 0 ? (difference + 60) / 900 : -((-(difference + 60) + 899) / 900)];
  });
  if (total < 5 || agreeing * 2 >= total) return {};
  for (const auto& [quarter, count] : votes)
    if (count * 10 >= total * 9 && quarter >= -56 && quarter <= 60) return seconds(quarter * 900);
  return {};
}

}  // namespace queuehound
