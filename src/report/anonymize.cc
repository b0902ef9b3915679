#include "report/anonymize.h"

#include <algorithm>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kLongestLocalPart = 256;

bool is_of_domain(char c) {
  return is_alphanumeric(c) || c == '.' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_of_local_part(char c) {
  constexpr std::string_view kMarks = ".!#$%&'*+-/=?^_`{|}~";
  return is_of_domain(c) || kMarks.find(c) != kMarks.npos;
}

// How long the local part at the end of `text` is; a quoted one with its quotes, which in JSON have
// a backslash before each.
std::size_t local_part_before(std::string_view text) {
  std::size_t begin = text.size();
  if (text.ends_with('"')) {
    const std::string_view quote = text.ends_with("\\\"") ? "\\\"" : "\"";
    const std::size_t inside = text.size() - quote.size();
    const std::size_t open = inside > 0 ? text.rfind(quote, inside - 1) : text.npos;
    if (open == text.npos || text.size() - open > kLongestLocalPart) return 0;
    return text.size() - open;
  }
  while (begin > 0 && text.size() - begin < kLongestLocalPart && is_of_local_part(text[begin - 1]))
    --begin;
  return text.size() - begin;
}

// Of a JSON escape, or one of our printable texts, that ends in the backslash before `name`.
std::size_t escape_in(std::string_view before, std::string_view name) {
  const std::size_t last = before.find_last_not_of('\\');
  const std::size_t slashes = before.size() - (last == before.npos ? 0 : last + 1);
  if (slashes % 2 == 0 || name.empty()) return 0;
  if (name.front() == 'u') return 5;
  if (name.front() == 'x') return 3;
  return std::string_view("bfnrt").contains(name.front()) ? 1 : 0;
}

// "id=jane": a key that our commands, Exim's lines and header fields write. "jane=x.example" is
// none: so forwarders write whom they forward for.
std::size_t key_in(std::string_view name) {
  constexpr std::string_view kKeys[] = {
      "want",          "id",     "from",  "to",        "for",     "user", "login", "email",
      "mail",          "sender", "rcpt",  "recipient", "cc",      "bcc",  "i",     "reply-to",
      "smtp.mailfrom", "set_id", "ident", "name",      "account", "addr", "who",   "orig_to"};
  const std::size_t equals = name.find('=');
  if (equals == name.npos) return 0;
  const std::string key = to_lower(name.substr(0, equals));
  return std::ranges::find(kKeys, key) == std::end(kKeys) ? 0 : equals + 1;
}

// How much at the front of `name` is a sign of what stands around it, though an address may hold
// it.
std::size_t lead_of(std::string_view before, std::string_view name, bool is_encoded) {
  std::size_t lead = std::min(escape_in(before, name), name.size());
  const auto rest = [&] { return name.substr(lead); };
  if (is_encoded || rest().starts_with('/') || rest().contains('?')) {
    const std::size_t cut = rest().find_last_of("/?=&");
    return cut == name.npos ? lead : lead + cut + 1;
  }
  lead += std::min(rest().find_first_not_of("'`"), rest().size());
  if (rest().starts_with("-f")) lead += 2;
  return lead + key_in(rest());
}

// The letters of a name that may stand alone; others may be anybody's word.
constexpr std::size_t kShortestWord = 4;

bool is_edge(char c) { return std::string_view(" ,;:<>()\"'").contains(c); }

// Of a word at the end of a sentence the dots are not.
bool ends_word(std::string_view rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of('.'), rest.size()));
  return rest.empty() || is_edge(rest.front());
}

void replace_words(std::string& text, std::string_view name, const std::string& token) {
  const std::string lower = to_lower(text), wanted = to_lower(name);
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = lower.find(wanted); at != lower.npos; at = lower.find(wanted, at + 1)) {
    const bool begins = at == 0 || is_edge(lower[at - 1]);
    if (at < done || !begins || !ends_word(std::string_view(lower).substr(at + wanted.size())))
      continue;
    out.append(text, done, at - done).append(token);
    done = at + wanted.size();
  }
  text = out.append(text, done);
}

// "2026-11-23 10:00:00 ID => ADDRESS <person1@x.example> R=...": ADDRESS becomes person1.
void replace_alias(std::string& line) {
  constexpr std::string_view kFlags[] = {" => ", " -> ", " ** ", " == ", " >> ", " *> "};
  for (const std::string_view flag : kFlags) {
    const std::size_t at = line.find(flag);
    if (at == line.npos) continue;
    const std::size_t word = at + flag.size(), open = line.find(" <", word);
    const std::size_t close = open == line.npos ? open : line.find('>', open);
    const std::size_t domain = open == line.npos ? open : line.find('@', open);
    if (close == line.npos || domain >= close || line.find(' ', word) != open) continue;
    if (!line.substr(word, open - word).contains('@'))
      line.replace(word, open - word, line.substr(open + 2, domain - open - 2));
    return;
  }
}

// PHP's log of mail() holds headers: "To: Jane Doe <person1@x.example>, ...".
void drop_display_names(std::string& text) {
  for (std::size_t at = text.find('<'); at != text.npos; at = text.find('<', at + 1)) {
    const std::string_view before = std::string_view(text).substr(0, at);
    const std::size_t mark = before.find_last_of(":,");
    const bool is_address = text.find('@', at) < text.find('>', at);
    if (!is_address || mark == before.npos ||
        before.substr(mark + 1).find_first_not_of(' ') == before.npos)
      continue;
    text.replace(mark + 1, at - mark - 1, " ");
    at = mark + 2;
  }
}

}  // namespace

void Anonymizer::keep(std::string_view address) {
  std::string lower = to_lower(address);
  kept_names_.insert(lower.substr(0, lower.rfind('@')));
  kept_.insert(std::move(lower));
}

std::string Anonymizer::token_of(std::string_view local_part, std::string_view domain) {
  std::string address = to_lower(local_part) + "@" + to_lower(domain);
  std::erase(address, '\\');  // JSON's
  // A text may come twice: its lines first, then the file that holds them.
  if (kept_.contains(address) || issued_.contains(address)) return std::string(local_part);
  const auto [row, is_new] = tokens_.try_emplace(std::move(address), "");
  if (is_new) {
    row->second = "person" + std::to_string(tokens_.size());
    issued_.insert(row->second + "@" + to_lower(domain));
  }
  return row->second;
}

std::string Anonymizer::clean(std::string_view text) {
  std::string out;
  named_.clear();
  while (!text.empty()) {
    std::size_t at = text.find('@'), mark = 1;
    // Before it only: where none is left, each mark would have the rest looked through.
    const std::size_t encoded = text.substr(0, at).find("%40");
    if (encoded != text.npos) at = encoded, mark = 3;
    if (at == text.npos) break;
    std::string_view before = text.substr(0, at), rest = text.substr(at + mark);
    std::size_t length = 0;
    while (length < rest.size() && is_of_domain(rest[length])) ++length;
    while (length > 0 && (rest[length - 1] == '.' || rest[length - 1] == '-')) --length;
    std::size_t local = local_part_before(before);
    if (local > 0 && !before.ends_with('"')) {
      const std::string_view around = before.substr(0, before.size() - local);
      local -= lead_of(around, before.substr(around.size()), mark == 3);
    }
    if (length == 0 || local == 0) {
      out += text.substr(0, at + mark);
      text = rest;
      continue;
    }
    const std::string_view name = before.substr(before.size() - local);
    const std::string token = token_of(name, rest.substr(0, length));
    if (token != name) named_.push_back({std::string(name), token});
    before.remove_suffix(local);
    // Exim's "=> jane <jane@x.example>": the same name, bare.
    const std::size_t bare = name.size() + 2;
    const bool stands_bare =
        before.size() >= bare && before.ends_with(" <") &&
        equal_ignoring_case(before.substr(before.size() - bare, name.size()), name);
    if (token != name && stands_bare) {
      before.remove_suffix(bare);
      out += std::string(before) + token + " <";
    } else {
      out += before;
    }
    out += token;
    out += text.substr(at, mark);
    out += rest.substr(0, length);
    text = rest.substr(length);
  }
  return out + std::string(text);
}

std::string Anonymizer::clean_line(std::string_view line) {
  std::string text = clean(line);
  if (text.contains("mail() on [")) drop_display_names(text);
  replace_alias(text);
  for (const Named& person : named_)
    if (person.name.size() >= kShortestWord && !kept_names_.contains(to_lower(person.name)))
      replace_words(text, person.name, person.token);
  return text;
}

}  // namespace queuehound
