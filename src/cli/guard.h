// The process that undoes what nobody confirmed. It is started before anything is read or changed,
// in a session of its own, and outlives the terminal, the connection and the command that started
// it. It holds no lock and no journal until its time has come.
#pragma once

#include <sys/types.h>

#include <cstdint>

#include "base/fd.h"
#include "base/result.h"
#include "base/time.h"
#include "cli/options.h"

namespace queuehound {

class Guard {
 public:
  // A process that waits to be told; it ends by itself where it never is.
  static Result<Guard> start(const Options& options);

  // After the journal holds the plan's time. When this returns the guard has it, and only then may
  // anything be changed.
  Result<> arm(std::int64_t plan, Time until);

 private:
  Guard(Fd order, Fd answer) : order_(std::move(order)), answer_(std::move(answer)) {}
  Fd order_, answer_;
};

}  // namespace queuehound
