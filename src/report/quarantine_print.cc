#include "report/quarantine_print.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/json_writer.h"
#include "report/numbers.h"

namespace queuehound {
namespace {

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

void write_or_null(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  text.empty() ? json.null() : json.text(text);
}

void write_number(JsonWriter& json, std::string_view key, std::uint64_t number) {
  json.key(key);
  json.number(number);
}

void write_row(JsonWriter& json, const QuarantineRow& row, const TimeZone& zone) {
  json.begin_object();
  write_or_null(json, "action", row.action);
  write_or_null(json, "incident", row.incident);
  write_or_null(json, "name", row.name);
  write_number(json, "messages", row.messages);
  write_number(json, "half", row.half);
  write_number(json, "bytes", row.bytes);
  write_or_null(json, "since", to_rfc3339(row.since, zone));
  write_or_null(json, "until", to_rfc3339(row.until, zone));
  json.end_object();
}

}  // namespace

std::string quarantine_table(const std::vector<QuarantineRow>& rows, Time now, const TimeZone& zone,
                             const TextStyle& style) {
  if (rows.empty()) return "Nothing is in quarantine.\n";
  std::uint64_t messages = 0, bytes = 0, half = 0;
  for (const QuarantineRow& row : rows) {
    messages += row.messages;
    bytes += row.bytes;
    half += row.half;
  }
  std::string out = inked(
      fmt::format("{} in quarantine, {}.\n", count_text(messages, "message"), size_text(bytes)),
      Ink::bold, style);
  out += inked(fmt::format("\n{:<8}{:<10}{:>9}  {:>8}  {:<14}{}\n", "action", "incident",
                           "messages", "size", "since", "expires from"),
               Ink::dim, style);
  for (const QuarantineRow& row : rows)
    out += fmt::format("{:<8}{:<10}{:>9}  {:>8}  {:<14}{}\n", shown(or_dash(row.action), style),
                       shown(or_dash(row.incident), style), number_text(row.messages),
                       size_text(row.bytes), clock_text(row.since, now, zone),
                       clock_text(row.until, now, zone));
  if (half > 0)
    out += fmt::format("\n{} half there: a move was cut off; apply or undo it again.\n",
                       count_text(half, "message is", "messages are"));
  const auto unknown = std::ranges::find(rows, "", &QuarantineRow::action);
  const std::string example = unknown != rows.begin() ? rows.front().action : rows.front().name;
  out += "\nBack into the queue: queuehound queue quarantine release " + shown(example, style) +
         "\nOne message whole:   queuehound queue quarantine show MSG\n";
  return out;
}

std::string quarantine_json(const std::vector<QuarantineRow>& rows, Time now, const TimeZone& zone,
                            const QuarantineChange* change) {
  JsonWriter json;
  json.begin_object();
  write_or_null(json, "schema", "queuehound/quarantine/1");
  write_or_null(json, "generated_at", to_rfc3339(now, zone));
  json.key("quarantines");
  json.begin_array();
  for (const QuarantineRow& row : rows) write_row(json, row, zone);
  json.end_array();
  if (change != nullptr) {
    json.key("changed");
    json.begin_object();
    write_or_null(json, "what", change->what);
    write_number(json, "messages", change->messages);
    json.key("all");
    json.boolean(change->is_all);
    json.key("texts");
    json.begin_array();
    for (const std::string& text : change->texts) json.text(text);
    json.end_array();
    json.end_object();
  }
  json.end_object();
  return json.take();
}

}  // namespace queuehound
