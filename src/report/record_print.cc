#include "report/record_print.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/json_writer.h"
#include "report/numbers.h"

namespace queuehound {
namespace {

constexpr std::size_t kSamples = 5;
constexpr std::size_t kBeforeCaret = 50, kBehindCaret = 200;  // bytes shown around it
constexpr std::size_t kLongestField = 400;                    // columns

// "2026-11-23T13:40:01.123+01:00" where the log tells thousandths.
std::string stamp_of(const LogRecord& record, const TimeZone& zone) {
  constexpr std::size_t kBehindSecond = 19;
  std::string out = to_rfc3339(*record.at, zone);
  if (record.millisecond >= 0) out.insert(kBehindSecond, fmt::format(".{:03}", record.millisecond));
  return out;
}

std::string time_text(const RecordField& field, const TimeZone& zone) {
  return to_rfc3339(Time(seconds(field.number)), zone);
}

void write_field(JsonWriter& json, const RecordField& field, const TimeZone& zone) {
  json.key(field.name);
  switch (field.form) {
    case RecordField::Form::text:
      return json.text(field.text);
    case RecordField::Form::number:
      return json.number(field.number);
    case RecordField::Form::flag:
      return json.boolean(field.number != 0);
    case RecordField::Form::time:
      return json.text(time_text(field, zone));
    case RecordField::Form::list:
      break;
  }
  json.begin_array();
  for (const std::string& entry : field.list) json.text(entry);
  json.end_array();
}

// A step forward that does not land inside a character.
std::size_t at_character(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
  return std::min(at, text.size());
}

std::string caret_lines(std::string_view line, std::size_t column, std::string_view reason,
                        const TextStyle& style) {
  constexpr std::string_view kIndent = "    ";
  constexpr std::size_t kLeastRoom = 30;
  const std::size_t at = std::min(column - 1, line.size());
  // A line that the terminal breaks has its caret under something else.
  const std::size_t room = std::max(style.width, kLeastRoom + kIndent.size()) - kIndent.size();
  const std::size_t most_before =
      line.size() > room ? std::min(kBeforeCaret, room / 2) : kBeforeCaret;
  const std::size_t from = at > most_before ? at_character(line, at - most_before) : 0;
  const std::string before = (from > 0 ? "..." : "") + shown(line.substr(from, at - from), style);
  const std::string rest =
      shown(line.substr(at, kBehindCaret), style) + (line.size() - at > kBehindCaret ? "..." : "");
  const std::string behind = shorten_end(rest, room - std::min(room, display_width(before)), style);
  std::string out = fmt::format("{}{}{}\n{}{}", kIndent, before, behind, kIndent,
                                std::string(display_width(before), ' '));
  std::string words = fmt::format("^ not understood from here on (column {})", column);
  if (!reason.empty()) words += ": " + std::string(reason);
  return out + inked(words, Ink::red, style) + "\n";
}

std::string field_words(const RecordField& field, const TimeZone& zone, const TextStyle& style) {
  switch (field.form) {
    case RecordField::Form::text:
      return field.text.empty() ? "(empty)" : shown(field.text, style, kLongestField);
    case RecordField::Form::number:
      return std::to_string(field.number);
    case RecordField::Form::flag:
      return "yes";
    case RecordField::Form::time:
      return time_text(field, zone);
    case RecordField::Form::list:
      break;
  }
  std::string out;
  for (const std::string& entry : field.list)
    out += (out.empty() ? "" : "\n") + shown(entry, style, kLongestField);
  return out.empty() ? "(none)" : out;
}

// Entries of a list stand below each other.
std::string field_lines(const RecordField& field, const TimeZone& zone, const TextStyle& style) {
  constexpr std::size_t kColumn = 18;
  std::string name = "    " + field.name;
  name.resize(std::max(kColumn, name.size() + 1), ' ');
  std::string out = inked(name, Ink::cyan, style);
  for (const char c : field_words(field, zone, style)) {
    out += c;
    if (c == '\n') out.append(kColumn, ' ');
  }
  return out + "\n";
}

}  // namespace

std::string record_json(const LogRecord& record, std::string_view line, std::string_view file,
                        const TimeZone& zone) {
  JsonWriter json(JsonLayout::one_line);
  json.begin_object();
  if (!file.empty()) {
    json.key("file");
    json.text(file);
  }
  json.key("line");
  json.number(record.line);
  json.key("kind");
  json.text(record.kind);
  json.key("at");
  record.at ? json.text(stamp_of(record, zone)) : json.null();
  json.key("fields");
  json.begin_object();
  for (const RecordField& field : record.fields) write_field(json, field, zone);
  json.end_object();
  if (record.stopped_at != 0) {
    json.key("unparsed");
    json.begin_object();
    json.key("column");
    json.number(record.stopped_at);
    json.key("text");
    json.text(line.substr(std::min(record.stopped_at - 1, line.size())));
    if (!record.reason.empty()) {
      json.key("reason");
      json.text(record.reason);
    }
    json.end_object();
  }
  json.end_object();
  return json.take();
}

std::string record_text(const LogRecord& record, std::string_view line, const TimeZone& zone,
                        const TextStyle& style) {
  std::string out = inked(fmt::format("{}  {}", record.line, record.kind), Ink::bold, style);
  if (record.at) out += "  " + stamp_of(record, zone);
  out += "\n";
  out += record.stopped_at != 0 ? caret_lines(line, record.stopped_at, record.reason, style)
                                : "    " + shown(line, style, 1000) + "\n";
  for (const RecordField& field : record.fields) out += field_lines(field, zone, style);
  return out + "\n";
}

void RecordSummary::count(const LogRecord& record, std::string_view line, std::string_view file) {
  ++records_;
  ++kinds_[record.kind];
  if (record.stopped_at == 0) return;
  ++not_understood_;
  if (samples_.size() < kSamples)
    samples_.push_back({std::string(file), std::string(line.substr(0, 4096)), record.line,
                        record.stopped_at, record.reason});
}

std::string RecordSummary::text(const TextStyle& style) const {
  if (records_ == 0 && not_understood_ == 0 && early_ends_ == 0)
    return inked("No record: nothing stands there", Ink::red, style) + "\n";
  std::string out = count_text(records_, "record");
  for (const auto& [kind, number] : kinds_)
    out += fmt::format("{} {} {}", kind == kinds_.begin()->first ? ":" : ",", kind,
                       number_text(number));
  out += "\n";
  if (early_ends_ > 0)
    out += inked(fmt::format(
                     "{} early: its last lines are missing",
                     early_ends_ == 1 ? "the file ends" : fmt::format("{} files end", early_ends_)),
                 Ink::red, style) +
           "\n";
  if (not_understood_ == 0)
    return out +
           inked(early_ends_ > 0 ? "all of what was read understood" : "all of them understood",
                 Ink::green, style) +
           "\n";
  if (not_understood_ == records_)
    out += "none of them is of this kind: does another --kind fit?\n";
  out += inked(fmt::format("{} not understood, the first:", number_text(not_understood_)), Ink::red,
               style) +
         "\n";
  for (const Sample& sample : samples_)
    out += fmt::format("  {}:{}\n", shown(sample.file, style), sample.number) +
           caret_lines(sample.line, sample.column, sample.reason, style);
  return out;
}

}  // namespace queuehound
