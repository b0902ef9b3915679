#include "cli/check.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>

#include "cli/output.h"
#include "cli/pager.h"
#include "cli/read_server.h"
#include "host/exim_hold_acl.h"
#include "host/selector_source.h"
#include "report/check_report.h"
#include "survey/access_samples.h"
#include "survey/log_end.h"
#include "survey/survey_server.h"
#include "verdict/judge_evidence.h"

namespace queuehound {
namespace {

constexpr std::size_t kMeasuredOfAKind = 12;

// Notes of ours that say somebody refused us.
std::vector<std::string> refusals(const std::vector<std::string>& notes) {
  std::vector<std::string> found;
  for (const std::string& note : notes)
    if (note.contains("ermission denied")) found.push_back(note);
  return found;
}

std::string reader_name() {
  const uid_t uid = ::geteuid();
  return uid == 0 ? "root" : "uid " + std::to_string(uid);
}

CheckFile look_at(const ServerView& view, const Survey& survey, bool is_live) {
  const RootDir& root = view.root;
  const Server& server = view.server;
  CheckFile file{.server = server, .now = view.window.to, .is_live = is_live};
  file.is_root = ::geteuid() == 0;
  file.reader = reader_name();
  file.exim_version =
      server.exim_version.empty() ? survey.ledger.exim_version : server.exim_version;
  file.baseline_days = view.config.baseline_days;
  file.zone = main_log_zone(root, server, file.zone_notes);
  if (!server.exim_config_file.empty())
    file.selector_line = find_exim_setting(root, server.exim_config_file, "log_selector");
  file.selector_source = find_selector_source(root, server);
  file.signs = read_log_signs(root, server, file.zone, view.window.to);
  file.logins = read_login_signs(root, server);
  file.login_format = find_dovecot_setting(root, "login_log_format_elements");
  file.is_dovecot_2_4 = find_dovecot_setting(root, "dovecot_config_version").has_value();
  file.reach = measure_reach(root, server, file.zone, kMeasuredOfAKind);
  file.php = find_php_installs(root);
  file.rotation = read_logrotate(root);
  file.defences = find_defences(root);
  file.hold = find_exim_hold(root, server.exim_config_file);
  std::vector<SourceTally> sources = survey.sources;
  std::ranges::move(sample_access_logs(root, server), std::back_inserter(sources));
  for (const SourceTally& source : sources)
    file.sources.push_back({source.path, source.kind, source.tally.bytes, source.tally.records,
                            source.tally.unrecognised, source.tally.sample,
                            source.tally.disbelieved});
  file.unreadable = refusals(server.notes);
  for (std::string& note : refusals(survey.notes)) file.unreadable.push_back(std::move(note));
  file.queue_was_read = survey.queue_was_read;
  file.main_log_was_read = survey.main_log_was_read;
  return file;
}

bool show(const CheckResult& result, const Options& options, const Terminal& terminal) {
  if (options.scan.json) return put_results(check_json(result));
  TextOptions text;
  text.style = {terminal.width, terminal.utf8, terminal.colour};
  text.detail = options.scan.detail;
  return put_text(check_text(result, text, options.check.all_lines), terminal);
}

}  // namespace

int run_check(const Options& options) {
  if (options.check.exim_hold) return put_results(std::string(exim_hold_acl())) ? 0 : 2;
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const auto view = find_server_of(options.scan);
  if (!view) {
    complain(view.error());
    return 2;
  }
  Progress progress(terminal.may_show_progress && !options.scan.json, terminal.width);
  const Survey survey = survey_server((*view)->root, (*view)->server,
                                      survey_options_of(options.scan, **view, progress));
  const CheckFile file = look_at(**view, survey, options.scan.is_live());
  progress.finish();
  const CheckResult result{file, judge_evidence(file), options.scan.root};
  if (!show(result, options, terminal)) return 2;
  return result.findings.empty() ? 0 : 1;
}

}  // namespace queuehound
