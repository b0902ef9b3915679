// What was asked of `queuehound plan`, and of `apply` where it plans first.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace queuehound {

struct PlanOptions {
  std::vector<std::string> with;     // kinds, as in the contract
  std::vector<std::string> without;  // kinds or numbers
  std::vector<std::string> open;     // addresses that no step may block, as to_text writes them
  std::vector<std::size_t> only;     // numbers from 1; empty: all
  bool shell = false;
};

}  // namespace queuehound
