// What was asked of a command, as typed. One struct for all of them: a row of the option table
// stores into the part of its own command.
#pragma once

#include <string>
#include <vector>

#include "cli/apply_options.h"
#include "cli/block_options.h"
#include "cli/check_options.h"
#include "cli/explain_options.h"
#include "cli/parse_options.h"
#include "cli/plan_options.h"
#include "cli/queue_options.h"
#include "cli/scan_options.h"
#include "cli/state_options.h"

namespace queuehound {

struct Options {
  ScanOptions scan;  // which server, which time, how it is shown: every command's
  ParseOptions parse;
  QueueOptions queue;
  ExplainOptions explain;
  CheckOptions check;
  PlanOptions plan;
  ApplyOptions apply;
  UndoCommandOptions undo;
  StateOptions state;
  BlockOptions block;
  std::vector<std::string> operands;  // what stands without a dash, in order
};

}  // namespace queuehound
