// What was asked of `queuehound apply` and of `undo`.
#pragma once

#include <chrono>

namespace queuehound {

struct ApplyOptions {
  bool yes = false;
  std::chrono::seconds confirm_within{0};  // 0: nobody needs to confirm
  std::chrono::seconds watch{20};
  bool send_letters = false;
};

struct UndoCommandOptions {
  bool yes = false;
  bool diff = false;
  bool force = false;
};

}  // namespace queuehound
