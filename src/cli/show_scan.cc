#include "cli/show_scan.h"

#include "cli/output.h"
#include "cli/pager.h"
#include "report/json.h"
#include "report/text.h"

namespace queuehound {

int show_scan(const ScanResult& result, const ScanOptions& options, const Terminal& terminal) {
  TextOptions text;
  text.style = {terminal.width, terminal.utf8, terminal.colour};
  text.detail = options.detail;
  const bool is_shown = options.json ? write_scan_json(result, put_results)
                                     : put_text(scan_text(result, text), terminal);
  if (!is_shown) return 2;
  return result.incidents.empty() ? 0 : 1;
}

}  // namespace queuehound
