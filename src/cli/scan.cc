// The whole of `scan`, in order: read, judge, show.
#include "cli/scan.h"

#include <chrono>

#include "cli/output.h"
#include "cli/read_server.h"
#include "cli/show_scan.h"

namespace queuehound {

int run_scan(const ScanOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  const Terminal terminal = decide_display(options.display, read_environment());
  Progress progress(terminal.may_show_progress && !options.json, terminal.width);
  auto reading = read_server(options, progress);
  if (!reading) {
    progress.finish();
    complain(reading.error().text);
    return 2;
  }
  ScanResult result = judge_server(options, **reading);
  progress.finish();
  result.seconds_taken =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return show_scan(result, options, terminal);
}

}  // namespace queuehound
