#include "survey/access_samples.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "formats/access_log.h"
#include "formats/haproxy_log.h"
#include "host/tree.h"
#include "survey/unread_lines.h"

namespace queuehound {
namespace {

constexpr std::size_t kTail = 16u << 10;
constexpr std::size_t kMostLogs = 2000;

LineTally tally_of(std::string_view text) {
  LineTally tally;
  tally.bytes = text.size();
  // Where a whole tail was read, its first line is the end of one.
  if (text.size() >= kTail) text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  for_each_readable_line(text, [&](std::string_view line) {
    if (line.empty()) return;
    ++tally.records;
    if (parse_access_line(line) || is_haproxy_without_request(line)) return;
    tally.take_sample(line, true);
    ++tally.unrecognised;
  });
  return tally;
}

}  // namespace

std::vector<SourceTally> sample_access_logs(const RootDir& root, const Server& server) {
  std::vector<SourceTally> samples;
  for (const LogSource& log : server.logs) {
    if (log.kind != LogKind::access || samples.size() >= kMostLogs) continue;
    LineTally tally = tally_of(tail_of(root, log.path, kTail));
    if (tally.records > 0)
      samples.push_back({log.path, std::string(log_kind_name(log.kind)), std::move(tally)});
  }
  return samples;
}

}  // namespace queuehound
