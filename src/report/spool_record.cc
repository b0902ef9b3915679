// A -H file of Exim's spool as a record.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "formats/exim_log.h"
#include "formats/spool_header.h"
#include "mail/subject.h"
#include "report/log_record.h"

namespace queuehound {
namespace {

void add_host(LogRecord& record, const SpoolHeader& header) {
  record.add("host_name", header.host_name);
  record.add("helo", header.helo_name);
  if (header.has_host) record.add_text("ip", to_text(header.host_address));
  if (header.host_port != 0) record.add_number("port", header.host_port);
  if (header.has_interface) record.add_text("interface", to_text(header.interface_address));
  if (header.interface_port != 0) record.add_number("interface_port", header.interface_port);
}

const SpoolOption* option_of(const SpoolHeader& header, std::string_view name) {
  const auto found = std::ranges::find(header.options, name, &SpoolOption::name);
  return found == header.options.end() ? nullptr : &*found;
}

// As the log names them.
void add_session(LogRecord& record, const SpoolHeader& header) {
  const auto value = [&](std::string_view name) {
    const SpoolOption* option = option_of(header, name);
    return option == nullptr ? std::string_view() : option->value;
  };
  record.add("cipher", value("tls_cipher"));
  record.add("certificate_name", unescape_exim_subject(value("tls_peerdn")));
  record.add("sni", unescape_exim_subject(value("tls_sni")));
  record.add_flag("certificate_verified", option_of(header, "tls_certificate_verified") != nullptr);
}

void add_state(LogRecord& record, const SpoolHeader& header) {
  record.add_flag("frozen", header.is_frozen);
  if (header.is_frozen && header.frozen_at != Time{})
    record.add_time("frozen_at", header.frozen_at);
  record.add_flag("manually_thawed", header.is_manually_thawed);
  if (header.warnings != 0) record.add_number("warnings", header.warnings);
  record.add_flag("local", header.is_local);
  record.add_flag("local_error", header.is_local_error);
  if (header.body_lines >= 0) record.add_number("body_lines", header.body_lines);
}

void add_variables(LogRecord& record, const SpoolHeader& header) {
  std::vector<std::string> variables;
  for (const SpoolVariable& variable : header.variables)
    variables.push_back(fmt::format("acl_{}{}={}", variable.kind, variable.name, variable.value));
  if (!variables.empty()) record.add_list("variables", std::move(variables));
}

void add_envelope(LogRecord& record, const SpoolHeader& header) {
  record.add("user", header.login);
  record.add_number("uid", header.uid);
  record.add_number("gid", header.gid);
  record.add_text("sender", header.sender);
  std::vector<std::string> recipients, done;
  for (const SpoolRecipient& recipient : header.recipients) {
    recipients.emplace_back(recipient.address);
    if (recipient.is_done) done.emplace_back(recipient.address);
  }
  record.add_list("recipients", std::move(recipients));
  record.add_list("delivered", std::move(done));
  add_host(record, header);
  record.add("ident", header.ident);
  record.add("protocol", header.received_protocol);
  record.add("auth", header.host_auth);
  record.add("auth_id", header.auth_id);
  record.add("auth_sender", header.auth_sender);
  add_session(record, header);
  add_state(record, header);
  add_variables(record, header);
}

void add_headers(LogRecord& record, const SpoolHeader& header) {
  const auto whole = [&](std::string_view name) {
    const SpoolHeaderLine* line = header.header(name);
    return line ? trim(line->value) : std::string_view();
  };
  record.add("subject", decode_subject(whole("Subject")));          // as `queue` shows it
  record.add("message_id", without_brackets(whole("Message-ID")));  // as the log writes it
  std::vector<std::string> lines;
  for (const SpoolHeaderLine& line : header.headers)
    if (line.flag != '*') lines.emplace_back(trim(line.raw));
  record.add_list("headers", std::move(lines));
}

// The line that was refused, counted from 1.
std::uint64_t refused_line(const SpoolHeader& header, std::string_view bytes) {
  const std::string_view read = bytes.substr(0, bytes.size() - header.unread.size());
  const auto lines = static_cast<std::uint64_t>(std::ranges::count(read, '\n'));
  const bool is_unread = header.damage == SpoolDamage::headers ||
                         (!header.unread.empty() && !header.unread.contains('\n'));
  return std::max<std::uint64_t>(1, is_unread ? lines + 1 : lines);
}

}  // namespace

LogRecord spool_record(std::string_view bytes, std::string_view name) {
  SpoolHeader header;
  // A file sent by mail or saved under another name is looked at as what it says it is.
  const std::string_view own = bytes.substr(0, bytes.find('\n'));
  const bool is_named = name.size() > 2 && parse_message_id(name.substr(0, name.size() - 2));
  parse_spool_header(bytes, is_named ? name : own, header);
  LogRecord record;
  record.kind = "message";
  record.line = 1;
  record.add("id", header.id.text());
  if (header.damage == SpoolDamage::none || header.damage > SpoolDamage::time_line) {
    record.at = header.received_at;
    if (option_of(header, "received_time_usec") != nullptr)
      record.millisecond = header.received_microseconds / 1000;
    add_envelope(record, header);
    add_headers(record, header);
  }
  if (header.damage == SpoolDamage::none) return record;
  record.line = refused_line(header, bytes);
  record.stopped_at = 1;
  record.reason = damage_text(header.damage);
  return record;
}

}  // namespace queuehound
