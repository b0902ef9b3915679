#include "report/check_report.h"
#include "report/json_writer.h"

namespace queuehound {
namespace {

class CheckDocument {
 public:
  explicit CheckDocument(const CheckResult& result) : result_(result), file_(result.file) {}
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
  void count(std::string_view key, std::uint64_t value) {
    json_.key(key);
    json_.number(value);
  }
  void flag(std::string_view key, bool value) {
    json_.key(key);
    json_.boolean(value);
  }
  template <class Rows, class Write>
  void rows(std::string_view key, const Rows& list, Write write_row) {
    json_.key(key);
    json_.begin_array();
    for (const auto& row : list) {
      json_.begin_object();
      write_row(row);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_finding(const Finding& finding);
  void write_selector();
  void write_lists();
  void write_sources();

  const CheckResult& result_;
  const CheckFile& file_;
  JsonWriter json_;
};

void CheckDocument::write_finding(const Finding& finding) {
  text("name", finding.name);
  count("cost", finding.cost);
  text("seen", finding.seen);
  text("costs", finding.costs);
  text_or_null("place", finding.place);
  json_.key("lines");
  json_.begin_array();
  for (const std::string& line : finding.lines) json_.text(line);
  json_.end_array();
  text_or_null("then", finding.then);
  text_or_null("advice", finding.advice);
}

void CheckDocument::write_selector() {
  json_.key("log_selector");
  json_.begin_object();
  json_.key("present");
  file_.server.log_selector ? json_.text(*file_.server.log_selector) : json_.null();
  text("known_from", file_.server.log_selector ? "configuration" : "log lines");
  text_or_null("configuration", file_.server.exim_config_file);
  json_.key("missing");
  json_.begin_array();
  for (const WantedSelector& wanted : missing_selectors(file_)) json_.text(wanted.name);
  json_.end_array();
  json_.end_object();
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
    json_.key("column");
    source.sample.empty() ? json_.null()
                          : json_.number(stopping_column(source.kind, source.sample));
  });
}

std::string CheckDocument::write() {
  json_.begin_object();
  text("schema", "queuehound/check/1");
  text("generated_at", to_rfc3339(file_.now, file_.server.zone));
  json_.key("host");
  json_.begin_object();
  text("hostname", file_.server.hostname);
  text("profile", profile_name(file_.server.profile));
  text_or_null("exim_version", file_.server.exim_version);
  text("root", result_.root);
  json_.end_object();
  text("evidence", grade_word(evidence_grade(result_.findings)));
  rows("findings", result_.findings, [this](const Finding& row) { write_finding(row); });
  write_selector();
  write_lists();
  write_sources();
  flag("queue_was_read", file_.queue_was_read);
  flag("main_log_was_read", file_.main_log_was_read);
  json_.end_object();
  return json_.take();
}

}  // namespace

std::string check_json(const CheckResult& result) { return CheckDocument(result).write(); }

}  // namespace queuehound
