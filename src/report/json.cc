#include "report/json.h"

#include "report/incident_json.h"
#include "report/json_parts.h"

namespace queuehound {
namespace {

// One document being written; each write_ puts one part of the contract.
class ScanDocument : public JsonDocument {
 public:
  ScanDocument(const ScanResult& result, const JsonSink& put)
      : JsonDocument(result.zone, put), result_(result) {}
  bool write();

 private:
  void write_host();
  void write_source(const SourceReport& source);
  void write_queue();

  const ScanResult& result_;
};

void ScanDocument::write_host() {
  writer().key("host");
  writer().begin_object();
  text("hostname", result_.hostname);
  text("profile", result_.profile);
  text_or_null("exim_version", result_.exim_version);
  text("root", result_.root);
  writer().end_object();
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
  writer().key("queue");
  writer().begin_object();
  count("messages", queue.messages);
  count("frozen", queue.frozen);
  count("bounces", queue.bounces);
  count("recipients", queue.recipients);
  count("bytes", queue.bytes);
  text_or_null("oldest", queue.oldest ? to_rfc3339(*queue.oldest, result_.zone) : std::string());
  writer().end_object();
}

bool ScanDocument::write() {
  writer().begin_object();
  write_head(*this, "queuehound/scan/1", result_);
  write_window(*this, result_);
  write_host();
  rows("sources", result_.sources, [this](const SourceReport& source) { write_source(source); });
  write_queue();
  rows("incidents", result_.incidents,
       [this](const Incident& row) { write_incident_fields(*this, row); });
  rows("looks_fine", result_.looks_fine, [this](const LooksFine& row) {
    text("actor", row.actor);
    count("messages", row.messages);
    text("why", row.why);
  });
  texts("notes", result_.notes);
  writer().end_object();
  return writer().end();
}

}  // namespace

bool write_scan_json(const ScanResult& result, const JsonSink& put) {
  return ScanDocument(result, put).write();
}

}  // namespace queuehound
