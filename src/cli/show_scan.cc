#include "cli/show_scan.h"

#include "cli/output.h"
#include "report/json.h"
#include "report/text.h"

namespace queuehound {

int show_scan(const ScanResult& result, const ScanOptions& options, const Terminal& terminal) {
  TextOptions text;
  text.style = {terminal.width, terminal.utf8, terminal.colour};
  text.detail = options.detail;
  if (!put_results(options.json ? scan_json(result) : scan_text(result, text))) return 2;
  return result.incidents.empty() ? 0 : 1;
}

}  // namespace queuehound
