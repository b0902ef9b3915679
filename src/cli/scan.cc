// The whole of `scan`, in order: read, judge, show.
#include "cli/scan.h"

#include <chrono>

#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/read_server.h"
#include "cli/show_scan.h"
#include "cli/until_exit.h"

namespace queuehound {

int run_scan(const ScanOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  const Terminal terminal = decide_display(options.display, read_environment());
  Result<Judged>& judged = keep_until_exit(read_and_judge(options, terminal));
  if (!judged) {
    complain(judged.error());
    return was_interrupted() ? kInterrupted : 2;
  }
  judged->reading.reset();  // of a million messages more memory than all that is written
  judged->result.seconds_taken =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  const int status = show_scan(judged->result, options, terminal);
  return status == 0 && was_interrupted() ? kInterrupted : status;
}

}  // namespace queuehound
