// Exim's log lines as records: one function a kind, chosen from a table.
#include <array>

#include "base/text.h"
#include "formats/exim_log.h"
#include "formats/syslog_stamp.h"
#include "report/log_record.h"

namespace queuehound {
namespace {

using Kind = EximLineKind;

// What a kind's parser was given and where it writes. `line` is what columns are counted in.
struct Source {
  std::string_view line;
  const EximFrame& frame;
  Kind kind;
};

std::size_t column_of(std::string_view part, std::string_view line) {
  return static_cast<std::size_t>(part.data() - line.data()) + 1;
}

bool stop(LogRecord& record, const Source& source, std::string_view at) {
  record.stopped_at = column_of(at, source.line);
  return true;
}

std::string_view behind_flag(std::string_view text) {
  return text.substr(std::min<std::size_t>(3, text.size()));
}

void add_host(LogRecord& record, const EximHost& host) {
  record.add("host_name", host.name);
  record.add("helo", host.helo);
  record.add_address("ip", host.ip);
  if (host.port != 0) record.add_number("port", host.port);
}

// F=<> is a bounce's; without F= nothing is said.
void add_sender(LogRecord& record, std::string_view sender) {
  if (sender.data() != nullptr) record.add_text("sender", sender);
}

void add_interface(LogRecord& record, const EximInterface& side) {
  record.add_address("interface", side.ip);
  if (side.port != 0) record.add_number("interface_port", side.port);
}

// Each fills the record; false where the line is not what its kind claims.
bool fill_arrival(const Source& source, LogRecord& record) {
  const auto found = parse_exim_arrival(behind_flag(source.frame.text));
  if (!found) return false;
  record.add_text("sender", found->sender);
  record.add("bounced_id", found->bounced_id);
  add_host(record, found->host);
  record.add_address("interface", found->interface_address);
  if (found->interface_port != 0) record.add_number("interface_port", found->interface_port);
  record.add("user", found->user);
  record.add("connection_id", found->connection_id);
  record.add("protocol", found->protocol);
  record.add("cipher", found->cipher);
  record.add("certificate_verified", found->certificate_verified);
  record.add("certificate_name", found->certificate_name);
  record.add("sni", found->sni);
  record.add("auth", found->auth);
  record.add("auth_id", found->auth_id);
  record.add("auth_sender", found->auth_sender);
  const bool has_size = found->unparsed.empty() && !found->is_ambiguous;
  if (has_size || found->size != 0)
    record.add_number("size", static_cast<std::int64_t>(found->size));
  record.add("queue", found->queue);
  record.add("message_id", found->message_id);
  if (found->has_subject) record.add_text("subject", unescape_exim_subject(found->subject));
  record.add("raw_sender", found->raw_sender);
  std::vector<std::string> recipients;
  for_each_recipient(found->recipients,
                     [&](std::string_view address) { recipients.emplace_back(address); });
  if (!recipients.empty()) record.add_list("recipients", std::move(recipients));
  record.add_flag("cut", found->is_cut);
  record.add_flag("ambiguous", found->is_ambiguous);
  return found->unparsed.empty() || stop(record, source, found->unparsed);
}

bool fill_delivery(const Source& source, LogRecord& record) {
  const auto found = parse_exim_delivery(source.kind, behind_flag(source.frame.text));
  if (!found) return false;
  record.add_text("address", found->final_address);
  record.add("parents", found->parents);
  record.add("top_address", found->top_address);
  add_sender(record, found->sender);
  if (found->has_return_path) record.add_text("return_path", found->return_path);
  record.add("queue", found->queue);
  record.add("router", found->router);
  record.add("transport", found->transport);
  add_host(record, found->host);
  record.add_address("interface", found->interface_address);
  if (found->interface_port != 0) record.add_number("interface_port", found->interface_port);
  const EximLineDetails details = details_of_delivery(source.kind, behind_flag(source.frame.text));
  record.add("cipher", found->cipher);
  record.add("certificate_verified", details.certificate_verified);
  record.add("certificate_name", details.certificate_name);
  record.add("auth", found->auth);
  record.add("auth_id", found->auth_id);
  if (found->size != 0) record.add_number("size", static_cast<std::int64_t>(found->size));
  record.add("confirmation", unescape_exim_subject(found->confirmation));
  if (source.kind == Kind::deferral && (found->unparsed.empty() || found->error_number != 0))
    record.add_number("errno", found->error_number);
  if (found->error != found->reason) record.add("error", found->error);
  record.add("reason", found->reason);
  record.add("queue_time", details.queue_time);
  record.add("delivery_time", details.delivery_time);
  record.add_flag("discarded", found->is_discard);
  record.add_flag("ambiguous", found->is_ambiguous);
  return found->unparsed.empty() || stop(record, source, found->unparsed);
}

bool fill_reject(const Source& source, LogRecord& record) {
  constexpr std::array<std::string_view, 18> kCommands{
      "RCPT",          "MAIL",      "HELO",
      "connect",       "AUTH",      "STARTTLS",
      "DATA",          "MIME",      "predata",
      "VRFY",          "non_smtp",  "too_big",
      "sender_verify", "discarded", "synchronization",
      "ETRN",          "QUIT",      ""};
  const auto found = parse_exim_reject(source.frame.text);
  if (!found) return false;
  EximHost host = found->host;
  if (found->what == EximReject::What::helo && host.helo.empty()) host.helo = found->argument;
  add_host(record, host);
  add_interface(record, found->interface_address);
  record.add("user", found->user);
  record.add("connection_id", found->connection_id);
  const EximLineDetails details = details_of_reject(source.frame.text);
  record.add("cipher", details.cipher);
  record.add("certificate_verified", details.certificate_verified);
  record.add("certificate_name", details.certificate_name);
  record.add("sni", details.sni);
  add_sender(record, found->sender);
  record.add("auth", found->auth);
  record.add("auth_id", found->auth_id);
  record.add("protocol", found->protocol);
  record.add("command", kCommands[static_cast<std::size_t>(found->what)]);
  record.add("address", without_brackets(found->argument));
  record.add("reason", found->reason);
  record.add_flag("temporary", found->is_temporary);
  record.add_flag("ambiguous", found->is_ambiguous);
  return true;
}

bool fill_auth_failure(const Source& source, LogRecord& record) {
  const auto found = parse_exim_auth_failure(source.frame.text);
  if (!found) return false;
  record.add("auth", found->authenticator);
  add_host(record, found->host);
  add_interface(record, found->interface_address);
  record.add("user", found->user);
  record.add("connection_id", found->connection_id);
  if (found->code != 0) record.add_number("code", found->code);
  record.add("reason", found->message);
  record.add("set_id", found->set_id);
  record.add_flag("ambiguous", found->is_ambiguous);
  return true;
}

bool fill_connection(const Source& source, LogRecord& record) {
  constexpr std::array<std::string_view, 10> kWhat{
      "opened",         "closed",  "lost",      "timeout",    "no_mail",
      "protocol_error", "refused", "tls_error", "incomplete", ""};
  const auto found = parse_exim_connection(source.frame.text);
  if (!found) return false;
  add_host(record, found->host);
  add_interface(record, found->interface_address);
  record.add("user", found->user);
  add_sender(record, found->sender);
  record.add("connection_id", found->connection_id);
  record.add("event", kWhat[static_cast<std::size_t>(found->what)]);
  record.add("reason", source.frame.text);
  record.add_flag("ambiguous", found->is_ambiguous);
  return true;
}

bool fill_cwd(const Source& source, LogRecord& record) {
  const auto found = parse_exim_cwd(source.frame.text);
  if (!found) return false;
  record.add_text("cwd", found->directory);
  record.add_number("count", found->argument_count);
  std::vector<std::string> arguments;
  for (const std::string_view argument : split_exim_arguments(found->arguments))
    arguments.emplace_back(argument);
  // Quotes within an argument are not escaped: how the words hang together is a guess then.
  record.add_flag("ambiguous", found->is_complete && arguments.size() != found->argument_count);
  record.add_list("args", std::move(arguments));
  if (found->is_complete) return true;
  record.reason = "the arguments and their count disagree: written by hand or cut short";
  return stop(record, source, found->arguments.empty() ? source.frame.text : found->arguments);
}

// "cancelled by" tells who, or why Exim gave it up: then nobody did.
bool is_by_exim_itself(std::string_view by) {
  return by == "timeout_frozen_after" || by.starts_with("system filter");
}

bool fill_removed(const Source& source, LogRecord& record) {
  const auto found = parse_exim_removal(source.frame.text);
  if (!found) return false;
  record.add(found->was_too_old             ? "older_than"
             : is_by_exim_itself(found->by) ? "reason"
                                            : "user",
             found->by);
  record.add_flag("cancelled", found->was_cancelled);
  return true;
}

// "frozen by LOGIN", or by an ACL; "Frozen (delivery error message)", "Frozen by the system filter:
// text"; "Message is frozen" is a queue runner that passed over it.
bool fill_frozen(const Source& source, LogRecord& record) {
  std::string_view rest = source.frame.text;
  if (rest.starts_with("frozen by ")) {
    rest.remove_prefix(std::string_view("frozen by ").size());
    record.add(rest == "ACL" ? "reason" : "user", rest);
  } else if (rest.starts_with("Frozen")) {
    rest = trim(rest.substr(std::string_view("Frozen").size()));
    const bool has_brackets = rest.size() > 2 && rest.front() == '(' && rest.back() == ')';
    record.add("reason", has_brackets ? rest.substr(1, rest.size() - 2) : rest);
  } else {
    record.add("event", "passed_over");
  }
  return true;
}

// "Completed[ QT=3s]", written last of all.
bool fill_completed(const Source& source, LogRecord& record) {
  std::string_view rest = source.frame.text.substr(std::string_view("Completed").size());
  if (rest.starts_with(" QT=")) {
    record.add("queue_time", rest.substr(4));
    return true;
  }
  return rest.empty() || stop(record, source, rest);
}

// "Start queue run: pid=7 -qff", "End 'name' queue run: pid=7".
bool fill_queue_run(const Source& source, LogRecord& record) {
  std::string_view rest = source.frame.text;
  record.add("event", to_lower(cut(rest, ' ')));
  if (rest.starts_with("'")) {
    rest.remove_prefix(1);
    record.add("queue", cut(rest, '\''));
    rest = trim(rest);
  }
  constexpr std::string_view kRun = "queue run: pid=";
  if (!rest.starts_with(kRun)) return false;
  rest.remove_prefix(kRun.size());
  const std::string_view number = cut(rest, ' ');
  const auto pid = parse_number<std::int64_t>(number);
  if (!pid) return false;
  if (source.frame.pid == 0) record.add_number("pid", *pid);
  record.add("args", rest);
  return true;
}

bool fill_text(const Source& source, LogRecord& record) {
  record.add("text", source.frame.text);
  return true;
}

using Fill = bool (*)(const Source& source, LogRecord& record);
Fill filler_of(Kind kind) {
  switch (kind) {
    case Kind::arrival:
    case Kind::fake_reject:
      return fill_arrival;
    case Kind::delivery:
    case Kind::additional:
    case Kind::cutthrough:
    case Kind::suppressed:
    case Kind::failure:
    case Kind::deferral:
      return fill_delivery;
    case Kind::reject:
      return fill_reject;
    case Kind::auth_failure:
      return fill_auth_failure;
    case Kind::connection:
      return fill_connection;
    case Kind::cwd:
      return fill_cwd;
    case Kind::removed:
      return fill_removed;
    case Kind::frozen:
      return fill_frozen;
    case Kind::completed:
      return fill_completed;
    case Kind::queue_run:
      return fill_queue_run;
    default:
      return fill_text;
  }
}

// A mark and then nothing: a line that a full disk cut short.
Kind kind_of(const EximFrame& frame) {
  const Kind kind = classify_exim_text(frame);
  if (kind != Kind::other || frame.id.empty() || frame.text.size() != 2) return kind;
  return kind_of_marks(std::string(frame.text) + " ");
}

bool has_flag(Kind kind) { return kind <= Kind::deferral; }

Time time_of(const EximFrame& frame, const RecordClock& clock) {
  if (frame.has_zone) return Time(seconds(frame.wall.seconds - frame.zone_seconds));
  return clock.zone.to_utc(frame.wall);
}

}  // namespace

LogRecord exim_record(std::string_view line, const RecordClock& clock) {
  LogRecord record;
  auto frame = parse_exim_frame(line);
  if (frame) {
    record.at = time_of(*frame, clock);
  } else if (const auto wrapped = unwrap_syslog(line)) {
    frame = parse_exim_frame(wrapped->line);
    const auto stamped = parse_syslog_line(line);
    if (frame)
      record.at = time_of(*frame, clock);
    else if (stamped)
      record.at = SyslogYears(clock.zone, clock.reference).resolve(stamped->stamp);
    if (!frame) frame = parse_unstamped_exim_frame(wrapped->line, wrapped->pid);
    if (frame->pid == 0) frame->pid = wrapped->pid;
  }
  if (!frame) {
    record.kind = "other";
    record.stopped_at = 1;
    record.reason = "no stamp of Exim's at the beginning";
    return record;
  }
  if (record.at && frame->millisecond >= 0) record.millisecond = frame->millisecond;
  const Source source{line, *frame, kind_of(*frame)};
  record.kind = kind_name(source.kind == Kind::fake_reject ? Kind::arrival : source.kind);
  if (frame->pid != 0) record.add_number("pid", static_cast<std::int64_t>(frame->pid));
  record.add("id", frame->id);
  if (has_flag(source.kind)) record.add("flag", frame->text.substr(0, 2));
  if (!filler_of(source.kind)(source, record)) stop(record, source, frame->text);
  return record;
}

}  // namespace queuehound
