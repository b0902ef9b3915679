// What was asked of `queuehound check` beyond what every command is asked.
#pragma once

namespace queuehound {

struct CheckOptions {
  bool all_lines = false;  // a sample of every log with lines that are not understood
  bool exim_hold = false;  // only print the access list that holds accounts
};

}  // namespace queuehound
