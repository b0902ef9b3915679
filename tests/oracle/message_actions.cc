// Does and undoes actions on messages as `apply` and `undo` do, journal and all, on a spool that is
// named: for quarantine.py, which kills it at every step, and for bench/quarantine.
//
//   oracle_message_actions STATE SPOOL do KIND [NAME=VALUE]... < ids     prints the action's id
//   oracle_message_actions STATE SPOOL finish                            what a crash cut off
//   oracle_message_actions STATE SPOOL undo ACTION
//   oracle_message_actions STATE SPOOL difference ACTION
//
// Exit status: 0 done (and it holds), 1 not, 2 the journal or the arguments.
#include <fmt/format.h>

#include <iostream>
#include <span>
#include <string>

#include "apply/perform.h"
#include "base/text.h"

namespace queuehound {
namespace {

using Words = std::span<char* const>;

int complain(const std::string& text) {
  std::cerr << text << "\n";
  return 2;
}

int show(const Result<Performed>& performed) {
  if (!performed) return complain(performed.error().text);
  fmt::print("{} {}: {}{}{}\n", performed->id, state_name(performed->state), performed->text,
             performed->verified.empty() ? "" : "\nverified: ", performed->verified);
  return performed->holds ? 0 : 1;
}

int do_action(const LiveServer& live, Journal& journal, Words words) {
  Action action;
  const auto kind = parse_action_name(words.empty() ? "" : words[0]);
  if (!kind) return complain("which action?");
  action.kind = *kind;
  action.target = action.incident = "I-test01";
  for (const char* word : words.subspan(1)) {
    std::string_view value = word;
    const std::string name(cut(value, '='));
    action.details[name] = value;
  }
  for (std::string id; std::getline(std::cin, id);) action.messages.push_back(id);
  return show(perform(live, journal, action));
}

Result<JournalledAction> find_row(const Journal& journal, Words words) {
  const auto number = parse_journal_id('A', words.empty() ? "" : words[0]);
  if (!number) return fail(Error::Kind::failed, "which action?");
  const auto rows = journal.actions({.number = *number});
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return fail(Error::Kind::gone, "no such action");
  return rows->front();
}

int undo_action(const LiveServer& live, Journal& journal, Words words) {
  const auto row = find_row(journal, words);
  if (!row) return complain(row.error().text);
  return show(take_back(live, journal, *row));
}

int show_difference(const LiveServer& live, Journal& journal, Words words) {
  const auto row = find_row(journal, words);
  if (!row) return complain(row.error().text);
  fmt::print("{}",
             doing_of(row->action.kind)->difference(live, row->action, row->before, row->after));
  return 0;
}

int finish_all(const LiveServer& live, Journal& journal) {
  const auto all = finish(live, journal);
  if (!all) return complain(all.error().text);
  int status = 0;
  for (const Performed& performed : *all) status = std::max(status, show(performed));
  return status;
}

int run(Words words) {
  if (words.size() < 3) return complain("see the head of message_actions.cc");
  const auto root = RootDir::open("/");
  if (!root) return complain(root.error().text);
  Server server;
  server.spool_directory = words[1];
  const LiveServer live{*root, server, words[0],
                        std::chrono::floor<seconds>(std::chrono::system_clock::now())};
  auto journal = Journal::open_to_write(live.state_directory);
  if (!journal) return complain(journal.error().text);
  const std::string_view what = words[2];
  const Words rest = words.subspan(3);
  if (what == "do") return do_action(live, *journal, rest);
  if (what == "undo") return undo_action(live, *journal, rest);
  if (what == "difference") return show_difference(live, *journal, rest);
  if (what == "finish") return finish_all(live, *journal);
  return complain("do, undo, difference or finish");
}

}  // namespace
}  // namespace queuehound

int main(int count, char** words) {
  return queuehound::run({words + 1, static_cast<std::size_t>(count - 1)});
}
