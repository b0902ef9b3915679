// What `check` says: a verdict first, then what to change, dearest first, then what was looked at.
// Pure.
#pragma once

#include <string>
#include <vector>

#include "report/text.h"
#include "verdict/finding.h"

namespace queuehound {

struct CheckResult {
  const CheckFile& file;
  std::vector<Finding> findings;
  std::string root;  // as given
};

// `all_lines`: a sample of every log with lines that are not understood.
std::string check_text(const CheckResult& result, const TextOptions& options, bool all_lines);
std::string check_json(const CheckResult& result);  // schema "queuehound/check/1"

}  // namespace queuehound
