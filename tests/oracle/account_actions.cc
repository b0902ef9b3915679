// Does and undoes one action on this very server as `apply` and `undo` do, journal and all: for
// accounts.py, which runs it in private namespaces and kills it at every step.
//
//   oracle_account_actions STATE do KIND TARGET [NAME=VALUE]...   prints "A-1 done: ..."
//   oracle_account_actions STATE finish                           what a crash cut off
//   oracle_account_actions STATE undo ACTION [--force]
//   oracle_account_actions STATE difference ACTION
//
// Exit status: 0 done (and it holds), 1 not, 2 the journal or the arguments.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <span>
#include <string>

#include "apply/perform.h"
#include "base/text.h"
#include "cli/read_server.h"

namespace queuehound {
namespace {

using Words = std::span<char* const>;

int complain_here(const std::string& text) {
  std::cerr << text << "\n";
  return 2;
}

int show(const Result<Performed>& performed) {
  if (!performed) return complain_here(performed.error().text);
  fmt::print("{} {}: {}\n", performed->id, state_name(performed->state), performed->text);
  if (!performed->verified.empty()) fmt::print("verified: {}\n", performed->verified);
  for (const auto& [name, value] : performed->secrets) fmt::print("secret {}: {}\n", name, value);
  return performed->holds ? 0 : 1;
}

int do_action(const LiveServer& live, Journal& journal, Words words) {
  const auto kind = parse_action_name(words.size() < 2 ? "" : words[0]);
  if (!kind) return complain_here("which action, on what?");
  Action action;
  action.kind = *kind;
  action.target = words[1];
  action.incident = "I-test01";
  for (const char* word : words.subspan(2)) {
    std::string_view value = word;
    const std::string name(cut(value, '='));
    action.details[name] = value;
  }
  return show(perform(live, journal, action));
}

int with_row(const LiveServer& live, Journal& journal, Words words, bool is_undo) {
  const auto number = parse_journal_id('A', words.empty() ? "" : words[0]);
  const auto rows = journal.actions({.number = number.value_or(0)});
  if (!rows || rows->empty()) return complain_here("no such action");
  const JournalledAction& row = rows->front();
  const bool force = words.size() > 1 && std::string_view(words[1]) == "--force";
  if (is_undo) return show(take_back(live, journal, row, {.force = force}));
  const Doing* doing = doing_of(row.action.kind);
  fmt::print("{}", doing->difference(live, row.action, row.before, row.after));
  return 0;
}

int finish_all(const LiveServer& live, Journal& journal) {
  const auto all = finish(live, journal);
  if (!all) return complain_here(all.error().text);
  int status = 0;
  for (const Performed& performed : *all) status = std::max(status, show(performed));
  return status;
}

int run(Words words) {
  if (words.size() < 2) return complain_here("usage: STATE do|finish|undo|difference ...");
  const auto view = find_server_of(ScanOptions{});
  if (!view) return complain_here(view.error().text);
  auto journal = Journal::open_to_write(words[0]);
  if (!journal) return complain_here(journal.error().text);
  const LiveServer live{(*view)->root, (*view)->server, words[0], (*view)->window.to};
  const std::string_view verb = words[1];
  if (verb == "do") return do_action(live, *journal, words.subspan(2));
  if (verb == "finish") return finish_all(live, *journal);
  if (verb == "undo" || verb == "difference")
    return with_row(live, *journal, words.subspan(2), verb == "undo");
  return complain_here("no such verb");
}

}  // namespace
}  // namespace queuehound

int main(int count, char** words) {
  return queuehound::run({words + 1, static_cast<std::size_t>(count - 1)});
}
