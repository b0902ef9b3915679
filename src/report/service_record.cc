// Dovecot's, Courier's, the web server's, the webmail's and PHP's lines as records.
#include <array>

#include "base/ip_address.h"
#include "formats/access_json.h"
#include "formats/access_log.h"
#include "formats/haproxy_log.h"
#include "formats/horde_log.h"
#include "formats/login_line.h"
#include "formats/php_mail_log.h"
#include "formats/quoted_field.h"
#include "formats/snappymail_log.h"
#include "formats/sogo_log.h"
#include "formats/webmail_log.h"
#include "report/log_record.h"

namespace queuehound {
namespace {

LogRecord not_understood(std::string_view kind, std::size_t column, std::string_view reason) {
  LogRecord record;
  record.kind = kind;
  record.stopped_at = column;
  record.reason = reason;
  return record;
}

struct DovecotWords {
  std::string_view kind, result;
};
DovecotWords words_of(DovecotEvent::Kind kind) {
  constexpr std::array<DovecotWords, 6> kWords{{{"login", "ok"},
                                                {"failure", "failed"},
                                                {"auth_failure", "failed"},
                                                {"session_end", ""},
                                                {"relayed", ""},
                                                {"other", ""}}};
  return kWords[static_cast<std::size_t>(kind)];
}

bool is_address(std::string_view text) { return parse_ip_address(text).has_value(); }

void add_event(LogRecord& record, const DovecotEvent& event) {
  const DovecotWords words = words_of(event.kind);
  record.kind = words.kind;
  record.add("protocol", event.protocol);
  record.add("user", event.user);
  if (is_address(event.rip)) record.add_address("ip", event.rip);
  if (is_address(event.lip)) record.add_address("local_ip", event.lip);
  record.add("method", event.method);
  record.add("result", words.result);
  record.add("reason", event.reason);
  record.add("session", event.session);
  record.add("message", event.letter);
  if (event.attempts != 1) record.add_number("attempts", event.attempts);
  record.add_flag("unknown_user", event.is_unknown_user);
  record.add_flag("secured", event.is_secured);
}

}  // namespace

LogRecord dovecot_record(std::string_view line, const RecordClock& clock) {
  const auto syslog = parse_syslog_line(line);
  if (!syslog) return not_understood("other", 1, "no stamp at the beginning");
  LogRecord record;
  record.kind = "other";
  record.at = SyslogYears(clock.zone, clock.reference).resolve(syslog->stamp);
  const bool is_dovecot = syslog->program.empty() || syslog->program.starts_with("dovecot");
  if (const auto event = parse_login_line(*syslog)) {
    add_event(record, *event);
    record.stopped_at = cut_column(*event, line);
    if (record.stopped_at != 0) record.reason = "the line is cut short";
    if (event->kind != DovecotEvent::Kind::other) return record;
  } else if (is_dovecot) {
    record.stopped_at = static_cast<std::size_t>(syslog->text.data() - line.data()) + 1;
  } else {
    record.add("program", syslog->program);  // a mail log is everybody's
  }
  record.add("text", syslog->text);
  return record;
}

LogRecord access_record(std::string_view line, const RecordClock& clock) {
  const auto found = parse_access_line(line, clock.zone);
  if (!found && is_haproxy_without_request(line)) {
    LogRecord record;
    record.kind = "connection";
    record.add("text", parse_syslog_line(line)->text);
    return record;
  }
  if (!found) {
    const std::size_t at = access_stops_at(line);
    std::string_view reason = "no access log's line";
    if (may_be_json(line))
      reason = at == line.size() ? "not there, each once: the client's address, a time with its "
                                   "zone, a status and a request"
                                 : "no JSON from here on";
    return not_understood("request", at + 1, reason);
  }
  LogRecord record;
  record.kind = "request";
  record.at = found->at;
  // A name, a list of a header's or an address with its port is as the log has it.
  record.add_address(is_address(found->client) ? "ip" : "client", empty_if_dash(found->client));
  record.add("host", found->vhost);
  record.add("forwarded_for", found->forwarded_for);
  record.add("user", found->remote_user);
  record.add("method", found->method);
  record.add("path", request_path(*found));
  record.add("target", found->target);
  record.add("protocol", found->protocol);
  if (found->method.empty()) record.add("request", found->request);
  record.add_number("status", found->status);
  if (found->bytes >= 0) record.add_number("size", found->bytes);
  record.add("referer", unescape_access_field(found->referer));
  record.add("agent", unescape_access_field(found->user_agent));
  record.add("termination", found->termination);
  return record;
}

namespace {

LogRecord other_webmail_record(std::string_view line, const RecordClock& clock) {
  if (!is_of_another_program(line))
    return not_understood("other", 1, "no line of a webmail that is known");
  const auto syslog = parse_syslog_line(line);
  LogRecord record;
  record.kind = "other";
  record.at = SyslogYears(clock.zone, clock.reference).resolve(syslog->stamp);
  record.add("program", syslog->program);
  record.add("text", syslog->text);
  return record;
}

}  // namespace

LogRecord webmail_record(std::string_view line, const RecordClock& clock) {
  constexpr std::array kParsers{parse_roundcube_login, parse_roundcube_send, parse_cpanel_access,
                                parse_cpanel_session,  parse_cpanel_login,   parse_horde_line,
                                parse_sogo_line,       parse_snappymail_line};
  constexpr std::array<std::string_view, 5> kKinds{"login", "failure", "send", "request", "logout"};
  std::optional<WebmailEvent> event;
  for (const auto parse : kParsers)
    if (!event) event = parse(line);
  if (!event) return other_webmail_record(line, clock);
  LogRecord record;
  record.kind = kKinds[static_cast<std::size_t>(event->kind)];
  record.at = time_of(*event, clock.zone, SyslogYears(clock.zone, clock.reference));
  record.add("user", event->user);
  record.add_address("ip", event->client);
  if (event->peer != event->client) record.add("peer", event->peer);
  record.add("forwarded_for", event->forwarded_for);
  record.add("session", event->session);
  record.add("method", event->method);
  record.add("target", event->target);
  if (event->status != 0) record.add_number("status", event->status);
  record.add("message_id", event->message_id);
  record.add("recipients", event->recipients);
  return record;
}

LogRecord php_mail_record(std::string_view line, const RecordClock& clock) {
  const auto call = parse_php_mail_line(line);
  if (!call) return not_understood("other", 1, "no line of PHP's mail.log");
  LogRecord record;
  record.kind = "mail";
  if (call->has_instant) {
    record.at = call->at;
  } else if (!call->zone_name.empty()) {  // syslog's lines have none
    const auto zone = clock.zone_called ? clock.zone_called(call->zone_name) : std::nullopt;
    record.at = zone.value_or(clock.zone).to_utc(call->wall);
  }
  record.add("zone", call->zone_name);
  record.add("script", call->script);
  record.add_number("script_line", call->line);
  record.add_flag("eval", call->is_eval);
  record.add("to", call->to);
  record.add("headers", call->headers);
  record.add("subject", call->subject);
  return record;
}

}  // namespace queuehound
