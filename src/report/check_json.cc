#include "report/check_report.h"
#include "report/json_document.h"
#include "report/stopping_column.h"
#include "verdict/judge_evidence.h"
#include "verdict/look.h"

namespace queuehound {
namespace {

class CheckDocument : public JsonDocument {
 public:
  explicit CheckDocument(const CheckResult& result)
      : JsonDocument(result.file.server.zone), result_(result), file_(result.file) {}
  std::string write();

 private:
  void write_finding(const Finding& finding);
  void write_selector();
  void write_lists();
  void write_sources();

  const CheckResult& result_;
  const CheckFile& file_;
};

void CheckDocument::write_finding(const Finding& finding) {
  text("name", finding.name);
  count("cost", finding.cost);
  text("seen", finding.seen);
  text("costs", finding.costs);
  text_or_null("place", finding.place);
  texts("lines", finding.lines);
  text_or_null("then", finding.then);
  text_or_null("advice", finding.advice);
}

void CheckDocument::write_selector() {
  writer().key("log_selector");
  writer().begin_object();
  writer().key("present");
  file_.server.log_selector ? writer().text(*file_.server.log_selector) : writer().null();
  text("known_from", file_.server.log_selector ? "configuration" : "log lines");
  text_or_null("configuration", file_.server.exim_config_file);
  writer().key("missing");
  writer().begin_array();
  for (const WantedSelector& wanted : missing_selectors(file_)) writer().text(wanted.name);
  writer().end_array();
  writer().end_object();
}

void CheckDocument::write_lists() {
  rows("php", file_.php, [this](const PhpInstall& php) {
    text("ini", php.ini);
    flag("header", marks_mail(php));
    flag("log", logs_mail(php));
    count("pools", php.pools);
  });
  rows("reach", file_.reach, [this](const LogReach& reach) {
    text("path", reach.path);
    text("kind", log_kind_name(reach.kind));
    count("files", reach.files);
    count("bytes", reach.bytes);
    text_or_null("oldest", reach.oldest ? to_rfc3339(*reach.oldest, file_.server.zone) : "");
  });
  rows("defences", file_.defences, [this](const Defence& defence) {
    text("kind", defence_kind_name(defence.kind));
    text("name", defence.name);
    text("path", defence.path);
    text_or_null("note", defence.note);
  });
}

void CheckDocument::write_sources() {
  rows("sources", file_.sources, [this](const SourceReport& source) {
    text("path", source.path);
    text("kind", source.kind);
    count("records", source.records);
    count("unrecognised", source.unrecognised);
    text("sample", source.sample);
    count("disbelieved", source.disbelieved);
    writer().key("column");
    const auto column =
        source.sample.empty() ? std::nullopt : stopping_column(source.kind, source.sample);
    column ? writer().number(*column) : writer().null();
  });
}

std::string CheckDocument::write() {
  writer().begin_object();
  text("schema", "queuehound/check/1");
  time("generated_at", file_.now);
  writer().key("host");
  writer().begin_object();
  text("hostname", file_.server.hostname);
  text("profile", profile_name(file_.server.profile));
  text_or_null("exim_version", file_.exim_version);
  text("root", result_.root);
  writer().end_object();
  text("evidence", grade_word(evidence_grade(result_.findings)));
  rows("findings", result_.findings, [this](const Finding& row) { write_finding(row); });
  write_selector();
  write_lists();
  write_sources();
  flag("queue_was_read", file_.queue_was_read);
  flag("main_log_was_read", file_.main_log_was_read);
  writer().end_object();
  return writer().take();
}

}  // namespace

std::string check_json(const CheckResult& result) { return CheckDocument(result).write(); }

}  // namespace queuehound
