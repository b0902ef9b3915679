#include "report/queue_json.h"

#include "report/json_document.h"

namespace queuehound {
namespace {

void write_entry(JsonDocument& out, const QueueEntry& entry, Time now) {
  out.text("id", entry.id);
  out.text("queue", entry.queue);
  out.time("received_at", entry.received_at);
  out.writer().key("age_seconds");
  out.writer().number((now - entry.received_at).count());
  out.count("size", entry.size);
  out.text("sender", entry.sender);
  out.texts("recipients", entry.waiting);
  out.texts("delivered", entry.delivered);
  out.text("subject", entry.subject);
  out.text("actor", entry.known.actor.empty() ? entry.actor : entry.known.actor);
  out.text_or_null("script", entry.known.script);
  out.text_or_null("directory", entry.known.directory);
  out.text_or_null("origin", entry.known.origin);
  out.text_or_null("incident", entry.known.incident);
  out.text_or_null("campaign", entry.campaign);
  out.text_or_null("script_claimed", entry.script_claimed);
  out.text_or_null("client", entry.address);
  out.flag("frozen", entry.is_frozen);
  out.flag("bounce", entry.is_bounce);
  out.flag("damaged", entry.is_damaged);
}

void write_queue_head(JsonDocument& out, std::string_view schema, const QueueHead& head) {
  out.text("schema", schema);
  out.time("generated_at", head.now);
  out.count("total", head.total);
}

}  // namespace

std::string queue_json(const std::vector<QueueEntry>& entries, const QueueHead& head,
                       const TimeZone& zone) {
  JsonDocument out(zone);
  out.writer().begin_object();
  write_queue_head(out, "queuehound/queue/1", head);
  out.rows("messages", entries, [&](const QueueEntry& row) { write_entry(out, row, head.now); });
  out.texts("notes", head.notes);
  out.writer().end_object();
  return out.writer().take();
}

std::string queue_lines(const std::vector<QueueEntry>& entries, Time now, const TimeZone& zone) {
  std::string lines;
  for (const QueueEntry& entry : entries) {
    JsonDocument out(zone, JsonLayout::one_line);
    out.writer().begin_object();
    write_entry(out, entry, now);
    out.writer().end_object();
    lines += out.writer().take();
  }
  return lines;
}

std::string queue_group_json(const std::vector<QueueGroupRow>& rows, QueueGroup by,
                             const QueueHead& head, const TimeZone& zone) {
  JsonDocument out(zone);
  out.writer().begin_object();
  write_queue_head(out, "queuehound/queue-summary/1", head);
  out.text("by", queue_group_name(by));
  out.rows("groups", rows, [&](const QueueGroupRow& row) {
    out.text("name", row.name);
    out.count("messages", row.messages);
    out.count("recipients", row.recipients);
    out.count("frozen", row.frozen);
    out.count("size", row.bytes);
    out.time("oldest", row.oldest);
  });
  out.texts("notes", head.notes);
  out.writer().end_object();
  return out.writer().take();
}

}  // namespace queuehound
