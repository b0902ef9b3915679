// What was asked of `queuehound parse`, as typed.
#pragma once

#include <optional>

#include "report/log_record.h"

namespace queuehound {

struct ParseOptions {
  std::optional<RecordSource> kind;  // must be given
  bool json_lines = false;
};

}  // namespace queuehound
