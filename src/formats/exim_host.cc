#include "formats/exim_host.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.h"

namespace queuehound::exim {
namespace {

enum CharClass : std::uint8_t { kPlain = 0, kSpecial = 1, kDigit = 2, kIpChar = 4, kNameChar = 8 };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (unsigned c = 0; c < 33; ++c) classes[c] = kSpecial;
  classes[0x7f] = kSpecial;
  for (const char c : std::string_view("()<>@,;:\\\".[]")) {
    classes[static_cast<unsigned char>(c)] |= kSpecial;
  }
  for (unsigned c = '0'; c <= '9'; ++c) classes[c] |= kDigit | kIpChar | kNameChar;
  for (unsigned c = 'a'; c <= 'z'; ++c) classes[c] |= kNameChar;
  for (unsigned c = 'A'; c <= 'Z'; ++c) classes[c] |= kNameChar;
  for (const char c : std::string_view("abcdefABCDEF:.")) {
    classes[static_cast<unsigned char>(c)] |= kIpChar;
  }
  for (const char c : std::string_view("._-/:")) {
    classes[static_cast<unsigned char>(c)] |= kNameChar;
  }
  for (unsigned c = 0x80; c < 0x100; ++c) classes[c] |= kNameChar;
  return classes;
}
constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

bool is(char c, CharClass wanted) {
  return (kClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}

// "192.0.2.1" or anything with a colon: the shape is enough to keep "[dead]" out.
bool has_ip_shape(std::string_view text) {
  if (text.size() < 2 || text.size() > 45) return false;
  unsigned dots = 0, colons = 0, letters = 0;
  for (const char c : text) {
    if (!is(c, kIpChar)) return false;
    dots += c == '.';
    colons += c == ':';
    letters += c != '.' && !is(c, kDigit);
  }
  return colons >= 2 || (dots == 3 && letters == 0);
}

// Behind the closing quote of a quoted string that starts at `at`; kNone if there is none.
std::size_t quoted_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\') ++at;
  }
  return kNone;
}

std::size_t domain_end(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '[') {
    const std::size_t close = text.find(']', at);
    if (close == kNone || close - at > 64) return kNone;
    const std::string_view literal = text.substr(at + 1, close - at - 1);
    const bool is_clean = std::ranges::all_of(literal, [](char c) { return is(c, kNameChar); });
    return is_clean ? close + 1 : kNone;
  }
  // A byte beyond ASCII is a backslash and digits where Exim makes text printable (id=).
  const auto is_part = [&](std::size_t i) {
    if (!is(text[i], kSpecial) || text[i] == '.') return true;
    return text[i] == '\\' && i + 1 < text.size() && is(text[i + 1], kDigit);
  };
  while (at < text.size() && is_part(at)) ++at;
  return at;
}

}  // namespace

bool take_flag(std::string_view& rest, std::string_view lead, std::string_view& value) {
  if (!rest.starts_with(lead)) return false;
  std::string_view after = rest.substr(lead.size());
  if (!is_at_blank(after) && after.front() != '=') return false;
  rest.remove_prefix(1);
  value = take_word(rest);
  return true;
}

bool take_mark(std::string_view& rest, std::initializer_list<std::string_view> marks,
               std::string_view& value) {
  for (const std::string_view mark : marks) {
    std::string_view after = rest;
    if (!skip(after, mark) || !(is_at_blank(after) || after.front() == ':')) continue;
    value = rest.substr(1, mark.size() - 1);
    rest = after;
    return true;
  }
  return false;
}

bool take_number(std::string_view& rest, std::uint64_t& value) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  const auto length = static_cast<std::size_t>(end - rest.data());
  if (error != std::errc{} || (length > 1 && rest.front() == '0')) return false;
  if (number > std::numeric_limits<std::int64_t>::max()) return false;  // of no size or count
  value = number;
  rest.remove_prefix(length);
  return true;
}

std::string_view take_queue(std::string_view& rest) {
  constexpr std::string_view kMarks = "=[]<>\":";
  std::size_t end = rest.find(' ');
  while (end != kNone && !rest.substr(end).starts_with(" for ")) {
    const std::size_t next = rest.find(' ', end + 1);
    const std::string_view word = rest.substr(end + 1, next == kNone ? kNone : next - end - 1);
    const bool opens_sender = word == "from" && rest.substr(end).starts_with(" from <");
    if (word.empty() || opens_sender || word.find_first_of(kMarks) != kNone) break;
    end = next;
  }
  return take(rest, end);
}

bool take_bracket(std::string_view& rest, std::string_view& ip, std::uint16_t& port) {
  if (rest.empty() || rest.front() != '[') return false;
  const std::size_t close = rest.substr(0, 48).find(']');
  if (close == kNone || !has_ip_shape(rest.substr(1, close - 1))) return false;
  ip = rest.substr(1, close - 1);
  port = 0;
  rest.remove_prefix(close + 1);
  std::string_view after = rest;
  std::uint64_t number = 0;
  if (!skip(after, ":") || !take_number(after, number)) return true;
  if (number == 0 || number > std::numeric_limits<std::uint16_t>::max()) return true;
  port = static_cast<std::uint16_t>(number);
  rest = after;
  return true;
}

std::size_t address_length(std::string_view text) {
  std::size_t at = 0;
  bool is_word_start = true;
  while (at < text.size()) {
    const char c = text[at];
    if (!is(c, kSpecial)) {
      is_word_start = false;
      while (++at < text.size() && !is(text[at], kSpecial)) {
      }
    } else if (c == '.') {
      is_word_start = true;
      ++at;
    } else if (c == '\\' && at + 1 < text.size()) {
      is_word_start = false;
      at += 2;
    } else if (c == '"' && is_word_start) {
      at = quoted_end(text, at);
      if (at == kNone) return kNone;
      if (at < text.size() && (!is(text[at], kSpecial) || text[at] == '\\')) return kNone;
      is_word_start = false;
    } else {
      break;
    }
  }
  if (at == 0) return kNone;
  if (at < text.size() && text[at] == '@') at = domain_end(text, at + 1);
  if (at == kNone || at >= text.size()) return at;
  return std::string_view(" >,:").contains(text[at]) ? at : kNone;
}

bool is_address(std::string_view text) {
  return !text.empty() && address_length(text) == text.size();
}

bool take_quoted(std::string_view& rest, std::string_view& value) {
  if (rest.empty() || rest.front() != '"') return false;
  const std::size_t end = quoted_end(rest, 0);
  if (end == kNone) return false;
  value = rest.substr(1, end - 2);
  rest.remove_prefix(end);
  return true;
}

// The sender is an address, or what a trusted caller gave: then the first bracket closes it.
bool take_angled(std::string_view& rest, std::string_view lead, std::string_view& value) {
  std::string_view after = rest;
  if (!skip(after, lead)) return false;
  const std::size_t length = after.starts_with('>') ? 0 : address_length(after);
  std::size_t end = length;
  if (length == kNone || !after.substr(length).starts_with('>')) end = after.find('>');
  if (end == kNone) return false;
  value = take(after, end);
  after.remove_prefix(1);
  rest = after;
  return true;
}

bool take_duration(std::string_view& rest, std::string_view& value) {
  std::size_t end = 0;
  while (end < rest.size() &&
         (is(rest[end], kDigit) || std::string_view(".wdhms").contains(rest[end]))) {
    ++end;
  }
  if (end < 2 || !is(rest.front(), kDigit) || is(rest[end - 1], kDigit)) return false;
  value = take(rest, end);
  return true;
}

HostCandidates::HostCandidates(std::string_view text) : text_(text) {
  std::size_t at = 0;
  if (!text.empty() && text.front() != '[' && text.front() != '(') {
    while (at < text.size() && is(text[at], kNameChar)) ++at;
    name_ = text.substr(0, at);
    if (at == 0 || at >= text.size() || text[at] != ' ') {
      at_ = text.size();
      return;
    }
    ++at;
  }
  if (at < text.size() && text[at] == '(') helo_start_ = at + 1;
  at_ = at;
}

bool HostCandidates::accept_bracket(std::string_view at_bracket) {
  std::string_view rest = at_bracket;
  std::string_view ip;
  std::uint16_t port = 0;
  if (!take_bracket(rest, ip, port)) return false;
  if (!is_at_blank(rest) && rest.front() != ':') return false;
  host_.present = true;
  host_.name = name_;
  host_.ip = ip;
  host_.port = port;
  rest_ = rest;
  return true;
}

bool HostCandidates::next() {
  if (helo_start_ == kNone) {
    if (at_ >= text_.size()) return false;
    const std::size_t bracket = at_;
    at_ = text_.size();
    return accept_bracket(text_.substr(bracket));
  }
  while (at_ < text_.size()) {
    const std::size_t close = text_.find(')', at_);
    if (close == kNone) break;
    at_ = close + 1;
    if (!text_.substr(close).starts_with(") [") || close < helo_start_) continue;
    if (!accept_bracket(text_.substr(close + 2))) continue;
    host_.helo = text_.substr(helo_start_, close - helo_start_);
    return true;
  }
  at_ = text_.size();
  return false;
}

bool HostCandidates::has_more() const {
  HostCandidates copy = *this;
  return copy.next();
}

WhoCandidates::WhoCandidates(std::string_view text, bool is_tagged)
    : hosts_(std::string_view{}), text_(text), budget_(4 * text.size() + 64) {
  std::string_view rest = text;
  has_host_ = skip(rest, "H=");
  if (has_host_) {
    host_lead_ = "H=";
  } else if (skip(rest, "U=")) {
    host_lead_ = "U=";
  } else if (!is_tagged) {
    has_host_ = HostCandidates(rest).next();
  } else {
    is_done_ = true;
    return;
  }
  hosts_ = HostCandidates(has_host_ ? rest : std::string_view{});
  if (!has_host_) start_user(rest);
}

bool ends_in_connection_id(std::string_view user) {
  const std::size_t blank = user.rfind(' ');
  return blank != kNone && user.substr(blank).starts_with(" Ci=");
}

void WhoCandidates::start_user(std::string_view at_user) {
  user_text_ = at_user;
  user_end_ = 0;
  is_in_user_ = true;
}

// A user ends at any blank or at the end; a colon in front of it is Exim's separator. "id Ci=9" was
// offered as user "id" and connection 9 already.
bool WhoCandidates::next_user() {
  do {
    if (user_end_ >= user_text_.size()) return false;
    std::size_t end = std::min(user_text_.find(' ', user_end_ + 1), user_text_.size());
    const std::size_t cost = end - user_end_;
    is_exhausted_ = cost > budget_;
    if (is_exhausted_) return false;
    budget_ -= cost;
    user_end_ = end;
    if (user_text_[end - 1] == ':') --end;
    user_ = user_text_.substr(0, end);
    rest_ = user_text_.substr(end);
  } while (ends_in_connection_id(user_));
  take_connection();
  return true;
}

// The colon that opens an answer touches the number: it is no part of it.
void WhoCandidates::take_connection() {
  connection_id_ = {};
  std::string_view after = rest_;
  if (!skip(after, " Ci=")) return;
  std::string_view word = after.substr(0, after.find(' '));
  if (word.ends_with(':')) word.remove_suffix(1);
  connection_id_ = take(after, word.size());
  rest_ = after;
}

bool WhoCandidates::next() {
  if (is_done_ || is_exhausted_) return false;
  if (is_in_user_ && next_user()) return true;
  is_in_user_ = false;
  if (!has_host_ || is_exhausted_) return false;
  user_ = interface_text_ = {};
  while (!is_exhausted_ && hosts_.next()) {
    rest_ = hosts_.rest();
    interface_ = {};
    interface_text_ = {};
    if (rest_.starts_with(" I=[")) {
      std::string_view after = rest_.substr(3), ip;
      std::uint16_t port = 0;
      if (!take_bracket(after, ip, port)) continue;
      interface_ = {ip, port};
      interface_text_ = rest_.substr(3, rest_.size() - after.size() - 3);
      rest_ = after;
    }
    if (skip(rest_, " U=")) {
      start_user(rest_);
      if (next_user()) return true;
      is_in_user_ = false;
      continue;
    }
    take_connection();
    return true;
  }
  return false;
}

bool take_remote_host(std::string_view& rest, RemoteHost& remote) {
  std::string_view after = rest;
  std::string_view name;
  // Of mail to a@[192.0.2.1] the name is the domain, with its brackets.
  std::string_view literal = after.substr(0, after.find(' '));
  const bool is_literal = literal.starts_with('[') && literal.ends_with(']') &&
                          (after.substr(literal.size()).starts_with(" [") ||
                           after.substr(literal.size()).starts_with(" DS ["));
  if (is_literal || after.empty() || after.front() != '[') {
    name = take_word(after);
    if (name.empty()) return false;
  }
  std::string_view at_bracket = after;
  remote.has_dnssec = skip(at_bracket, " DS");
  const bool is_apart = name.empty() || skip(at_bracket, " ");  // as Exim always writes it
  remote.host.present = true;
  if (!is_apart || !take_bracket(at_bracket, remote.host.ip, remote.host.port)) {
    // A socket or an unresolved name stands alone; before 4.99 the reason's colon touches it.
    remote.has_dnssec = false;
    if (name.ends_with(':')) name.remove_suffix(1);
    remote.host.name = name;
    rest.remove_prefix(name.size());
    return !name.empty();
  }
  remote.host.name = name;
  remote.has_no_port = remote.host.port == 0 && skip(at_bracket, ":-1");
  remote.is_reused = skip(at_bracket, "*");
  rest = at_bracket;
  return is_at_blank(rest) || rest.front() == ':';
}

}  // namespace queuehound::exim
