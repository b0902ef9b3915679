// What was asked of `queuehound check` beyond what every command is asked.
#pragma once

namespace queuehound {

struct CheckOptions {
  bool all_lines = false;  // a sample of every log with lines that are not understood
};

}  // namespace queuehound
