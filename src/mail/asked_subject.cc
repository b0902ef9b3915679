#include "mail/asked_subject.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "mail/address.h"
#include "mail/international_domain.h"

namespace queuehound {
namespace {

using Kind = AskedSubject::Kind;
constexpr std::size_t kLongest = 4096;  // a path of the system is no longer

struct PrefixRow {
  std::string_view prefix;
  Kind kind;
  std::string_view wants;
};
constexpr std::array<PrefixRow, 10> kPrefixes{{
    {"incident", Kind::incident, "an id such as I-3f9a2c"},
    {"mailbox", Kind::mailbox, "an address such as info@shop.example"},
    {"account", Kind::account, "the name of a system account"},
    {"script", Kind::script, "an absolute path"},
    {"dir", Kind::directory, "an absolute path"},
    {"list", Kind::list, "an address such as news@shop.example"},
    {"ip", Kind::network, "an address such as 192.0.2.7, or a network such as 192.0.2.0/24"},
    {"net", Kind::network, "a network such as 192.0.2.0/24"},
    {"domain", Kind::domain, "a name such as shop.example"},
    {"msg", Kind::message, "an Exim message id such as 1xVUGb-0005L4-0b"},
}};

bool is_name_character(char c) {
  return is_alphanumeric(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_incident_id(std::string_view text) {
  return text.size() == 8 && (text.starts_with("I-") || text.starts_with("i-")) &&
         std::ranges::all_of(text.substr(2), is_alphanumeric);
}

bool is_domain(std::string_view text) {
  if (text.empty() || text.size() > 255 || text.front() == '-') return false;
  if (text.front() == '.' || text.back() == '.') return false;
  return text.find("..") == text.npos &&
         std::ranges::all_of(text, [](char c) { return is_name_character(c) || c == '.'; });
}

// No top-level domain is a number: "203.0.113.011" and "192.0.2.1-192.0.2.9" are addresses
// misspelt, of which "nothing is known" would be said in good faith, and "web.1" is a login.
bool ends_in_number(std::string_view text) {
  const std::string_view last = text.substr(text.rfind('.') + 1);
  return !last.empty() && std::ranges::all_of(last, is_digit);
}

bool is_address(std::string_view text) {
  const AddressParts parts = split_address(text);
  return !parts.local_part.empty() && is_domain(parts.domain);
}

// What the system's own files take for a name, which is more than useradd makes: directories of
// people (LDAP, winbind) hand out "web 4" and "FIRM\\anna".
bool is_account(std::string_view text) {
  return !text.empty() && text.size() <= 64 && trim(text) == text &&
         std::ranges::all_of(
             text, [](unsigned char c) { return c >= ' ' && c != 0x7f && c != ':' && c != '/'; });
}

bool is_plain_account(std::string_view text) {
  return is_account(text) && std::ranges::all_of(text, [](char c) {
           return is_name_character(c) || c == '.' || c == '$' || c == '+';
         });
}

bool is_path(std::string_view text) {
  return text.starts_with('/') && text.find('\0') == text.npos;
}

std::string other_form_of(Kind kind, std::string_view name) {
  if (kind == Kind::domain) return other_form_of_domain(name);
  if (kind != Kind::mailbox && kind != Kind::list) return {};
  const AddressParts parts = split_address(name);
  const std::string other = other_form_of_domain(parts.domain);
  return other.empty() ? "" : std::string(parts.local_part) + "@" + other;
}

// Fills `subject` from `name`, or says it is none of this kind.
bool take_plain(Kind kind, std::string_view name, AskedSubject& subject) {
  subject.kind = kind;
  subject.name = std::string(name);
  switch (kind) {
    case Kind::incident:
      subject.name = to_lower(name);
      if (!subject.name.empty()) subject.name[0] = 'I';
      return is_incident_id(name);
    case Kind::mailbox:
    case Kind::list:
      subject.name = fold_address(name);
      return is_address(name);
    case Kind::account:
      return is_account(name);
    case Kind::script:
      return is_path(name) && name.size() > 1;
    case Kind::directory:
      while (subject.name.size() > 1 && subject.name.ends_with('/')) subject.name.pop_back();
      return is_path(name);
    case Kind::domain:
      if (name.ends_with('.')) name.remove_suffix(1);
      subject.name = to_lower(name);
      return is_domain(name) && !ends_in_number(name);
    default:
      return false;
  }
}

// Also as `ls` and `find` show it in the spool: ID-H, ID-D, ID-J, behind their folder.
std::optional<MessageId> message_id_in(std::string_view text) {
  constexpr std::array<std::string_view, 3> kFiles{"-H", "-D", "-J"};
  if (text.starts_with('/') && text.contains("/input/")) text.remove_prefix(text.rfind('/') + 1);
  for (const std::string_view file : kFiles)
    if (text.ends_with(file))
      if (const auto id = parse_message_id(text.substr(0, text.size() - file.size()))) return id;
  return parse_message_id(text);
}

// Of an address literal, as it stands in Received: lines and greetings; and a link-local address
// with the interface it was seen on: "fe80::1%eth0".
std::string_view without_family(std::string_view typed) {
  constexpr std::string_view kFamily = "ipv6:";
  if (to_lower(typed.substr(0, kFamily.size())) == kFamily) typed.remove_prefix(kFamily.size());
  const std::string_view address = typed.substr(0, typed.find('%'));
  const bool has_zone = address.size() + 1 < typed.size() && address.contains(':');
  return has_zone && parse_ip_address(address) ? address : typed;
}

bool is_port(std::string_view text) {
  return text.starts_with(':') && parse_number<std::uint16_t>(text.substr(1));
}

// As logs and headers write them: "<jane@x.example>", "[192.0.2.7]", "[2001:db8::7]:25",
// "[IPv6:2001:db8::7]", "192.0.2.7:25".
std::string_view without_marks(std::string_view typed) {
  if (typed.starts_with('<') && typed.ends_with('>')) return typed.substr(1, typed.size() - 2);
  const std::string_view first = typed.substr(0, typed.find(':'));
  if (first.contains('.') && parse_ip_address(first) && is_port(typed.substr(first.size())))
    return first;
  const std::size_t end = typed.find(']');
  if (!typed.starts_with('[') || end == typed.npos) return without_family(typed);
  const std::string_view behind = typed.substr(end + 1);
  return behind.empty() || is_port(behind) ? without_family(typed.substr(1, end - 1)) : typed;
}

bool take(Kind kind, std::string_view name, AskedSubject& subject) {
  if (kind == Kind::network) {
    const auto network = parse_ip_network(without_marks(name));
    if (!network) return false;
    subject = {kind, to_text(*network), *network, {}, {}};
    return true;
  }
  if (kind == Kind::message) {
    const auto id = message_id_in(name);
    if (!id) return false;
    subject = {kind, std::string(id->text()), {}, *id, {}};
    return true;
  }
  if (!take_plain(kind, name, subject)) return false;
  subject.other_name = other_form_of(kind, subject.name);
  return true;
}

Kind guess_kind(std::string_view typed) {
  if (is_incident_id(typed)) return Kind::incident;
  if (message_id_in(typed)) return Kind::message;
  if (parse_ip_network(typed)) return Kind::network;
  if (typed.starts_with('/')) return typed.ends_with('/') ? Kind::directory : Kind::script;
  if (typed.find('@') != typed.npos) return Kind::mailbox;
  const bool is_login = ends_in_number(typed) && std::ranges::any_of(typed, [](char c) {
                          return !is_digit(c) && c != '.' && c != '-';
                        });
  return typed.contains('.') && !is_login ? Kind::domain : Kind::account;
}

std::string all_prefixes() {
  std::string text;
  for (const PrefixRow& row : kPrefixes)
    text += (text.empty() ? "" : ", ") + std::string(row.prefix);
  return text;
}

// "https://shop.example/contact.php", "shop.example/contact.php": the site's name; else empty.
std::string_view site_of_page(std::string_view typed) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (to_lower(typed.substr(0, scheme.size())) == scheme) typed.remove_prefix(scheme.size());
  if (parse_ip_network(typed) || is_address(typed)) return {};
  const std::string_view site = typed.substr(0, typed.find('/'));
  return site.size() < typed.size() && site.contains('.') && is_domain(site) ? site
                                                                             : std::string_view();
}

std::string with_prefix(Kind kind, const std::string& name) {
  for (const PrefixRow& row : kPrefixes)
    if (row.kind == kind) return std::string(row.prefix) + ":" + name;
  return name;
}

}  // namespace

std::string AskedSubject::text() const {
  if (kind == Kind::incident) return name;
  return with_prefix(kind, name);
}

std::string AskedSubject::other_text() const {
  return other_name.empty() ? "" : with_prefix(kind, other_name);
}

bool AskedSubject::is_named(std::string_view text) const {
  return text == name || (!other_name.empty() && text == other_name);
}

bool AskedSubject::is_text(std::string_view asked) const {
  return asked == text() || (!other_name.empty() && asked == other_text());
}

Result<AskedSubject> parse_asked_subject(std::string_view typed) {
  if (typed.empty() || typed.size() > kLongest)
    return fail(Error::Kind::failed, "a subject is needed, of at most 4096 bytes");
  typed = without_marks(typed);
  if (parse_ip_address(typed.substr(0, typed.find('/'))) && !parse_ip_network(typed))
    return fail(Error::Kind::failed,
                "\"" + std::string(typed.substr(0, 60)) +
                    "\" is no network: it ends with its length, at most /32, of IPv6 /128");
  if (const std::string_view site = site_of_page(typed); !site.empty())
    return fail(Error::Kind::failed, "\"" + std::string(typed.substr(0, 200)) +
                                         "\" is a page\n  name its file, such as script:/home/"
                                         "shop/public_html/x.php, or its site: domain:" +
                                         to_lower(site));
  AskedSubject subject;
  const std::size_t colon = typed.find(':');
  // A colon behind an '@', a '/' or in an IPv6 address is none of ours.
  const bool has_prefix = colon != typed.npos && colon > 0 && !parse_ip_network(typed) &&
                          typed.substr(0, colon).find_first_of("@/.\"") == typed.npos;
  if (!has_prefix) {
    const Kind kind = guess_kind(typed);
    const bool is_odd = kind == Kind::account && !is_plain_account(typed);
    if (!is_odd && take(kind, typed, subject)) return subject;
    return fail(Error::Kind::failed, "\"" + std::string(typed.substr(0, 200)) +
                                         "\" is no incident, mailbox, account, path, address, "
                                         "domain or message id");
  }
  const std::string prefix = to_lower(typed.substr(0, colon));
  for (const PrefixRow& row : kPrefixes) {
    if (row.prefix != prefix) continue;
    if (take(row.kind, typed.substr(colon + 1), subject)) return subject;
    return fail(Error::Kind::failed, prefix + ": wants " + std::string(row.wants));
  }
  return fail(Error::Kind::failed, "no subject begins with \"" + prefix.substr(0, 60) +
                                       ":\"; there are " + all_prefixes());
}

}  // namespace queuehound
