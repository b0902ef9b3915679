#include "cli/watch_actor.h"

#include <poll.h>

#include <algorithm>

#include "cli/clock.h"
#include "cli/interruption.h"
#include "cli/live.h"
#include "cli/output.h"
#include "cli/read_server.h"
#include "report/numbers.h"
#include "verdict/roles.h"

namespace queuehound {
namespace {

bool can_be_counted(IncidentKind kind) {
  return kind == IncidentKind::mailbox || kind == IncidentKind::script ||
         kind == IncidentKind::form || kind == IncidentKind::relay;
}

void wait_until(Time end) {
  while (clock_now() < end && !was_interrupted()) ::poll(nullptr, 0, 200);
}

}  // namespace

std::optional<std::uint64_t> new_messages_of(const Incident& incident, Time since, seconds wait,
                                             const Options& options, const Terminal& terminal) {
  if (!can_be_counted(incident.kind)) return {};
  if (terminal.may_show_progress && !options.scan.json)
    (void)write_all(2, "watching for new messages for " + duration_text(wait) + " ...\n");
  wait_until(since + wait);
  if (was_interrupted()) return {};  // nobody waits for the answer
  ScanOptions scan = options.scan;
  scan.now.clear();  // the real clock: what has come since
  scan.until.clear();
  Progress quiet(false, terminal.width);
  const auto reading = read_server(scan, quiet);
  if (!reading) return {};
  const Ledger& ledger = (*reading)->survey.ledger;
  return static_cast<std::uint64_t>(
      std::ranges::count_if(ledger.messages, [&](const Message& message) {
        return message.at > since && is_by_actor_of(incident, ledger, message);
      }));
}

}  // namespace queuehound
