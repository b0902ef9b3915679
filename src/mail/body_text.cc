#include "mail/body_text.h"

#include "base/text.h"
#include "mail/encoded_word.h"

namespace queuehound {
namespace {

constexpr int kMostNested = 4;

bool begins_ignoring_case(std::string_view text, std::string_view start) {
  return equal_ignoring_case(text.substr(0, start.size()), start);
}

// Of "text/plain; charset=utf-8", without quotes; "" where there is none.
std::string_view parameter(std::string_view header, std::string_view name) {
  cut(header, ';');
  while (!header.empty()) {
    std::string_view value = cut(header, ';');
    if (!equal_ignoring_case(trim(cut(value, '=')), name)) continue;
    value = trim(value);
    if (value.starts_with('"')) value = value.substr(1, value.find('"', 1) - 1);
    return value;
  }
  return {};
}

std::string_view take_line(std::string_view& rest) {
  std::string_view line = cut(rest, '\n');
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

struct Part {
  std::string content_type, transfer_encoding, disposition;
  std::string_view body;
};

Part parse_part(std::string_view text) {
  Part part;
  std::string* open = nullptr;  // what a folded line goes on with
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (open != nullptr) open->append(line);
      continue;
    }
    std::string_view value = line;
    const std::string_view name = trim(cut(value, ':'));
    open = equal_ignoring_case(name, "Content-Type")                ? &part.content_type
           : equal_ignoring_case(name, "Content-Transfer-Encoding") ? &part.transfer_encoding
           : equal_ignoring_case(name, "Content-Disposition")       ? &part.disposition
                                                                    : nullptr;
    if (open != nullptr) *open = trim(value);
  }
  part.body = text;
  return part;
}

// The next part of a multipart body; empty behind the last.
std::string_view take_part(std::string_view& rest, std::string_view mark) {
  const std::string_view whole = rest;
  while (!rest.empty()) {
    const std::size_t length = whole.size() - rest.size();
    if (take_line(rest).starts_with(mark)) return whole.substr(0, length);
  }
  return whole;
}

// Of quoted-printable the soft line ends are taken away as well.
std::string undo_quoted(std::string_view text) {
  std::string joined;
  while (!text.empty()) {
    const bool has_end = text.contains('\n');
    std::string_view line = take_line(text);
    const bool is_soft = line.ends_with('=');
    if (is_soft) line.remove_suffix(1);
    joined += line;
    if (has_end && !is_soft) joined += '\n';
  }
  return decode_quoted_printable(joined);
}

std::string without_returns(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') out += text[i];
  return out;
}

std::string undo(const BodyForm& form, std::string_view body) {
  const std::string_view encoding = trim(form.transfer_encoding);
  std::string text;
  if (equal_ignoring_case(encoding, "base64"))
    text = decode_base64(body, Base64Rest::dropped).value_or("");
  else if (equal_ignoring_case(encoding, "quoted-printable"))
    text = undo_quoted(body);
  else
    text = body;
  const std::string_view charset = parameter(form.content_type, "charset");
  if (!charset.empty() && !equal_ignoring_case(charset, "us-ascii"))
    text = charset_to_utf8(text, charset).value_or(text);
  return without_returns(text);
}

std::optional<std::string> text_of(const BodyForm& form, std::string_view body, int depth);

std::optional<std::string> text_of_parts(const BodyForm& form, std::string_view body, int depth) {
  const std::string_view boundary = parameter(form.content_type, "boundary");
  if (boundary.empty() || depth >= kMostNested) return {};
  const std::string mark = "--" + std::string(boundary);
  take_part(body, mark);  // what stands in front of the first is for old programs
  while (!body.empty()) {
    const Part part = parse_part(take_part(body, mark));
    if (begins_ignoring_case(part.disposition, "attachment")) continue;
    auto text = text_of({part.content_type, part.transfer_encoding}, part.body, depth + 1);
    if (text && !trim(*text).empty()) return text;
  }
  return {};
}

std::optional<std::string> text_of(const BodyForm& form, std::string_view body, int depth) {
  const std::string_view type = trim(form.content_type);
  if (begins_ignoring_case(type, "multipart/")) return text_of_parts(form, body, depth);
  if (!type.empty() && !begins_ignoring_case(type, "text")) return {};
  return undo(form, body);
}

}  // namespace

std::optional<std::string> readable_text(const BodyForm& form, std::string_view body) {
  auto text = text_of(form, body, 0);
  if (!text || body.contains(*text) || without_returns(body).contains(*text)) return {};
  return text;
}

}  // namespace queuehound
