// Blocks for programs: schema/block-1.schema.json and schema/allow-1.schema.json.
#include "report/block_report.h"
#include "report/json_writer.h"

namespace queuehound {
namespace {

class BlockDocument {
 public:
  explicit BlockDocument(const BlockReport& report) : report_(report) {}
  std::string write();

 private:
  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.text(value);
  }
  void text_or_null(std::string_view key, std::string_view value) {
    json_.key(key);
    value.empty() ? json_.null() : json_.text(value);
  }
  void flag(std::string_view key, bool value) {
    json_.key(key);
    json_.boolean(value);
  }
  void texts(std::string_view key, const std::vector<std::string>& values) {
    json_.key(key);
    json_.begin_array();
    for (const std::string& value : values) json_.text(value);
    json_.end_array();
  }
  void write_row(const BlockRow& row);
  void write_steps();
  void write_test(const BlockTest& test);

  const BlockReport& report_;
  JsonWriter json_;
};

void BlockDocument::write_row(const BlockRow& row) {
  json_.begin_object();
  text("address", row.address);
  text_or_null("action", row.action);
  text_or_null("incident", row.incident);
  text_or_null("who", row.who);
  text("backend", row.backend);
  text("reason", row.reason);
  text_or_null("until", row.until ? to_rfc3339(*row.until, report_.zone) : std::string());
  json_.key("hits");
  row.hits ? json_.number(*row.hits) : json_.null();
  flag("holds", row.holds);
  json_.end_object();
}

void BlockDocument::write_steps() {
  json_.key("steps");
  json_.begin_array();
  for (const BlockStep& step : report_.steps) {
    json_.begin_object();
    text_or_null("action", step.action);
    text("address", step.address);
    flag("done", step.is_done);
    text("text", step.text);
    text_or_null("verified", step.verified);
    json_.end_object();
  }
  json_.end_array();
}

void BlockDocument::write_test(const BlockTest& test) {
  json_.key("test");
  json_.begin_object();
  text("address", test.address);
  flag("blocked", test.is_blocked);
  json_.key("by");
  if (test.row)
    write_row(*test.row);
  else
    json_.null();
  text_or_null("backend", test.backend);
  texts("why_not", test.why_not);
  texts("passed_over", test.passed_over);
  json_.end_object();
}

std::string BlockDocument::write() {
  json_.begin_object();
  text("schema", "queuehound/block/1");
  text("generated_at", to_rfc3339(report_.at, report_.zone));
  write_steps();
  if (report_.blocked) {
    json_.key("blocked");
    json_.begin_array();
    for (const BlockRow& row : *report_.blocked) write_row(row);
    json_.end_array();
  }
  if (report_.test) write_test(*report_.test);
  json_.end_object();
  return json_.take();
}

}  // namespace

std::string block_json(const BlockReport& report) { return BlockDocument(report).write(); }

std::string allow_json(Time at, const TimeZone& zone, const std::vector<AllowRow>& rows) {
  JsonWriter json;
  json.begin_object();
  json.key("schema");
  json.text("queuehound/allow/1");
  json.key("generated_at");
  json.text(to_rfc3339(at, zone));
  json.key("allowed");
  json.begin_array();
  for (const AllowRow& row : rows) {
    json.begin_object();
    json.key("subject");
    json.text(row.subject);
    json.key("note");
    json.text(row.note);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace queuehound
