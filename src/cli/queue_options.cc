#include "cli/queue_options.h"

namespace queuehound {

bool needs_logs(const QueueOptions& queue) {
  return queue.with_evidence || !queue.incidents.empty() || !queue.filter.programs.empty() ||
         !queue.filter.origins.empty() || queue.summary == QueueGroup::script;
}

bool chooses_or_lists(const QueueOptions& queue) {
  return asks_anything(queue.filter) || queue.filter.is_any || queue.filter.with_delivered ||
         needs_logs(queue) || queue.count || queue.ids || queue.brief || queue.newest_first ||
         queue.summary || queue.like || queue.json_lines || queue.order;
}

}  // namespace queuehound
