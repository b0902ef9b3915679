#include "formats/plain_connection.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/clock_text.h"

namespace queuehound {
namespace {

constexpr std::string_view kSession = "SMTP connection from ";
constexpr std::string_view kTlsError = "TLS error on connection from ";
constexpr std::array<std::string_view, 4> kHeads{
    kSession, kTlsError, "no MAIL in SMTP connection from ",
    "unexpected disconnection while reading SMTP command from "};

// One look at a table a byte: this runs for every connection.
using Bytes = std::array<bool, 256>;
constexpr Bytes make_bytes(std::string_view members) {
  Bytes is_member{};
  for (const char c : members) is_member[static_cast<unsigned char>(c)] = true;
  return is_member;
}
constexpr Bytes kName =
    make_bytes("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-");
constexpr Bytes kDigits = make_bytes("0123456789"), kQuad = make_bytes("0123456789.");
constexpr Bytes kDuration = make_bytes("0123456789ms");

std::size_t skip_all(std::string_view text, std::size_t at, const Bytes& bytes) {
  while (at < text.size() && bytes[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

// Behind "name (helo) [192.0.2.1]:port", each part but the address maybe missing; 0: not plain.
std::size_t end_of_host(std::string_view text) {
  std::size_t at = 0;
  if (const std::size_t end = skip_all(text, at, kName); end > at) {
    if (char_at(text, end) != ' ') return 0;
    at = end + 1;
  }
  if (char_at(text, at) == '(') {
    at = skip_all(text, at + 1, kName);
    if (text.substr(at, 2) != ") ") return 0;
    at += 2;
  }
  if (char_at(text, at) != '[') return 0;
  const std::size_t close = skip_all(text, at + 1, kQuad);
  const auto dots = std::ranges::count(text.substr(at, close - at), '.');
  if (dots != 3 || close - at > 16 || char_at(text, close) != ']') return 0;
  if (char_at(text, close + 1) != ':') return close + 1;
  const std::size_t end = skip_all(text, close + 2, kDigits);
  constexpr std::string_view kLast = "65535";
  const std::string_view port = text.substr(close + 2, end - close - 2);
  if (port.empty() || port.front() == '0' || port.size() > kLast.size()) return 0;
  return port.size() < kLast.size() || port <= kLast ? end : 0;
}

// " D=5s closed by QUIT", " lost D=5s"
bool is_end_of_session(std::string_view rest) {
  constexpr std::string_view kLead = " D=";
  if (rest.starts_with(kLead)) rest.remove_prefix(skip_all(rest, kLead.size(), kDuration));
  return rest.starts_with(" closed ") || rest.starts_with(" lost") ||
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
    return rest.starts_with(head.data() == kTlsError.data() ? " (" : " D=");
  }
  return false;
}

}  // namespace queuehound
