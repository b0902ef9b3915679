// Where the journal is, for every command that changes the server or tells what was changed.
#pragma once

#include <string>

#include "apply/state_directory.h"

namespace queuehound {

struct StateOptions {
  std::string directory{kStateDirectory};
};

}  // namespace queuehound
