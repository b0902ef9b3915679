// What was asked of `queuehound explain`, beside which server and when.
#pragma once

namespace queuehound {

struct ExplainOptions {
  bool only_advice = false;  // what to do after it is stopped, and nothing else
};

}  // namespace queuehound
