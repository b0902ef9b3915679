#include "apply/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "apply/journal_schema.h"
#include "apply/record_bytes.h"
#include "apply/state_directory.h"
#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 6> kStates{"planned", "begun",   "done",
                                                  "failed",  "undoing", "undone"};

constexpr std::string_view kActionColumns =
    "SELECT number, plan, kind, target, incident, reason, effect, details, messages, state, "
    "before, after, text, who, undone_by, begun, ended, undone FROM actions";
constexpr std::string_view kPlanColumns =
    "SELECT number, incident, subject, facts, created, valid_until, applied, confirm_until, "
    "confirmed FROM plans";

std::int64_t to_number(Time time) { return time.time_since_epoch().count(); }
Time to_time(std::int64_t number) { return Time(seconds(number)); }

std::unexpected<Error> unreadable(std::int64_t number) {
  return fail(Error::Kind::failed,
              fmt::format("the journal's row A-{} is not what was written: restore the journal "
                          "from a backup",
                          number));
}

Result<JournalledAction> read_action(const Statement& row) {
  JournalledAction all;
  all.number = row.number(0);
  all.plan = row.number(1);
  const auto kind = parse_action_name(row.bytes(2));
  auto details = parse_record(row.bytes(7));
  auto messages = parse_list(row.bytes(8));
  const auto* state = std::ranges::find(kStates, row.bytes(9));
  auto before = parse_record(row.bytes(10));
  auto after = parse_record(row.bytes(11));
  if (!kind || !details || !messages || state == kStates.end() || !before || !after)
    return unreadable(all.number);
  all.action = {*kind,        row.bytes(3),        row.bytes(4),        row.bytes(5),
                row.bytes(6), *std::move(details), *std::move(messages)};
  all.state = static_cast<ActionState>(state - kStates.begin());
  all.before = *std::move(before);
  all.after = *std::move(after);
  all.text = row.bytes(12);
  all.who = row.bytes(13);
  all.undone_by = row.bytes(14);
  all.begun = to_time(row.number(15));
  all.ended = to_time(row.number(16));
  all.undone = to_time(row.number(17));
  return all;
}

JournalledPlan read_plan(const Statement& row) {
  return {row.number(0),          row.bytes(1),           row.bytes(2),
          row.bytes(3),           to_time(row.number(4)), to_time(row.number(5)),
          to_time(row.number(6)), to_time(row.number(7)), to_time(row.number(8))};
}

std::string conditions_of(const ActionFilter& filter) {
  std::vector<std::string> all;
  if (filter.number) all.emplace_back("number = ?");
  if (filter.plan) all.emplace_back("plan = ?");
  if (!filter.incident.empty()) all.emplace_back("incident = ?");
  if (filter.kind) all.emplace_back("kind = ?");
  if (!filter.states.empty()) {
    const std::vector<std::string> marks(filter.states.size(), "?");
    all.push_back(fmt::format("state IN ({})", fmt::join(marks, ", ")));
  }
  return all.empty() ? "" : fmt::format(" WHERE {}", fmt::join(all, " AND "));
}

// A fifo in a file's place would hang whoever opens it; a link leads to where others may write.
Result<> check_file(const std::string& path, const struct stat& found) {
  if (S_ISREG(found.st_mode)) return {};
  return fail(Error::Kind::refused,
              fmt::format("{} is no plain file, so it is not the journal: nothing was read\n  "
                          "move it away to begin a new one, or name another place with --state DIR",
                          path));
}

Result<> check_files(const std::string& path) {
  for (const std::string_view ending : {"", "-wal", "-shm"}) {
    const std::string name = path + std::string(ending);
    struct stat found{};
    if (::lstat(name.c_str(), &found) == 0) TRY(check_file(name, found));
  }
  return {};
}

// A full or read-only disk, just when a flood must be stopped.
template <class T>
Result<T> or_elsewhere(Result<T> made) {
  if (made || made.error().kind == Error::Kind::refused) return made;
  return fail(made.error().kind,
              made.error().text +
                  ": make it writable; with --state DIR a new plan is journalled elsewhere");
}

// SQLite would make the file with the umask's mode; it must never have been readable by others.
Result<> make_file(const std::string& path) {
  const Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fd) return std::unexpected(errno_error("open the journal", path, errno));
  return {};
}

std::string path_of(const std::string& state_directory) { return state_directory + "/journal.db"; }

}  // namespace

std::string_view state_name(ActionState state) { return kStates[static_cast<std::size_t>(state)]; }

std::string JournalledAction::id() const { return fmt::format("A-{}", number); }
std::string JournalledPlan::id() const { return fmt::format("P-{}", number); }

std::optional<std::int64_t> parse_journal_id(char letter, std::string_view text) {
  if (text.size() < 3 || text[1] != '-') return {};
  if (text[0] != letter && text[0] != letter + ('a' - 'A')) return {};
  if (text[2] < '1' || text[2] > '9') return {};
  return parse_number<std::int64_t>(text.substr(2));
}

Result<Journal> Journal::open_to_read(const std::string& state_directory) {
  const std::string path = path_of(state_directory);
  struct stat found{};
  if (::lstat(path.c_str(), &found) != 0)
    return std::unexpected(errno_error("open the journal", path, errno));
  TRY(check_files(path));
  if (::access(path.c_str(), R_OK) != 0 && errno == EACCES)
    return fail(Error::Kind::denied, fmt::format("the journal {} is root's alone", path));
  Database database = TRY(Database::open(path, Database::Access::read));
  TRY(check_schema(database));
  return Journal(Fd(), std::move(database));
}

Result<Journal> Journal::open_to_write(const std::string& state_directory) {
  TRY(or_elsewhere(make_state_directory(state_directory)));
  Fd lock = TRY(or_elsewhere(lock_state(state_directory)));
  const std::string path = path_of(state_directory);
  TRY(check_files(path));
  TRY(make_file(path));
  Database database = TRY(Database::open(path, Database::Access::write));
  TRY(prepare_schema(database));
  TRY(sync_directory(state_directory));
  return Journal(std::move(lock), std::move(database));
}

Result<std::int64_t> Journal::insert(const Action& action, std::int64_t plan) {
  Statement statement = TRY(database_.prepare(
      "INSERT INTO actions (plan, kind, target, incident, reason, effect, details, messages, "
      "state, before, after, text, who, undone_by) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, x'', x'', x'', x'', x'')"));
  statement.bind(plan)
      .bind(action_name(action.kind))
      .bind(action.target)
      .bind(action.incident)
      .bind(action.reason)
      .bind(action.effect)
      .bind(to_bytes(action.details))
      .bind(to_bytes(action.messages))
      .bind(state_name(ActionState::planned));
  TRY(statement.run());
  return database_.last_number();
}

Result<JournalledPlan> Journal::add_plan(JournalledPlan plan, const std::vector<Action>& actions) {
  Transaction transaction = TRY(Transaction::begin(database_));
  Statement statement = TRY(database_.prepare(
      "INSERT INTO plans (incident, subject, facts, created, valid_until) VALUES (?, ?, ?, ?, ?)"));
  statement.bind(plan.incident)
      .bind(plan.subject)
      .bind(plan.facts)
      .bind(to_number(plan.created))
      .bind(to_number(plan.valid_until));
  TRY(statement.run());
  plan.number = database_.last_number();
  for (const Action& action : actions) (void)TRY(insert(action, plan.number));
  TRY(transaction.commit());
  return plan;
}

Result<JournalledAction> Journal::add_action(const Action& action, std::int64_t plan) {
  JournalledAction all;
  all.number = TRY(insert(action, plan));
  all.plan = plan;
  all.action = action;
  return all;
}

Result<std::optional<JournalledPlan>> Journal::plan(std::int64_t number) const {
  Statement statement = TRY(database_.prepare(fmt::format("{} WHERE number = ?", kPlanColumns)));
  statement.bind(number);
  const bool has_row = TRY(statement.step());
  return has_row ? std::optional(read_plan(statement)) : std::nullopt;
}

Result<std::vector<JournalledPlan>> Journal::plans() const {
  Statement statement = TRY(database_.prepare(fmt::format("{} ORDER BY number", kPlanColumns)));
  std::vector<JournalledPlan> all;
  while (TRY(statement.step())) all.push_back(read_plan(statement));
  return all;
}

Result<std::vector<JournalledAction>> Journal::actions(const ActionFilter& filter) const {
  Statement statement = TRY(database_.prepare(
      fmt::format("{}{} ORDER BY number", kActionColumns, conditions_of(filter))));
  if (filter.number) statement.bind(*filter.number);
  if (filter.plan) statement.bind(*filter.plan);
  if (!filter.incident.empty()) statement.bind(filter.incident);
  if (filter.kind) statement.bind(action_name(*filter.kind));
  for (const ActionState state : filter.states) statement.bind(state_name(state));
  std::vector<JournalledAction> all;
  while (TRY(statement.step())) all.push_back(TRY(read_action(statement)));
  return all;
}

Result<> Journal::choose_messages(std::int64_t number, const Action& action) {
  Statement statement = TRY(database_.prepare(
      "UPDATE actions SET messages = ?, details = ? WHERE number = ? AND state = ?"));
  statement.bind(to_bytes(action.messages))
      .bind(to_bytes(action.details))
      .bind(number)
      .bind(state_name(ActionState::planned));
  return statement.run();
}

Result<> Journal::begin(std::int64_t action, const Record& before, std::string_view who, Time now) {
  Statement statement = TRY(database_.prepare(
      "UPDATE actions SET state = ?, before = ?, who = ?, begun = ? WHERE number = ?"));
  statement.bind(state_name(ActionState::begun))
      .bind(to_bytes(before))
      .bind(who)
      .bind(to_number(now))
      .bind(action);
  return statement.run();
}

Result<> Journal::note_progress(std::int64_t action, const Record& progress, Time now) {
  Statement statement =
      TRY(database_.prepare("INSERT INTO progress (action, at, record) VALUES (?, ?, ?)"));
  statement.bind(action).bind(to_number(now)).bind(to_bytes(progress));
  return statement.run();
}

Result<std::vector<Record>> Journal::progress(std::int64_t action) const {
  Statement statement =
      TRY(database_.prepare("SELECT record FROM progress WHERE action = ? ORDER BY number"));
  statement.bind(action);
  std::vector<Record> all;
  while (TRY(statement.step())) {
    auto record = parse_record(statement.bytes(0));
    if (!record) return unreadable(action);
    all.push_back(*std::move(record));
  }
  return all;
}

Result<> Journal::end(std::int64_t action, ActionState state, const Record& after,
                      std::string_view text, Time now) {
  Statement statement = TRY(database_.prepare(
      "UPDATE actions SET state = ?, after = ?, text = ?, ended = ? WHERE number = ?"));
  statement.bind(state_name(state))
      .bind(to_bytes(after))
      .bind(text)
      .bind(to_number(now))
      .bind(action);
  return statement.run();
}

Result<> Journal::begin_undo(std::int64_t action, std::string_view who, Time now) {
  Statement statement = TRY(database_.prepare(
      "UPDATE actions SET state = ?, undone_by = ?, undone = ? WHERE number = ?"));
  statement.bind(state_name(ActionState::undoing)).bind(who).bind(to_number(now)).bind(action);
  return statement.run();
}

Result<> Journal::end_undo(std::int64_t action, std::string_view text, Time now) {
  Statement statement =
      TRY(database_.prepare("UPDATE actions SET state = ?, text = ?, undone = ? WHERE number = ?"));
  statement.bind(state_name(ActionState::undone)).bind(text).bind(to_number(now)).bind(action);
  return statement.run();
}

Result<> Journal::give_up_undo(std::int64_t action, ActionState state) {
  Statement statement = TRY(database_.prepare(
      "UPDATE actions SET state = ?, undone_by = x'', undone = 0 WHERE number = ?"));
  statement.bind(state_name(state)).bind(action);
  return statement.run();
}

Result<> Journal::mark_applied(std::int64_t plan, Time now, Time confirm_until) {
  Statement statement = TRY(database_.prepare(
      "UPDATE plans SET applied = ?, confirm_until = ?, confirmed = 0 WHERE number = ?"));
  statement.bind(to_number(now)).bind(to_number(confirm_until)).bind(plan);
  return statement.run();
}

Result<> Journal::mark_confirmed(std::int64_t plan, Time now) {
  Statement statement = TRY(database_.prepare("UPDATE plans SET confirmed = ? WHERE number = ?"));
  statement.bind(to_number(now)).bind(plan);
  return statement.run();
}

}  // namespace queuehound
