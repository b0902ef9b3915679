#include "report/queue_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "base/text.h"
#include "formats/exim_log.h"
#include "mail/body_text.h"
#include "mail/subject.h"
#include "report/json_document.h"
#include "report/life_json.h"
#include "survey/line_reader.h"

namespace queuehound {
namespace {

// Printable but for tabs, which do a terminal no harm and fold nearly every header.
std::string shown_with_tabs(std::string_view line, const TextStyle& style) {
  std::string out;
  while (line.contains('\t')) out += shown(cut(line, '\t'), style) + '\t';
  return out + shown(line, style);
}

// Lines of text from outside.
std::string indented(std::string_view bytes, const TextStyle& style) {
  std::string out;
  for_each_line(bytes,
                [&](std::string_view line) { out += "  " + shown_with_tabs(line, style) + "\n"; });
  return out;
}

constexpr std::size_t kFlag = 3;  // "=> "

bool is_delivery(EximLineKind kind) {
  return kind == EximLineKind::delivery || kind == EximLineKind::additional ||
         kind == EximLineKind::cutthrough || kind == EximLineKind::suppressed;
}

// What the log says became of a recipient that Exim no longer tries.
enum class Fate : std::uint8_t { not_told, delivered, failed };

Fate fate_of(std::string_view address, const MessageLines& life) {
  Fate fate = Fate::not_told;
  for (const MessageLine& line : life.lines) {
    const bool is_failure = line.kind == EximLineKind::failure;
    const auto frame = parse_exim_frame(line.line);
    if (!frame || frame->text.size() < kFlag || (!is_failure && !is_delivery(line.kind))) continue;
    const auto told = parse_exim_delivery(line.kind, frame->text.substr(kFlag));
    if (!told || !equal_ignoring_case(told->recipient(), address)) continue;
    fate = is_failure ? Fate::failed : Fate::delivered;
  }
  return fate;
}

std::string_view recipient_words(const SpoolRecipient& recipient, const MessageLines& life) {
  constexpr std::string_view kWords[] = {"Finished", "Delivered", "Failed"};
  if (!recipient.is_done) return "To";
  return kWords[static_cast<std::size_t>(fate_of(recipient.address, life))];
}

std::string_view sender_words(const SpoolHeader& header) {
  if (!envelope_was_read(header.damage)) return "unknown: the file is damaged";
  return header.sender.empty() ? "<> (a bounce)" : header.sender;
}

constexpr std::size_t kRecipients = 20;

std::string envelope_text(const SpoolHeader& header, const ShownMessage& message,
                          const TimeZone& zone, const TextOptions& options) {
  const TextStyle& style = options.style;
  const auto row = [&](std::string_view name, std::string_view value) {
    return value.empty() ? std::string() : fmt::format("  {:<12}{}\n", name, shown(value, style));
  };
  std::string out = row("File", message.file);
  out += row("Received", to_rfc3339(header.received_at, zone));
  out += row("Sender", sender_words(header));
  out += row("Actor", message.actor);
  out += row("Protocol", header.received_protocol);
  if (header.has_host) out += row("Client", to_text(header.host_address));
  out += row("Client says", header.helo_name) + row("Login", header.auth_id);
  const std::string waits = header.is_frozen ? "frozen" : "waits";
  out += row("State", message.quarantine.empty() ? waits : "in quarantine " + message.quarantine);
  if (header.damage != SpoolDamage::none) out += row("Damage", damage_text(header.damage));
  const std::size_t all = header.recipients.size();
  const std::size_t most = options.detail == TextDetail::full ? all : std::min(all, kRecipients);
  for (const SpoolRecipient& recipient : header.recipients | std::views::take(most))
    out += row(recipient_words(recipient, message.life), recipient.address);
  if (most < all) out += row("", fmt::format("and {} more: -v shows all", all - most));
  return out;
}

std::string headers_text(const SpoolHeader& header, const TextStyle& style) {
  std::string decoded = "\nHEADERS, decoded\n", raw = "\nHEADERS, as they stand\n";
  for (const SpoolHeaderLine& line : header.headers) {
    if (line.flag == '*') continue;
    std::string value = decode_subject(line.value);
    std::ranges::replace(value, '\t', ' ');
    decoded += fmt::format("  {}: {}\n", shown(line.name, style), shown(value, style));
    raw += indented(line.raw, style);
  }
  return decoded + raw;
}

std::optional<std::string> decoded_body(const SpoolHeader& header, std::string_view body) {
  const auto value_of = [&](std::string_view name) {
    const auto line = std::ranges::find_if(header.headers, [&](const SpoolHeaderLine& candidate) {
      return candidate.flag != '*' && equal_ignoring_case(candidate.name, name);
    });
    return line == header.headers.end() ? std::string_view() : line->value;
  };
  return readable_text({value_of("Content-Type"), value_of("Content-Transfer-Encoding")}, body);
}

std::string body_text(const SpoolHeader& header, const ShownMessage& message,
                      const TextStyle& style) {
  if (!message.has_data)
    return "\nBODY\n  missing: no -D file stands beside it, so Exim can never deliver it\n";
  if (!message.body_trouble.empty())
    return "\nBODY\n  not read: " + shown(message.body_trouble, style) + "\n";
  const auto decoded = decoded_body(header, message.body);
  std::string out;
  if (decoded) out = "\nBODY, decoded\n" + indented(*decoded, style);
  out += (decoded ? "\nBODY, as it stands\n" : "\nBODY\n") + indented(message.body, style);
  if (message.is_body_cut)
    out += fmt::format("  ... more than {} bytes; --body BYTES shows more\n", message.body.size());
  return out;
}

std::string life_text(const MessageLines& life, const TextStyle& style) {
  std::string out = "\nMAIN LOG\n";
  std::string_view path;
  for (const MessageLine& line : life.lines) {
    if (line.path != path) out += "  " + shown(line.path, style) + ":\n";
    path = line.path;
    out += "  " + shown(line.line, style) + "\n";
  }
  if (life.lines.empty()) out += "  no line about it\n";
  if (life.left_out > 0) out += fmt::format("  and {} more\n", life.left_out);
  return out;
}

void write_envelope(JsonDocument& out, const SpoolHeader& header, const ShownMessage& message) {
  out.time("received_at", header.received_at);
  out.text("sender", header.sender);
  out.flag("bounce", envelope_was_read(header.damage) && header.sender.empty());
  out.text("actor", message.actor);
  out.text_or_null("protocol", header.received_protocol);
  out.text_or_null("client", header.has_host ? to_text(header.host_address) : std::string());
  out.text_or_null("helo", header.helo_name);
  out.text_or_null("login", header.auth_id);
  out.flag("frozen", header.is_frozen);
  std::vector<std::string> waiting, delivered, failed;
  for (const SpoolRecipient& recipient : header.recipients) {
    const bool has_failed =
        recipient.is_done && fate_of(recipient.address, message.life) == Fate::failed;
    (has_failed ? failed : recipient.is_done ? delivered : waiting).emplace_back(recipient.address);
  }
  out.texts("recipients", waiting);
  out.texts("delivered", delivered);
  out.texts("failed", failed);
  out.text_or_null("damage", header.damage == SpoolDamage::none ? "" : damage_text(header.damage));
}

void write_headers(JsonDocument& out, const SpoolHeader& header) {
  std::vector<const SpoolHeaderLine*> lines;
  for (const SpoolHeaderLine& line : header.headers)
    if (line.flag != '*') lines.push_back(&line);
  out.rows("headers", lines, [&](const SpoolHeaderLine* line) {
    out.text("name", line->name);
    out.text("text", decode_subject(line->value));
    out.text("raw", line->raw);
  });
}

}  // namespace

SpoolHeader header_of(const ShownMessage& message) {
  SpoolHeader header;
  parse_spool_header(message.header_bytes, message.id + "-H", header);
  mark_done(header, parse_spool_journal(message.journal_bytes));
  const auto id = parse_message_id(message.id);
  if (id && !envelope_was_read(header.damage)) header.received_at = id->time();
  return header;
}

std::string message_text(const ShownMessage& message, const TimeZone& zone,
                         const TextOptions& options) {
  const TextStyle& style = options.style;
  if (message.file.empty())
    return fmt::format("{} is not in the queue: delivered, removed, or never here\n", message.id) +
           life_text(message.life, style);
  const SpoolHeader header = header_of(message);
  return fmt::format("{} {}\n", message.id,
                     message.quarantine.empty() ? "waits in the queue" : "is in quarantine") +
         envelope_text(header, message, zone, options) + headers_text(header, style) +
         body_text(header, message, options.style) + life_text(message.life, style);
}

std::string message_json(const ShownMessage& message, Time now, const TimeZone& zone) {
  JsonDocument out(zone);
  out.writer().begin_object();
  out.text("schema", "queuehound/message/1");
  out.time("generated_at", now);
  out.text("id", message.id);
  out.flag("queued", !message.file.empty() && message.quarantine.empty());
  out.text_or_null("quarantine", message.quarantine);
  out.text_or_null("file", message.file);
  if (!message.file.empty()) {
    const SpoolHeader header = header_of(message);
    out.object("envelope", [&] { write_envelope(out, header, message); });
    write_headers(out, header);
    out.object("body", [&] {
      out.text("text", message.body);
      out.text_or_null("decoded", decoded_body(header, message.body).value_or(""));
      out.flag("cut", message.is_body_cut);
      out.flag("missing", !message.has_data);
    });
  }
  out.object("log", [&] { write_life_fields(out, message.life); });
  out.writer().end_object();
  return out.writer().take();
}

}  // namespace queuehound
