// What is needed until the process ends is given to it. Freeing hundred thousands of rows one by
// one, only to exit behind them, was a thirtieth of a scan; the kernel takes their pages at once.
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace queuehound {

// For what owns nothing but memory, and once a command: nothing is ever freed.
template <class Value>
Value& keep_until_exit(Value value) {
  // Never destroyed, and never lost: a leak is what nothing points to.
  static auto* const kept = new std::vector<std::unique_ptr<Value>>;
  return *kept->emplace_back(std::make_unique<Value>(std::move(value)));
}

}  // namespace queuehound
