#include "cli/explain.h"

#include "base/text.h"
#include "cli/bundle.h"
#include "cli/find_incident.h"
#include "cli/interruption.h"
#include "cli/letter.h"
#include "cli/message_life.h"
#include "cli/named_actions.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/read_server.h"
#include "mail/asked_subject.h"
#include "report/explanation.h"
#include "survey/log_end.h"
#include "verdict/roles.h"

namespace queuehound {
namespace {

// One of its messages whose life the main log is likely to hold.
std::optional<MessageId> sample_of(const Incident& incident, const Ledger& ledger) {
  if (!incident.quarantine.empty()) return incident.quarantine.front();
  for (const Message& message : ledger.messages)
    if (message.in_window && message.in_log && is_message_of(incident, ledger, message))
      return message.id;
  return {};
}

int show(const Explanation& all, const Options& options, const Terminal& terminal) {
  TextOptions text;
  text.style = {terminal.width, terminal.utf8, terminal.colour};
  text.detail = options.scan.detail;
  const auto write = options.explain.only_advice ? write_advice_json : write_explain_json;
  if (options.scan.json) return write(all, put_results) ? 0 : 2;
  const std::string words =
      options.explain.only_advice ? advice_text(all, text) : explain_text(all, text);
  return put_text(words, terminal) ? 0 : 2;
}

// What makes no sense together; "" where all of it does.
std::string_view contradiction(const Options& all) {
  const ExplainOptions& options = all.explain;
  if (options.letter && (all.scan.json || options.only_advice || !options.bundle.empty()))
    return "--letter prints a letter and nothing else: leave out --json, --advice or --bundle";
  if (options.bundle.empty() && (options.with_bodies || options.anonymize))
    return "--with-bodies and --anonymize are about the archive: name it with --bundle FILE";
  if (options.bundle == "-") return "--bundle wants the name of a file: it is an archive";
  if (options.with_bodies && options.anonymize)
    return "--anonymize cannot clean bodies: leave out --with-bodies";
  if (options.send && !options.letter) return "--send sends a letter: name whose with --letter WHO";
  return {};
}

}  // namespace

int run_explain(const Options& options) {
  if (refuse_journal_id(options.operands.front())) return 2;
  auto asked = parse_asked_incident(options.operands.front());
  if (!asked) {
    complain(asked.error().text, "queuehound explain --help");
    return 2;
  }
  if (const std::string_view wrong = contradiction(options); !wrong.empty()) {
    complain(wrong, "queuehound explain --help");
    return 2;
  }
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const auto judged = read_and_judge(options.scan, terminal);
  if (!judged) {
    complain(judged.error());
    return was_interrupted() ? kInterrupted : 2;
  }
  const ScanResult& result = judged->result;
  const Ledger& ledger = judged->ledger();
  const Server& server = judged->server();
  const auto found = find_incident(result, ledger, *asked);
  if (!found) {
    complain(found.error().text, "queuehound explain --help");
    return 2;
  }
  const AskedSubject& subject = *asked->subject;
  const Incident* const incident = *found;
  if (incident == nullptr) {
    const int status = no_such_incident(result, subject);
    return was_interrupted() ? kInterrupted : status;
  }
  if (options.explain.letter)
    return show_letter(*incident, *judged->reading->view, options.explain, terminal);
  const MainLog main_log = writes_main_logs_itself(judged->reading->view->root, server)
                               ? MainLog::by_exim
                               : MainLog::by_syslog;
  Explanation all{result,
                  *incident,
                  chain_of(*incident, result),
                  what_would_change(*incident),
                  after_stop(*incident, server),
                  commands_by_hand(*incident, result, server, main_log),
                  {},
                  {},
                  other_incidents(result, ledger, subject, *incident)};
  if (const auto id = sample_of(*incident, ledger)) {
    all.sample_id = std::string(id->text());
    all.sample = life_of(*judged->reading, *id);
  }
  if (!options.explain.bundle.empty()) {
    if (const auto written = write_bundle(options, *judged->reading, all); !written) {
      complain(written.error().text);
      return 2;
    }
  }
  return show(all, options, terminal);
}

}  // namespace queuehound
