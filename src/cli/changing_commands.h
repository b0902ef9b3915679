// The rows of the commands that stop an incident and put things back: see cli/command_row.h.
#pragma once

#include "cli/command_row.h"

namespace queuehound {

CommandRow plan_row();
CommandRow apply_row();
CommandRow confirm_row();
CommandRow undo_row();
CommandRow log_row();
CommandRow block_row();
CommandRow allow_row();

}  // namespace queuehound
