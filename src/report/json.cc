#include "report/json.h"

#include <algorithm>

#include "report/json_writer.h"

namespace queuehound {
namespace {

// One document being written; each write_ puts one part of the contract.
class ScanDocument {
 public:
  explicit ScanDocument(const ScanResult& result) : result_(result) {}
  std::string write();

 private:
  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.text(value);
  }
  // What is not known is null, never "".
  void text_or_null(std::string_view key, std::string_view value) {
    json_.key(key);
    value.empty() ? json_.null() : json_.text(value);
  }
  void known_text(std::string_view key, const std::optional<std::string>& value) {
    text_or_null(key, value ? std::string_view(*value) : std::string_view());
  }
  void count(std::string_view key, std::uint64_t value) {
    json_.key(key);
    json_.number(value);
  }
  void fraction(std::string_view key, double value) {
    json_.key(key);
    json_.fraction(value);
  }
  void flag(std::string_view key, bool value) {
    json_.key(key);
    json_.boolean(value);
  }
  void time(std::string_view key, Time at) { text(key, to_rfc3339(at, result_.zone)); }
  void time_span(Time first, Time last) {
    time("first_seen", first);
    time("last_seen", last);
  }

  template <class Row, class Write>
  void rows(std::string_view key, const std::vector<Row>& list, Write write_row) {
    json_.key(key);
    json_.begin_array();
    for (const Row& row : list) {
      json_.begin_object();
      write_row(row);
      json_.end_object();
    }
    json_.end_array();
  }
  void texts(std::string_view key, const std::vector<std::string>& list) {
    json_.key(key);
    json_.begin_array();
    for (const std::string& value : list) json_.text(value);
    json_.end_array();
  }

  void write_host();
  void write_source(const SourceReport& source);
  void write_queue();
  void write_incident(const Incident& incident);
  void write_actor(const Incident& incident);
  void write_messages(const MessageCounts& messages);
  void write_usual(const UsualLevel& usual);
  void write_origin(const Origin& origin);
  void write_evidence(const Evidence& evidence);
  void write_line(const EvidenceSource& source);
  void write_entry(const std::optional<Entry>& entry);
  void write_action(const PlannedAction& action);

  const ScanResult& result_;
  JsonWriter json_;
};

void ScanDocument::write_host() {
  json_.key("host");
  json_.begin_object();
  text("hostname", result_.hostname);
  text("profile", result_.profile);
  text_or_null("exim_version", result_.exim_version);
  text("root", result_.root);
  json_.end_object();
}

void ScanDocument::write_source(const SourceReport& source) {
  text("path", source.path);
  text("kind", source.kind);
  count("bytes", source.bytes);
  count("records", source.records);
  count("unrecognised", source.unrecognised);
  text("sample", source.sample);
}

void ScanDocument::write_queue() {
  const QueueTotals& queue = result_.queue;
  json_.key("queue");
  json_.begin_object();
  count("messages", queue.messages);
  count("frozen", queue.frozen);
  count("bounces", queue.bounces);
  count("recipients", queue.recipients);
  count("bytes", queue.bytes);
  text_or_null("oldest", queue.oldest ? to_rfc3339(*queue.oldest, result_.zone) : std::string());
  json_.end_object();
}

void ScanDocument::write_actor(const Incident& incident) {
  known_text("account", incident.account);
  known_text("system_user", incident.system_user);
  known_text("domain", incident.domain);
  known_text("script", incident.script);
  known_text("directory", incident.directory);
  known_text("url", incident.url);
  known_text("list", incident.list);
}

void ScanDocument::write_messages(const MessageCounts& messages) {
  json_.key("messages");
  json_.begin_object();
  count("submitted", messages.submitted);
  count("recipients", messages.recipients);
  count("distinct_recipients", messages.distinct_recipients);
  count("queued", messages.queued);
  count("frozen", messages.frozen);
  count("delivered", messages.delivered);
  count("deferred", messages.deferred);
  count("failed", messages.failed);
  json_.end_object();
}

void ScanDocument::write_usual(const UsualLevel& usual) {
  json_.key("usual");
  if (!usual.is_known) return json_.null();
  json_.begin_object();
  fraction("messages_per_day", usual.messages_per_day);
  fraction("busiest_day", usual.busiest_day);
  fraction("busiest_hour", usual.busiest_hour);
  count("days", usual.days);
  json_.end_object();
}

void ScanDocument::write_origin(const Origin& origin) {
  text("address", to_text(origin.address));
  count("events", origin.events);
  time_span(origin.first_seen, origin.last_seen);
  text("via", via_name(origin.via));
  text_or_null("country", origin.country);
  text_or_null("asn", origin.asn);
  json_.key("lift");
  origin.lift ? json_.fraction(*origin.lift) : json_.null();
  flag("block", origin.block);
  text_or_null("not_blocked_because",
               origin.block ? std::string_view() : origin.not_blocked_because);
}

void ScanDocument::write_evidence(const Evidence& evidence) {
  text("signal", evidence.signal);
  fraction("weight", evidence.weight);
  text("text", evidence.text);
  write_line(evidence.source);
}

void ScanDocument::write_line(const EvidenceSource& source) {
  json_.key("source");
  if (source.path.empty()) return json_.null();
  json_.begin_object();
  text("path", source.path);
  count("offset", source.offset);
  text("line", source.line);
  json_.end_object();
}

void ScanDocument::write_entry(const std::optional<Entry>& entry) {
  json_.key("entry");
  if (!entry) return json_.null();
  json_.begin_object();
  text("how", entry_way_name(entry->how));
  text_or_null("address", entry->address ? to_text(*entry->address) : std::string());
  text_or_null("at", entry->at ? to_rfc3339(*entry->at, result_.zone) : std::string());
  text("text", entry->text);
  write_line(entry->source);
  rows("siblings", entry->siblings, [this](const Sibling& sibling) {
    text("path", sibling.path);
    text("why", sibling_why_name(sibling.why));
  });
  texts("also", entry->also);
  json_.end_object();
}

void ScanDocument::write_action(const PlannedAction& action) {
  text("action", action.action);
  text("target", action.target);
  text("reason", action.reason);
  text("effect", action.effect);
  flag("reversible", action.reversible);
  known_text("shell", action.shell);
}

void ScanDocument::write_incident(const Incident& incident) {
  text("id", incident.id);
  text("kind", kind_name(incident.kind));
  write_actor(incident);
  // Rounding must not make a certainty of what is none of the contract's range.
  fraction("confidence", incident.confidence > 0 ? std::min(incident.confidence, 1.0) : 0.0);
  flag("active", incident.active);
  time_span(incident.first_seen, incident.last_seen);
  write_messages(incident.messages);
  write_usual(incident.usual);
  rows("subjects", incident.subjects, [this](const SubjectCount& subject) {
    text("text", subject.text);
    count("count", subject.count);
  });
  rows("campaigns", incident.campaigns, [this](const CampaignSummary& campaign) {
    text("subject", campaign.subject);
    count("messages", campaign.messages);
    time_span(campaign.first_seen, campaign.last_seen);
  });
  rows("origins", incident.origins, [this](const Origin& origin) { write_origin(origin); });
  json_.key("queue_selection");
  json_.begin_object();
  texts("quarantine", incident.quarantine);
  texts("spare", incident.spare);
  json_.end_object();
  rows("evidence", incident.evidence, [this](const Evidence& row) { write_evidence(row); });
  texts("ruled_out", incident.ruled_out);
  json_.key("hourly");
  json_.begin_array();
  for (const std::uint64_t messages : incident.hourly) json_.number(messages);
  json_.end_array();
  write_entry(incident.entry);
  rows("plan", incident.plan, [this](const PlannedAction& action) { write_action(action); });
}

std::string ScanDocument::write() {
  json_.begin_object();
  text("schema", "queuehound/scan/1");
  time("generated_at", result_.generated_at);
  json_.key("window");
  json_.begin_object();
  time("from", result_.from);
  time("to", result_.to);
  json_.end_object();
  write_host();
  rows("sources", result_.sources, [this](const SourceReport& source) { write_source(source); });
  write_queue();
  rows("incidents", result_.incidents, [this](const Incident& row) { write_incident(row); });
  rows("looks_fine", result_.looks_fine, [this](const LooksFine& row) {
    text("actor", row.actor);
    count("messages", row.messages);
    text("why", row.why);
  });
  texts("notes", result_.notes);
  json_.end_object();
  return json_.take();
}

}  // namespace

std::string scan_json(const ScanResult& result) { return ScanDocument(result).write(); }

}  // namespace queuehound
