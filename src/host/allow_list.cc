#include "host/allow_list.h"

#include <array>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

using Kind = AskedSubject::Kind;

struct Refusal {
  Kind kind;
  std::string_view why;
};
constexpr std::array<Refusal, 3> kRefused{
    {{Kind::incident, "an incident ends by itself: allow who it is about, such as mailbox:a@b"},
     {Kind::message, "a message is not somebody: allow its sender, such as mailbox:a@b"},
     {Kind::domain,
      "a domain is many mailboxes and sites: allow each, such as mailbox:a@b or "
      "account:user"}}};

std::string without_comment(std::string_view line) {
  return std::string(trim(line.substr(0, line.find('#'))));
}

bool is_of(std::string_view line, const AskedSubject& subject) {
  const std::string typed = without_comment(line);
  if (typed.empty()) return false;
  const auto parsed = parse_allowed(typed);
  return parsed && subject.is_text(parsed->text());
}

}  // namespace

Result<AskedSubject> parse_allowed(std::string_view typed) {
  auto subject = TRY(parse_asked_subject(typed));
  for (const Refusal& row : kRefused)
    if (row.kind == subject.kind) return fail(Error::Kind::refused, std::string(row.why));
  // The file has a line for each, and '#' begins what is said of it.
  if (subject.name.find_first_of("#\n\r") != std::string::npos)
    return fail(Error::Kind::refused, "a name with '#' or a line break cannot be on the list");
  return subject;
}

std::string why_too_wide(const AskedSubject& subject) {
  constexpr int kV4 = 96 + 16, kV6 = 32;              // a large firm's, a whole provider's
  constexpr int kPrivateV4 = 96 + 8, kPrivateV6 = 7;  // 10.0.0.0/8, fc00::/7
  if (subject.kind != Kind::network) return {};
  const IpNetwork& network = subject.network;
  const bool is_v4 = network.is_v4();
  if (network.prefix >= (is_v4 ? kV4 : kV6)) return {};
  if (is_private(network.base) && network.prefix >= (is_v4 ? kPrivateV4 : kPrivateV6)) return {};
  return subject.text() +
         " is wider than any one customer's network: no attacker in it would ever "
         "be blocked";
}

Result<std::vector<AllowedSubject>> parse_allow_list(std::string_view text) {
  std::vector<AllowedSubject> allowed;
  std::size_t number = 0;
  while (!text.empty()) {
    std::string_view line = cut(text, '\n');
    ++number;
    const std::string typed = without_comment(line);
    if (typed.empty()) continue;
    auto subject = parse_allowed(typed);
    if (!subject)
      return fail(Error::Kind::failed, std::string(kAllowFile) + ":" + std::to_string(number) +
                                           ": " + subject.error().text);
    cut(line, '#');
    allowed.push_back({std::move(*subject), std::string(trim(line))});
  }
  return allowed;
}

std::string with_allowed(std::string_view text, const AllowedSubject& added) {
  std::string whole(text);
  if (!whole.empty() && !whole.ends_with('\n')) whole += '\n';
  std::string note = added.note;
  for (char& c : note)
    if (c == '\n' || c == '\r') c = ' ';
  whole += added.subject.text() + (note.empty() ? "" : "  # " + note) + "\n";
  return whole;
}

std::string without_allowed(std::string_view text, const AskedSubject& gone) {
  std::string rest;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end == text.npos ? end : end + 1);
    if (!is_of(line, gone)) rest += line;
    text.remove_prefix(line.size());
  }
  return rest;
}

Result<> honour_allow_list(const RootDir& root, Config& config) {
  for (const std::string& typed : std::vector(config.allow))  // those of the settings
    if (const auto subject = parse_asked_subject(typed); subject && !subject->other_name.empty())
      config.allow.push_back(subject->other_text());
  if (!root.exists(kAllowFile)) return {};
  const std::string text = TRY(root.read_file(kAllowFile, kSmallFile));
  for (const AllowedSubject& allowed : TRY(parse_allow_list(text))) {
    config.allow.push_back(allowed.subject.text());
    if (const std::string other = allowed.subject.other_text(); !other.empty())
      config.allow.push_back(other);
    if (allowed.subject.kind == Kind::network) config.protect.push_back(allowed.subject.network);
  }
  return {};
}

}  // namespace queuehound
