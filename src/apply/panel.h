// Asks the server's panel (remedy/panel_commands.h has the table) and understands its answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apply/doing.h"
#include "base/run_program.h"
#include "remedy/panel_commands.h"

namespace queuehound {

// The panel's program by its full path, its own environment, and its words. Kind::refused where it
// is not installed.
Result<ProgramRun> panel_run(const std::vector<std::string>& words);

// Runs it, and fails where the panel says that it failed: cPanel's programs end with 0 whatever
// happened, and say so in JSON. Its output.
Result<std::string> ask_panel(const ProgramRun& run);

// Whether the row's action holds now.
Result<bool> holds_now(const LiveServer& live, const PanelRow& row, const PanelTarget& target);

// A whole Doing out of a row: done by `run`, told by `look`, undone by `undo`. What held before we
// came is left as it was, by doing and by undoing.
Result<Record> prepare_panel(const LiveServer& live, const PanelRow& row,
                             const PanelTarget& target);
Result<Record> act_on_panel(const LiveServer& live, const Action& action, const Record& before);
Result<std::string> verify_panel(const LiveServer& live, const Action& action);
Keeping kept_by_panel(const LiveServer& live, const Action& action, const Record& before);
Result<std::string> undo_on_panel(const LiveServer& live, const Action& action, const Keeping& kept,
                                  const UndoOptions& options);
std::string panel_difference(const LiveServer& live, const Action& action);

}  // namespace queuehound
