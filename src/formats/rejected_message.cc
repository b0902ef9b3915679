#include "formats/rejected_message.h"

#include "base/text.h"

namespace queuehound {
namespace {

using What = RejectedMessageLines::What;

constexpr std::string_view kFrom = "Envelope-from: <", kTo = "Envelope-to: <", kNext = "    <";

std::string_view behind(std::string_view line, std::string_view lead) {
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

}  // namespace

std::string_view sender_in(std::string_view line) { return behind(line, kFrom); }

std::string_view recipient_in(std::string_view line) {
  return behind(line, line.starts_with(kTo) ? kTo : kNext);
}

What RejectedMessageLines::read_envelope(std::string_view line) {
  if (has_header_) return What::none;
  if (!has_sender_ && line.starts_with(kFrom)) {
    has_sender_ = true;
    return What::sender;
  }
  if ((!has_sender_ && !is_in_its_midst_) || has_all_recipients_) return What::none;
  if (line == "    ...") {
    has_all_recipients_ = true;
    return What::more_recipients;
  }
  const bool is_one = has_recipient_     ? line.starts_with(kNext)
                      : is_in_its_midst_ ? line.starts_with(kNext) || line.starts_with(kTo)
                                         : line.starts_with(kTo);
  has_recipient_ |= is_one;
  return is_one ? What::recipient : What::none;
}

What RejectedMessageLines::read_header(std::string_view line) {
  const bool begins = begins_header(line);
  const bool is_folded = !begins && (has_header_ || is_in_its_midst_) &&
                         (line.starts_with(' ') || line.starts_with('\t'));
  has_header_ |= begins || is_folded;
  return begins ? What::header : is_folded ? What::folded : What::none;
}

What RejectedMessageLines::read(std::string_view line) {
  if (has_ended_) return What::none;
  has_ended_ = line == "*** truncated ***";
  if (has_ended_) return What::truncated;
  const What what = read_envelope(line);
  return what == What::none ? read_header(line) : what;
}

}  // namespace queuehound
