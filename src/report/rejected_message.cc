#include "report/rejected_message.h"

#include <algorithm>

#include "base/text.h"
#include "mail/subject.h"

namespace queuehound {
namespace {

constexpr std::string_view kFrom = "Envelope-from: <", kTo = "Envelope-to: <", kNext = "    <";
constexpr std::size_t kMostKept = 1u << 20;  // Exim's own buffer is smaller

// What stands in the angle brackets that end the line.
std::string_view in_brackets(std::string_view line, std::string_view lead) {
  line.remove_prefix(lead.size());
  if (line.ends_with('>')) line.remove_suffix(1);
  return line;
}

// "Name:" directly behind the letter and the blank: a folded line may begin with two blanks too,
// and then says something else.
bool begins_header(std::string_view line) {
  constexpr std::string_view kLetters = " PFTCBIRS*";
  if (line.size() < 4 || !kLetters.contains(line[0]) || line[1] != ' ') return false;
  const std::string_view text = line.substr(2);
  const std::size_t end = text.find_first_of(": \t");
  return end != 0 && end != text.npos && trim(text.substr(end)).starts_with(':');
}

std::string_view value_of(std::string_view header, std::string_view name) {
  const std::size_t colon = header.find(':');
  if (colon == header.npos || !equal_ignoring_case(trim(header.substr(0, colon)), name)) return {};
  return trim(header.substr(colon + 1));
}

}  // namespace

bool RejectedMessage::keep(std::string& whole, std::string_view more) {
  if (kept_ + more.size() > kMostKept) {
    is_cut_ = true;
  } else {
    kept_ += more.size();
    whole += more;
  }
  return true;
}

bool RejectedMessage::take_envelope(std::string_view line) {
  if (!headers_.empty()) return false;
  if (!has_envelope_ && line.starts_with(kFrom)) {
    has_envelope_ = true;
    return keep(sender_, in_brackets(line, kFrom));
  }
  if (!has_envelope_ || has_more_recipients_) return false;
  if (line == "    ...") return has_more_recipients_ = true;
  const std::string_view lead = recipients_.empty() ? kTo : kNext;
  if (!line.starts_with(lead)) return false;
  return keep(recipients_.emplace_back(), in_brackets(line, lead));
}

bool RejectedMessage::start_header(std::string_view line) {
  headers_.push_back({line.front(), {}});
  return keep(headers_.back().text, line.substr(2));
}

bool RejectedMessage::take_header(std::string_view line) {
  if (begins_header(line)) return start_header(line);
  const bool is_folded = !headers_.empty() && (line.starts_with(' ') || line.starts_with('\t'));
  return is_folded && keep(headers_.back().text, "\n" + std::string(line));
}

bool RejectedMessage::take(std::string_view line) {
  if (has_ended_) return false;
  if (line == "*** truncated ***") return is_cut_ = has_ended_ = true;
  return take_envelope(line) || take_header(line);
}

void RejectedMessage::add_to(LogRecord& record) const {
  const auto has = [&](std::string_view name) {
    return std::ranges::any_of(record.fields,
                               [&](const RecordField& field) { return field.name == name; });
  };
  if (has_envelope_ && !has("sender")) record.add_text("sender", sender_);
  if (!recipients_.empty()) record.add_list("recipients", recipients_);
  record.add_flag("more_recipients", has_more_recipients_);
  std::vector<std::string> sent;
  for (const Header& header : headers_)
    if (header.letter != '*') sent.push_back(header.text);
  const auto whole = [&](std::string_view name) {
    for (const std::string& header : sent)
      if (const auto value = value_of(header, name); !value.empty()) return value;
    return std::string_view();
  };
  record.add("subject", decode_subject(whole("Subject")));
  record.add("message_id", without_brackets(whole("Message-ID")));
  if (!sent.empty()) record.add_list("headers", std::move(sent));
  record.add_flag("cut", is_cut_);
}

}  // namespace queuehound
