// Does and undoes one action as `apply` and `undo` do, journal and all, without an incident behind
// it: for tests that kill it at every step, and for bench/quarantine.
//
//   oracle_one_action STATE SERVER do KIND [TARGET] [NAME=VALUE]...     message ids: standard input
//   oracle_one_action STATE SERVER again KIND [TARGET] [NAME=VALUE]...  carries on what was cut off
//   oracle_one_action STATE SERVER finish                               all that was cut off
//   oracle_one_action STATE SERVER undo ACTION|all [--force]
//   oracle_one_action STATE SERVER difference ACTION
//
// STATE: the journal's folder. SERVER: "files" as they lie here, "exim" asks Exim too, else a spool
// directory and nothing more. Actions on messages have no TARGET.
// Exit status: 0 done (and it holds), 1 not, 2 the journal or the arguments.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <span>
#include <string>

#include "apply/perform.h"
#include "base/text.h"
#include "cli/read_server.h"
#include "host/find_server.h"

namespace queuehound {
namespace {

using Words = std::span<char* const>;

int complain_here(const std::string& text) {
  std::cout << text << "\n";
  return 2;
}

int show(const Result<Performed>& performed) {
  if (!performed) return complain_here(performed.error().text);
  fmt::print("{} {}: {}\n", performed->id, state_name(performed->state), performed->text);
  if (!performed->verified.empty()) fmt::print("verified: {}\n", performed->verified);
  for (const auto& [name, value] : performed->secrets) fmt::print("secret {}: {}\n", name, value);
  return performed->holds ? 0 : 1;
}

Result<Action> action_of(Words words) {
  const auto kind = parse_action_name(words.empty() ? "" : words[0]);
  if (!kind) return fail(Error::Kind::failed, "which action?");
  Action action{*kind, "I-test01", "I-test01", "test", "none", {}, {}};
  words = words.subspan(1);
  if (*kind == ActionKind::quarantine_messages || *kind == ActionKind::freeze_messages) {
    for (std::string id; std::getline(std::cin, id);) action.messages.push_back(id);
  } else if (words.empty()) {
    return fail(Error::Kind::failed, "on what?");
  } else {
    action.target = words[0];
    words = words.subspan(1);
  }
  for (const char* word : words) {
    std::string_view value = word;
    const std::string name(cut(value, '='));
    action.details[name] = value;
  }
  return action;
}

Result<std::vector<JournalledAction>> rows_of(const Journal& journal, std::string_view which) {
  if (which == "all") return journal.actions({});
  const auto number = parse_journal_id('A', which);
  if (!number) return fail(Error::Kind::failed, "which action?");
  auto rows = journal.actions({.number = *number});
  if (rows && rows->empty()) return fail(Error::Kind::gone, "no such action");
  return rows;
}

int do_action(const LiveServer& live, Journal& journal, Words words, bool carries_on) {
  const auto action = action_of(words);
  if (!action) return complain_here(action.error().text);
  const auto rows = journal.actions({});
  if (!rows) return complain_here(rows.error().text);
  for (const JournalledAction& row : *rows)
    if (carries_on && row.state != ActionState::undone) return show(perform(live, journal, row));
  return show(perform(live, journal, *action));
}

int undo(const LiveServer& live, Journal& journal, Words words) {
  const std::string_view which = words.empty() ? "" : words[0];
  const auto rows = rows_of(journal, which);
  if (!rows) return complain_here(rows.error().text);
  const bool force = words.size() > 1 && std::string_view(words[1]) == "--force";
  int status = 0;
  for (const JournalledAction& row : *rows) {
    const bool is_open = row.state != ActionState::planned && row.state != ActionState::undone;
    if (which == "all" && !is_open) continue;
    status = std::max(status, show(take_back(live, journal, row, {.force = force})));
  }
  return status;
}

int show_difference(const LiveServer& live, const Journal& journal, Words words) {
  const auto rows = rows_of(journal, words.empty() ? "" : words[0]);
  if (!rows) return complain_here(rows.error().text);
  for (const JournalledAction& row : *rows)
    fmt::print("{}",
               doing_of(row.action.kind)->difference(live, row.action, row.before, row.after));
  return 0;
}

int finish_all(const LiveServer& live, Journal& journal) {
  const auto all = finish(live, journal);
  if (!all) return complain_here(all.error().text);
  int status = 0;
  for (const Performed& performed : *all) status = std::max(status, show(performed));
  return status;
}

Result<Server> server_of(const RootDir& root, std::string_view word) {
  if (word == "files") return find_server(root, {}, {});
  if (word == "exim") return TRY(find_server_of(ScanOptions{}))->server;
  Server server;
  server.spool_directory = word;
  return server;
}

int run(Words words) {
  if (words.size() < 3) return complain_here("STATE SERVER do|again|finish|undo|difference ...");
  const auto root = RootDir::open("/");
  if (!root) return complain_here(root.error().text);
  const auto server = server_of(*root, words[1]);
  if (!server) return complain_here(server.error().text);
  auto journal = Journal::open_to_write(words[0]);
  if (!journal) return complain_here(journal.error().text);
  const Time now{std::chrono::floor<seconds>(std::chrono::system_clock::now())};
  const LiveServer live{*root, *server, words[0], now};
  const std::string_view verb = words[2];
  words = words.subspan(3);
  if (verb == "do" || verb == "again") return do_action(live, *journal, words, verb == "again");
  if (verb == "undo") return undo(live, *journal, words);
  if (verb == "difference") return show_difference(live, *journal, words);
  if (verb == "finish") return finish_all(live, *journal);
  return complain_here("do, again, finish, undo or difference");
}

}  // namespace
}  // namespace queuehound

int main(int count, char** words) {
  return queuehound::run({words + 1, static_cast<std::size_t>(count - 1)});
}
