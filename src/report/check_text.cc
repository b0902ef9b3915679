#include <fmt/format.h>

#include <array>

#include "report/check_report.h"
#include "report/numbers.h"
#include "report/page.h"
#include "report/stopping_column.h"
#include "report/words.h"
#include "verdict/judge_evidence.h"

namespace queuehound {
namespace {

struct Expected {  // what a whole server has, and what each is for
  LogKind kind;
  std::string_view words, use;
};
constexpr std::array kExpected{
    Expected{LogKind::exim_main, "Exim's main log", "every message"},
    Expected{LogKind::exim_reject, "Exim's reject log", "whom Exim turned away"},
    Expected{LogKind::dovecot, "Dovecot's log", "logins and guessed passwords"},
    Expected{LogKind::access, "access logs", "who drives a script or form"},
    Expected{LogKind::php_mail, "PHP's mail log", "which file called mail()"},
    Expected{LogKind::roundcube_login, "webmail log", "who sits behind the webmail"},
    Expected{LogKind::cron, "cron's log", "jobs that mail"},
};
constexpr std::size_t kShownSamples = 3, kShownReach = 12;

// A line may hold a thousand bytes before the place that matters.
std::string sample_around(std::string_view sample, std::size_t column, const TextStyle& style) {
  constexpr std::size_t kBefore = 60, kShown = 200;
  const std::size_t from = column > kShown / 2 ? column - kBefore : 0;
  return (from > 0 ? "..." : "") + shown(sample.substr(from, kShown), style) +
         (sample.size() - from > kShown ? "..." : "");
}

class CheckPage {
 public:
  CheckPage(const CheckResult& result, const TextOptions& options)
      : result_(result), file_(result.file), page_(options) {}

  std::string write(bool all_lines) {
    write_verdict();
    write_findings();
    write_settings();
    write_sources();
    write_reach();
    write_lines(all_lines);
    write_defences();
    page_.blank();
    page_.line("Nothing was changed.");
    return page_.take();
  }

 private:
  void write_verdict();
  void write_findings();
  void write_finding(const Finding& finding, std::size_t number);
  void write_settings();
  void write_php();
  void write_sources();
  void write_reach();
  void write_strange(const SourceReport& source);
  void write_lines(bool all_lines);
  void write_defences();
  void write_found(DefenceKind kind, std::string_view words, std::string_view none);

  const CheckResult& result_;
  const CheckFile& file_;
  Page page_;
};

void CheckPage::write_verdict() {
  constexpr std::array<Ink, 3> kInks{Ink::green, Ink::yellow, Ink::red};
  const EvidenceGrade grade = evidence_grade(result_.findings);
  const std::size_t count = result_.findings.size();
  const std::string things =
      count == 0 ? "nothing to change" : count_text(count, "thing to change", "things to change");
  page_.line(page_.ink(fmt::format("Evidence is {}: {}.", grade_word(grade), things),
                       kInks[static_cast<std::size_t>(grade)]));
  if (count == 0) return page_.line("What to do: nothing.");
  const Finding& first = result_.findings.front();
  const std::string what = first.lines.empty() ? first.advice : "\"" + first.lines.back() + "\"";
  page_.line(fmt::format("What to do first: {}{}.", page_.paragraph(what),
                         first.place.empty() ? "" : " in " + page_.name(first.place)));
}

void CheckPage::write_finding(const Finding& finding, std::size_t number) {
  page_.blank();
  page_.line(fmt::format("{} {}", page_.ink(fmt::format("{}", number), Ink::bold),
                         page_.ink(page_.paragraph(finding.seen), Ink::bold)),
             0, 2);
  page_.label("costs");
  page_.row(page_.paragraph(finding.costs));
  page_.label("write");
  if (finding.place.empty() && !finding.lines.empty()) page_.label("run");
  if (!finding.place.empty()) page_.row("in " + page_.paragraph(finding.place));
  if (finding.place.empty() && !finding.lines.empty()) page_.row("");
  for (const std::string& line : finding.lines) page_.verbatim(shown(line, page_.style()), 14);
  if (!finding.then.empty()) {
    page_.label("then run");
    page_.row("");
    page_.verbatim(shown(finding.then, page_.style()), 14);
  }
  page_.label(finding.lines.empty() ? "do" : "note");
  if (!finding.advice.empty()) page_.row(page_.paragraph(finding.advice));
}

void CheckPage::write_findings() {
  if (result_.findings.empty()) return;
  page_.heading("WHAT TO CHANGE, dearest first");
  for (std::size_t i = 0; i < result_.findings.size(); ++i)
    write_finding(result_.findings[i], i + 1);
}

void CheckPage::write_settings() {
  page_.heading("PRESENT SETTINGS");
  page_.label("Exim");
  page_.row(file_.server.exim_config_file.empty()
                ? "configuration not found or not readable"
                : "configuration in " + page_.name(file_.server.exim_config_file));
  std::string selector = "unknown";
  if (file_.server.log_selector)
    selector = file_.server.log_selector->empty() ? "Exim's defaults"
                                                  : page_.paragraph(*file_.server.log_selector);
  page_.row("log_selector: " + selector);
  write_php();
  page_.label("clock");
  page_.row(fmt::format("zone {}; {} of {} stamps agree with the message ids beside them",
                        page_.name(file_.server.zone_name),
                        number_text(file_.signs.compared - file_.signs.late),
                        number_text(file_.signs.compared)));
  page_.label("reading as");
  page_.row(page_.name(file_.reader));
}

void CheckPage::write_php() {
  page_.label("PHP");
  if (file_.php.empty()) page_.row("no php.ini found");
  const std::size_t most = page_.most(5);
  for (std::size_t i = 0; i < file_.php.size() && i < most; ++i) {
    const PhpInstall& php = file_.php[i];
    page_.row(fmt::format("{}: header {}, log {}", page_.name(php.ini),
                          marks_mail(php) ? "on" : "off",
                          logs_mail(php) ? page_.name(php.log.value) : "off"));
  }
  if (file_.php.size() > most) page_.row(fmt::format("and {} more", file_.php.size() - most));
}

void CheckPage::write_sources() {
  page_.heading("SOURCES");
  for (const Expected& expected : kExpected) {
    std::size_t count = 0;
    std::string first;
    for (const LogSource& log : file_.server.logs)
      if (log_kind_name(log.kind) == log_kind_name(expected.kind) && ++count == 1) first = log.path;
    const std::string found =
        count == 0 ? page_.ink("not found", Ink::yellow)
                   : page_.name(first) + (count > 1 ? fmt::format(" and {} more", count - 1) : "");
    page_.line(fmt::format("{:<18} {} ({})", expected.words, found, expected.use), 2, 19);
  }
  page_.line(fmt::format("{:<18} {}", "queue",
                         file_.queue_was_read ? page_.name(file_.server.spool_directory)
                                              : page_.ink("not read", Ink::yellow)),
             2, 19);
}

void CheckPage::write_reach() {
  if (file_.reach.empty()) return;
  page_.heading(fmt::format("HOW FAR BACK ({} days are wanted)", file_.baseline_days));
  std::vector<const LogReach*> logs;  // Exim and Dovecot may write to one file
  for (const LogReach& reach : file_.reach)
    if (std::ranges::find(logs, reach.path, &LogReach::path) == logs.end()) logs.push_back(&reach);
  const std::size_t rows = std::min(logs.size(), page_.most(kShownReach));
  for (std::size_t i = 0; i < rows; ++i) {
    const LogReach& reach = *logs[i];
    const std::string back =
        reach.oldest ? duration_text(std::max(file_.now - *reach.oldest, seconds(0))) : "unknown";
    page_.line(fmt::format("{:>8}  {} ({})", back, page_.name(reach.path),
                           count_text(reach.files, "file")),
               2, 10);
  }
  if (logs.size() > rows) page_.line(fmt::format("and {} more", logs.size() - rows), 12);
}

// Of an access log the last lines were tried, of any other those that a scan reads.
void CheckPage::write_strange(const SourceReport& source) {
  const std::uint64_t strange = source.unrecognised - source.disbelieved;
  const std::string of = (source.kind == log_kind_name(LogKind::access) ? "of the last " : "of ") +
                         number_text(source.records);
  const auto column = stopping_column(source.kind, source.sample);
  std::string words;
  if (strange > 0) words = number_text(strange) + " " + of;
  if (strange > 0 && column) words += fmt::format(", such as this one from column {} on", *column);
  if (source.disbelieved > 0)
    words += fmt::format(
        "{}{}{} can be read and are not believed: somebody wrote them by hand, or "
        "the clock was set",
        words.empty() ? "" : "; ", number_text(source.disbelieved),
        strange > 0 ? " more" : " " + of);
  page_.line(page_.name(source.path) + ": " + words, 2, 2);
  page_.verbatim(sample_around(source.sample, column.value_or(1), page_.style()), 4);
}

void CheckPage::write_lines(bool all_lines) {
  std::vector<const SourceReport*> strange;
  for (const SourceReport& source : file_.sources)
    if (source.unrecognised > 0) strange.push_back(&source);
  page_.heading("LINES NOT UNDERSTOOD");
  if (strange.empty()) return page_.line("none", 2);
  const std::size_t most = all_lines ? strange.size() : page_.most(kShownSamples);
  for (std::size_t i = 0; i < std::min(most, strange.size()); ++i) write_strange(*strange[i]);
  if (strange.size() > most)
    page_.line(fmt::format("and {} more: queuehound check --lines", strange.size() - most), 2);
}

void CheckPage::write_found(DefenceKind kind, std::string_view words, std::string_view none) {
  page_.label(words);
  bool is_any = false;
  for (const Defence& defence : file_.defences) {
    if (defence.kind != kind) continue;
    is_any = true;
    page_.row(fmt::format("{} ({}){}", page_.name(defence.name), page_.name(defence.path),
                          defence.note.empty() ? "" : ", " + defence.note));
  }
  if (!is_any) page_.row(none);
}

void CheckPage::write_defences() {
  page_.heading("ALSO HERE");
  write_found(DefenceKind::firewall, "firewall",
              file_.is_live ? "none found" : "none in this copy");
  write_found(DefenceKind::panel, "panel", "none");
  write_found(DefenceKind::geo, "countries",
              "no data; Debian's tor-geoipdb shows the country of an address, an .mmdb its network "
              "too");
}

}  // namespace

std::string check_text(const CheckResult& result, const TextOptions& options, bool all_lines) {
  return CheckPage(result, options).write(all_lines);
}

}  // namespace queuehound
