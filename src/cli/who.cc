#include "cli/who.h"

#include "cli/output.h"
#include "cli/pager.h"
#include "cli/read_server.h"
#include "report/who.h"
#include "survey/quarantine_listing.h"

namespace queuehound {
namespace {

const Message* find_message(const Ledger& ledger, const MessageId& id) {
  for (const Message& message : ledger.messages)
    if (message.id == id) return &message;
  return nullptr;
}

MessageLines life_of(const Reading& reading, const MessageId& id, const Message* message) {
  std::vector<std::string> notes;  // said by the survey already
  const ServerView& view = *reading.view;
  const Ledger& ledger = reading.survey.ledger;
  const TimeZone zone = main_log_zone(view.root, view.server, notes);
  const std::string directory =
      message ? std::string(ledger.text(ledger.actors[message->actor].place)) : std::string();
  return find_lines(view.root, view.server, zone, id, directory);
}

std::string place_of(const Reading& reading, const MessageId& id, const Message* message,
                     const MessageLines& life) {
  const Survey& survey = reading.survey;
  if (message && message->in_spool)
    return message->is_frozen ? "in the queue, frozen" : "in the queue";
  const Server& server = reading.view->server;
  if (const auto held = find_held(reading.view->root, server.spool_directory, id))
    return "in quarantine since " + to_rfc3339(held->batch.since, server.zone) +
           (held->batch.incident.empty() ? "" : ", for " + held->batch.incident);
  if (!survey.queue_was_read) return "unknown: the queue could not be read";
  for (const MessageLine& line : life.lines) {
    if (line.kind == EximLineKind::removed) return "gone: removed by hand";
    if (line.kind == EximLineKind::completed) return "gone: completed";
  }
  return life.lines.empty() ? "not in the queue" : "gone from the queue, though no line says why";
}

}  // namespace

int run_who(const Options& options) {
  const auto subject = parse_asked_subject(options.operands.front());
  if (!subject) {
    complain(subject.error().text, "queuehound who --help");
    return 2;
  }
  if (subject->kind == AskedSubject::Kind::incident) {
    complain(subject->name + " is an incident, not somebody",
             "queuehound explain " + subject->name);
    return 2;
  }
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  Progress progress(terminal.may_show_progress && !options.scan.json, terminal.width);
  auto reading = read_server(options.scan, progress);
  if (!reading) {
    progress.finish();
    complain(reading.error());
    return 2;
  }
  const ScanResult result = judge_server(options.scan, **reading);
  progress.finish();
  WhoAnswer answer{
      result, get_to_know(*subject, *(*reading)->file, (*reading)->web.get(), result), {}, {}};
  bool is_known = answer.known.is_known();
  if (subject->kind == AskedSubject::Kind::message) {
    const Message* message = find_message((*reading)->survey.ledger, subject->message);
    answer.life = life_of(**reading, subject->message, message);
    answer.now = place_of(**reading, subject->message, message, *answer.life);
    is_known |= !answer.life->lines.empty();
  }
  TextOptions text;
  text.style = {terminal.width, terminal.utf8, terminal.colour};
  text.detail = options.scan.detail;
  const bool is_put = options.scan.json ? put_results(who_json(answer))
                                        : put_text(who_text(answer, text), terminal);
  if (!is_put) return 2;
  return is_known ? 0 : 1;
}

}  // namespace queuehound
