#include "report/rejected_message.h"

#include <algorithm>

#include "base/text.h"
#include "mail/subject.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostKept = 1u << 20;  // Exim's own buffer is smaller

std::string_view value_of(std::string_view header, std::string_view name) {
  const std::size_t colon = header.find(':');
  if (colon == header.npos || !equal_ignoring_case(trim(header.substr(0, colon)), name)) return {};
  return trim(header.substr(colon + 1));
}

}  // namespace

void RejectedMessage::keep(std::string& whole, std::string_view more) {
  is_cut_ = is_cut_ || kept_ + more.size() > kMostKept;
  if (is_cut_) return;
  kept_ += more.size();
  whole += more;
}

bool RejectedMessage::take(std::string_view line) {
  using What = RejectedMessageLines::What;
  const What what = lines_.read(line);
  switch (what) {
    case What::none:
      break;
    case What::sender:
      has_sender_ = true;
      keep(sender_, sender_in(line));
      break;
    case What::recipient:
      keep(recipients_.emplace_back(), recipient_in(line));
      break;
    case What::more_recipients:
      has_more_recipients_ = true;
      break;
    case What::header:
      headers_.push_back({line.front(), {}});
      keep(headers_.back().text, line.substr(2));
      break;
    case What::folded:
      keep(headers_.back().text, "\n" + std::string(line));
      break;
    case What::truncated:
      is_cut_ = true;
  }
  return what != What::none;
}

void RejectedMessage::add_to(LogRecord& record) const {
  const auto has = [&](std::string_view name) {
    return std::ranges::any_of(record.fields,
                               [&](const RecordField& field) { return field.name == name; });
  };
  if (has_sender_ && !has("sender")) record.add_text("sender", sender_);
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
