#include "cli/show_scan.h"

#include "cli/output.h"
#include "report/json.h"
#include "report/text.h"

namespace queuehound {

int show_scan(const ScanResult& result, const ScanOptions& options, const Terminal& terminal) {
  const TextStyle style{.width = terminal.width, .utf8 = terminal.utf8, .colour = terminal.colour};
  const bool is_written =
      put_results(options.json ? scan_json(result)
                               : scan_text(result, {.style = style, .detail = options.detail}));
  if (!is_written) return 2;
  return result.incidents.empty() ? 0 : 1;
}

}  // namespace queuehound
