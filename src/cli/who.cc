#include "cli/who.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cli/evidence_lines.h"
#include "cli/find_incident.h"
#include "cli/interruption.h"
#include "cli/message_life.h"
#include "cli/named_actions.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/read_server.h"
#include "mail/address.h"
#include "report/who.h"
#include "survey/exim_log_learner.h"
#include "survey/quarantine_listing.h"
#include "verdict/asked_requests.h"

namespace queuehound {
namespace {

// "... cancelled by timeout_frozen_after": Exim gave it up by itself.
std::string how_removed(std::string_view line) {
  const auto frame = parse_exim_frame(line);
  const auto removal = frame ? parse_exim_removal(frame->text) : std::nullopt;
  if (removal && removal->was_too_old)
    return "gone: removed because older than " + std::string(removal->by);
  if (!removal || !removal->was_cancelled) return "gone: removed by hand";
  return "gone: cancelled by " + std::string(removal->by);
}

// Exim 4.98 and later: it told the client no after all.
bool takes_acceptance_back(std::string_view line) {
  const auto frame = parse_exim_frame(line);
  return frame && frame->text.starts_with("rescind the above message-accept");
}

// After its text was sent it had an id already, and a refusal is all that tells of it.
bool was_refused(const MessageLines& life) {
  const auto has = [&life](EximLineKind kind) {
    return std::ranges::find(life.lines, kind, &MessageLine::kind) != life.lines.end();
  };
  return has(EximLineKind::reject) && !has(EximLineKind::arrival) &&
         !has(EximLineKind::fake_reject);
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
    if (line.kind == EximLineKind::removed) return how_removed(line.line);
    if (takes_acceptance_back(line.line)) return "no message: Exim took its acceptance back";
    if (line.kind == EximLineKind::completed) return "gone: completed";
  }
  if (was_refused(life)) return "no message: Exim refused it";
  return life.lines.empty() ? "not in the queue" : "gone from the queue, though no line says why";
}

// The files of the system are not all who have one: directories (LDAP, winbind) and containers
// bring others, and who was deleted has mailed all the same.
bool mailed_as_account(const Ledger& ledger, std::string_view name) {
  return std::ranges::any_of(ledger.actors, [&](const ActorRecord& actor) {
    return actor.submission == SubmissionClass::local && ledger.text(actor.name) == name;
  });
}

bool is_known_account(const Server& server, const Ledger& ledger, std::string_view name) {
  return server.account(name) != nullptr || mailed_as_account(ledger, name);
}

// "anna" is a mailbox where nobody of that name has an account: Exim logs the login as it was
// typed. Names of accounts are in small letters, whatever a telephone makes of the first one.
void take_name(const Server& server, const Ledger& ledger, std::string_view typed,
               AskedSubject& subject) {
  if (subject.kind != AskedSubject::Kind::account || is_known_account(server, ledger, subject.name))
    return;
  std::string small = to_lower(subject.name);
  if (is_known_account(server, ledger, small)) {
    subject.name = std::move(small);
    return;
  }
  if (typed != subject.name) return;  // "account:anna" says what is meant
  subject.kind = AskedSubject::Kind::mailbox;
  subject.name = mailbox_of_login(subject.name, server);
}

// What a complaint from outside quotes: "msg:<x@y>", "<x@y>", "x@y" as a message's Message-ID.
std::string_view header_id_in(std::string_view typed) {
  if (to_lower(typed.substr(0, 4)) == "msg:") typed.remove_prefix(4);
  if (typed.starts_with('<') && typed.ends_with('>')) typed = typed.substr(1, typed.size() - 2);
  return typed.contains('@') ? typed : std::string_view{};
}

// "E1xVUGb-0005L4-0b@mx.example": the Message-ID that this server's Exim gives to mail that came
// without one names the message. That of another server names a message there.
std::optional<MessageId> id_in_exims_own(std::string_view header_id, const Server& server) {
  const AddressParts parts = split_address(header_id);
  const bool is_ours = std::ranges::any_of(
      std::array{&server.hostname, &server.primary_hostname, &server.qualify_domain},
      [&](const std::string* name) { return equal_ignoring_case(parts.domain, *name); });
  if (!is_ours || !parts.local_part.starts_with('E')) return {};
  return parse_message_id(parts.local_part.substr(1));
}

Result<AskedSubject> parse_subject(std::string_view typed) {
  auto subject = parse_asked_subject(typed);
  if (subject || header_id_in(typed).empty() || to_lower(typed.substr(0, 4)) != "msg:")
    return subject;
  return AskedSubject{AskedSubject::Kind::message, std::string(header_id_in(typed)), {}, {}, {}};
}

// "/home/shop/public_html", as `cwd=` lines write it, is a folder where no file of that name is
// known.
void take_folder(const Reading& reading, const ScanResult& result, AskedSubject& subject,
                 Acquaintance& known) {
  if (subject.kind != AskedSubject::Kind::script || known.is_known()) return;
  AskedSubject folder = subject;
  folder.kind = AskedSubject::Kind::directory;
  Acquaintance of_folder = get_to_know(folder, *reading.file, reading.web.get(), result);
  if (!of_folder.is_known()) return;
  subject = std::move(folder);
  known = std::move(of_folder);
}

}  // namespace

int run_who(const Options& options) {
  if (refuse_journal_id(options.operands.front())) return 2;
  const std::string_view typed = options.operands.front();
  auto subject = parse_subject(typed);
  if (!subject && !typed.contains('/')) {  // else a page, maybe
    complain(subject.error().text, "queuehound who --help");
    return 2;
  }
  if (subject && subject->kind == AskedSubject::Kind::incident) {
    complain(subject->name + " is an incident, not somebody",
             "queuehound explain " + subject->name);
    return 2;
  }
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const auto judged = read_and_judge(options.scan, terminal);
  if (!judged) {
    complain(judged.error());
    return was_interrupted() ? kInterrupted : 2;
  }
  if (!subject || is_shortened(typed))
    if (const Incident* shown = incident_shown_as(judged->result, typed))
      subject = parse_asked_subject(shown->actor_subject());
  if (!subject) {
    complain(subject.error().text, "queuehound who --help");
    return 2;
  }
  const Reading& reading = *judged->reading;
  take_name(reading.view->server, judged->ledger(), typed, *subject);
  const ScanResult& result = judged->result;
  WhoAnswer answer{result, get_to_know(*subject, *reading.file, reading.web.get(), result), {}, {}};
  // Anyone can write a mailbox's name into a Message-ID: it counts only where nobody has that name.
  const std::string_view header_id = answer.known.is_known() ? "" : header_id_in(typed);
  const Message* named =
      header_id.empty() ? nullptr : judged->ledger().first_with_header_id(header_id);
  const auto meant =
      named ? std::optional(named->id) : id_in_exims_own(header_id, reading.view->server);
  if (meant) {
    subject = parse_asked_subject("msg:" + std::string(meant->text()));
    answer.known = get_to_know(*subject, *reading.file, reading.web.get(), result);
  }
  if (typed.starts_with('/')) take_folder(reading, result, *subject, answer.known);
  const std::vector<WebTarget> asked = requests_asked_for(*reading.file, *subject);
  if (!asked.empty()) {
    const WebEvidence requests = read_requests(options.scan, asked, *judged->reading);
    answer.known = get_to_know(*subject, *reading.file, &requests, result);
  }
  read_evidence_lines(reading.view->root, answer.known);
  if (subject->kind == AskedSubject::Kind::message && !subject->message.is_none()) {
    const Message* message = find_message(judged->ledger(), subject->message);
    answer.life = life_of(reading, subject->message);
    answer.now = place_of(reading, subject->message, message, *answer.life);
  }
  TextOptions text;
  text.style = {terminal.width, terminal.utf8, terminal.colour};
  text.detail = options.scan.detail;
  const bool is_put = options.scan.json ? put_results(who_json(answer))
                                        : put_text(who_text(answer, text), terminal);
  if (!is_put) return 2;
  if (answer.is_known()) return 0;
  return was_interrupted() ? kInterrupted : 1;
}

}  // namespace queuehound
