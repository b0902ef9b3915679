// Seals the script that sends. target: its path. No details.
#pragma once

#include "apply/doing.h"

namespace queuehound {

Doing seal_script_doing();

}  // namespace queuehound
