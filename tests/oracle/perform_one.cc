// One action, without an incident behind it, for tests that cut it off at every step:
//   perform_one apply STATE KIND TARGET [NAME=VALUE]...   does it, or carries a cut-off one to its
//   end perform_one undo STATE                                 takes back whatever was begun
// Prints what came of it; 0 done, 1 not, 2 the journal failed.
#include <unistd.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "apply/perform.h"
#include "host/find_server.h"

using namespace queuehound;

namespace {

int say(const Result<Performed>& performed) {
  if (!performed) {
    std::printf("journal: %s\n", performed.error().text.c_str());
    return 2;
  }
  const bool is_done = (performed->state == ActionState::done && performed->holds) ||
                       performed->state == ActionState::undone;
  std::printf("%s %s: %s; %s\n", performed->id.c_str(),
              std::string(state_name(performed->state)).c_str(), performed->text.c_str(),
              performed->verified.c_str());
  return is_done ? 0 : 1;
}

int apply(const LiveServer& live, Journal& journal, const Action& action) {
  const auto rows = journal.actions({});
  if (!rows) return say(std::unexpected(rows.error()));
  for (const JournalledAction& row : *rows)
    if (row.state != ActionState::undone) return say(perform(live, journal, row));
  return say(perform(live, journal, action));
}

int undo(const LiveServer& live, Journal& journal) {
  const auto rows = journal.actions({});
  if (!rows) return say(std::unexpected(rows.error()));
  int status = 0;
  for (const JournalledAction& row : *rows)
    if (row.state != ActionState::planned && row.state != ActionState::undone)
      status = say(take_back(live, journal, row));
  return status;
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  if (arguments.size() < 2) return 2;
  const auto root = RootDir::open("/");
  if (!root) return 2;
  const Server server = find_server(*root, {}, {});
  const Time now{std::chrono::floor<seconds>(std::chrono::system_clock::now())};
  const LiveServer live{*root, server, arguments[1], now};
  auto journal = Journal::open_to_write(arguments[1]);
  if (!journal) {
    std::printf("journal: %s\n", journal.error().text.c_str());
    return 2;
  }
  if (arguments[0] == "undo") return undo(live, *journal);
  if (arguments.size() < 4) return 2;
  Action action{*parse_action_name(arguments[2]), arguments[3], "I-test01", "test", "none", {}, {}};
  for (std::size_t at = 4; at < arguments.size(); ++at) {
    const std::size_t equals = arguments[at].find('=');
    action.details[arguments[at].substr(0, equals)] = arguments[at].substr(equals + 1);
  }
  return apply(live, *journal, action);
}
