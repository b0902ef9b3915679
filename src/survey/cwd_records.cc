#include "survey/cwd_records.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostPending = 256;
constexpr std::size_t kMostSessions = 64;
constexpr seconds kPendingFor{600};  // a script may stream its text for minutes

// What is not a submission: queue lists, queue runs, deliveries, removals, tests, daemons.
constexpr std::array<std::string_view, 15> kNotSubmissions = {"-bp", "-M",  "-q",  "-bV", "-bP",
                                                              "-bd", "-bt", "-be", "-bh", "-bv",
                                                              "-bi", "-R",  "-S",  "-bI", "-brt"};

bool is_submission(const std::vector<std::string_view>& arguments) {
  if (arguments.empty()) return false;
  std::string_view program = arguments.front();
  program.remove_prefix(program.rfind('/') + 1);
  if (program == "mailq" || program == "newaliases" || program == "runq") return false;
  for (std::size_t i = 1; i < arguments.size(); ++i)
    for (const std::string_view option : kNotSubmissions)
      if (arguments[i].starts_with(option)) return false;
  return true;
}

bool opens_session(std::string_view argument) { return argument == "-bs" || argument == "-bS"; }

// "local-smtp", "local-esmtp", "local-bsmtp"; plain "local" is one message on standard input.
bool is_of_session(std::string_view protocol) { return protocol.starts_with("local-"); }

// "-f sender" and "-fsender".
std::string_view forced_sender(const std::vector<std::string_view>& arguments) {
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i] == "-f" && i + 1 < arguments.size()) return arguments[i + 1];
    if (arguments[i].starts_with("-f") && arguments[i].size() > 2) return arguments[i].substr(2);
  }
  return {};
}

// What becomes a bounce, as Exim's own reports do: no local message's. Told by the path alone where
// the spool directory is known, which a copy of the logs does not say.
bool is_of_bounce(const std::vector<std::string_view>& arguments) {
  return forced_sender(arguments) == "<>";
}

bool is_below(std::string_view path, std::string_view directory) {
  return !directory.empty() && path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

CwdReading read_cwd(const Server& server, std::string_view text, const EximCwd& cwd) {
  CwdReading reading;
  reading.directory_length = static_cast<std::uint32_t>(cwd.directory.size());
  reading.is_complete = cwd.is_complete;
  if (!cwd.is_complete || is_below(cwd.directory, server.spool_directory))
    return reading;  // Exim's own children
  const std::vector<std::string_view> arguments = split_exim_arguments(cwd.arguments);
  reading.is_submission = is_submission(arguments) && !is_of_bounce(arguments);
  if (!reading.is_submission) return reading;
  reading.home_owner = server.account_of_path(cwd.directory);
  reading.is_cron = std::ranges::find(arguments, "-FCronDaemon") != arguments.end();
  reading.is_session = std::ranges::any_of(arguments, opens_session);
  reading.names_protocol = std::ranges::find(arguments, "-oMr") != arguments.end();
  if (const std::string_view sender = forced_sender(arguments); !sender.empty()) {
    reading.sender_at = static_cast<std::uint32_t>(sender.data() - text.data());
    reading.sender_length = static_cast<std::uint32_t>(sender.size());
  }
  return reading;
}

}  // namespace

const CwdReading* CwdReader::read(std::string_view text) {
  const std::uint64_t hash = keyed_hash(text);
  Known& known = known_[hash % kKnown];
  if (known.length == text.size() && known.hash == hash) return &known.reading;
  const auto cwd = parse_exim_cwd(text);
  if (!cwd) return nullptr;
  known = {hash, text.size(), read_cwd(server_, text, *cwd)};
  return &known.reading;
}

std::unique_ptr<CwdReader> CwdReaders::take() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::make_unique<CwdReader>(server_);
  std::unique_ptr<CwdReader> reader = std::move(idle_.back());
  idle_.pop_back();
  return reader;
}

void CwdReaders::give_back(std::unique_ptr<CwdReader> reader) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(reader));
}

void PendingCwds::add(const CwdReading& reading, std::string_view text, Time at, std::uint64_t pid,
                      std::uint64_t offset) {
  if (order_.size() >= kMostPending ||
      (!order_.empty() && at - records_[order_.front()].at > kPendingFor))
    drop(0);
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint16_t>(records_.size()));
    records_.emplace_back();
  }
  order_.push_back(free_.back());
  free_.pop_back();
  Record& record = records_[order_.back()];
  record.at = at;
  record.pid = pid;
  record.offset = offset;
  record.directory = reading.directory(text);
  record.sender = reading.sender(text);
  record.home_owner = reading.home_owner;
  record.is_cron = reading.is_cron;
  record.is_session = reading.is_session;
  record.names_protocol = reading.names_protocol;
}

namespace {

// What Exim calls a message of its own callers begins with "local", unless one named it otherwise.
bool is_of_call(const PendingCwds::Record& cwd, std::string_view protocol) {
  const bool is_named = !protocol.starts_with("local");
  if (is_named || cwd.names_protocol) return is_named == cwd.names_protocol;
  return cwd.is_session == is_of_session(protocol);
}

}  // namespace

// The process that logs cwd= is the one that logs "<=": with +pid the pids are equal. Without it
// the oldest record still free that fits the account is taken, and the pair is a guess where there
// were two.
PendingCwds::Pair PendingCwds::take(const Wanted& wanted) {
  if (const Pair session = of_session(wanted); session.record != nullptr) return session;
  if (order_.empty()) return {};
  const Account* account = account_of(wanted.account);
  std::size_t best = order_.size();
  int best_score = -1;
  std::size_t rivals = 0;
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const Record& cwd = records_[order_[i]];
    if (wanted.at - cwd.at > kPendingFor) continue;
    int score = 0;
    if (wanted.pid != 0 && cwd.pid != 0) {
      if (wanted.pid != cwd.pid) continue;
      score = 100;
    }
    if (score < 100 && !wanted.protocol.empty() && !is_of_call(cwd, wanted.protocol)) continue;
    const Account* home_owner = cwd.home_owner;
    if (home_owner != nullptr && account != nullptr && home_owner != account &&
        !server_.is_web_server_user(wanted.account) && wanted.account != "root" && score < 100)
      continue;  // somebody else's folder: not this account's run
    if (account != nullptr && home_owner == account) score += 4;
    if (!cwd.sender.empty()) {
      if (equal_ignoring_case(cwd.sender, wanted.sender))
        score += 2;
      else if (score < 100 && !server_.is_exim_user(wanted.account))
        score -= 1;
    }
    ++rivals;
    if (score > best_score) {
      best_score = score;
      best = i;
    }
  }
  if (best == order_.size()) return {};
  const Pair pair{&records_[order_[best]], best_score >= 100 || rivals == 1};
  drop(best);
  return pair.record->is_session ? begin_session(wanted, pair) : pair;
}

// A program that speaks SMTP to "sendmail -bs" writes one record, and its process takes all the
// letters. Ids name the process.
PendingCwds::Pair PendingCwds::of_session(const Wanted& wanted) {
  if (sessions_.empty() || wanted.process == 0 || !is_of_session(wanted.protocol)) return {};
  const auto found = std::ranges::find_if(sessions_, [&](const Session& session) {
    return session.process == wanted.process && session.account == wanted.account &&
           wanted.at - session.record.at <= kPendingFor;
  });
  if (found == sessions_.end()) return {};
  // Its pid was used again: the new process has a record of its own.
  const bool is_another = std::ranges::any_of(order_, [&](std::uint16_t place) {
    return wanted.pid != 0 && records_[place].pid == wanted.pid;
  });
  if (is_another) {
    sessions_.erase(found);
    return {};
  }
  found->record.at = wanted.at;
  return {&found->record, found->is_certain};
}

PendingCwds::Pair PendingCwds::begin_session(const Wanted& wanted, const Pair& pair) {
  if (sessions_.size() == kMostSessions) sessions_.erase(sessions_.begin());
  Session session{wanted.process, *pair.record, std::string(wanted.account), pair.is_certain};
  session.record.at = wanted.at;
  sessions_.push_back(std::move(session));
  return {&sessions_.back().record, pair.is_certain};
}

// An account that mails, mails again; the server's table is larger than the caches.
const Account* PendingCwds::account_of(std::string_view name) {
  if (name.empty()) return server_.account(name);
  const std::uint64_t hash = keyed_hash(name);
  KnownAccount& known = accounts_[hash % kKnownAccounts];
  if (known.length != name.size() || known.hash != hash)
    known = {hash, name.size(), server_.account(name)};
  return known.account;
}

void PendingCwds::forget(std::uint64_t from, std::uint64_t to) {
  for (std::size_t i = order_.size(); i-- > 0;) {
    const std::uint64_t offset = records_[order_[i]].offset;
    if (offset >= from && offset <= to) drop(i);
  }
  std::erase_if(sessions_, [&](const Session& session) {
    return session.record.offset >= from && session.record.offset <= to;
  });
}

void PendingCwds::drop(std::size_t place) {
  free_.push_back(order_[place]);
  order_.erase(order_.begin() + static_cast<std::ptrdiff_t>(place));
}

}  // namespace queuehound
