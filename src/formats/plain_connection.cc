#include "formats/plain_connection.h"

#include <array>

#include "base/text.h"
#include "formats/clock_text.h"

namespace queuehound {
namespace {

constexpr std::string_view kSession = "SMTP connection from ";
constexpr std::array<std::string_view, 3> kHeads{
    kSession, "no MAIL in SMTP connection from ",
    "unexpected disconnection while reading SMTP command from "};

template <class Fits>
std::size_t skip_while(std::string_view text, std::size_t at, Fits&& fits) {
  while (at < text.size() && fits(text[at])) ++at;
  return at;
}

bool is_of_name(char c) { return is_alphanumeric(c) || c == '.' || c == '-' || c == '_'; }

// Behind "name (helo) [192.0.2.1]:port", each part but the address maybe missing; 0: not plain.
std::size_t end_of_host(std::string_view text) {
  std::size_t at = 0;
  if (const std::size_t end = skip_while(text, at, is_of_name); end > at) {
    if (char_at(text, end) != ' ') return 0;
    at = end + 1;
  }
  if (char_at(text, at) == '(') {
    at = skip_while(text, at + 1, is_of_name);
    if (text.substr(at, 2) != ") ") return 0;
    at += 2;
  }
  if (char_at(text, at) != '[') return 0;
  unsigned dots = 0;
  const std::size_t close = skip_while(text, at + 1, [&](char c) {
    dots += c == '.' ? 1 : 0;
    return c == '.' || is_digit(c);
  });
  if (dots != 3 || close - at > 16 || char_at(text, close) != ']') return 0;
  if (char_at(text, close + 1) != ':') return close + 1;
  const std::size_t end = skip_while(text, close + 2, is_digit);
  constexpr std::size_t kMostDigits = 5;  // of a port, 65535 at most
  const std::size_t digits = end - close - 2;
  const char first = digits == 0 ? '0' : text[close + 2];
  return first != '0' && (digits < kMostDigits || (digits == kMostDigits && first < '6')) ? end : 0;
}

bool is_end_of_session(std::string_view rest) {
  return rest == " closed by QUIT" || rest == " lost" ||
         rest.starts_with(" (TCP/IP connection count = ");
}

}  // namespace

bool is_plain_connection(std::string_view text) {
  for (const std::string_view head : kHeads) {
    if (!text.starts_with(head)) continue;
    text.remove_prefix(head.size());
    const std::size_t end = end_of_host(text);
    if (end == 0) return false;
    const std::string_view rest = text.substr(end);
    if (head.data() == kSession.data()) return is_end_of_session(rest);
    return rest.starts_with(" D=");
  }
  return false;
}

}  // namespace queuehound
