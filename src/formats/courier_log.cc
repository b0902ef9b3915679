#include "formats/courier_log.h"

#include <algorithm>
#include <array>

#include "base/ip_address.h"
#include "base/text.h"

namespace queuehound {
namespace {

constexpr auto kNone = std::string_view::npos;
using Kind = DovecotEvent::Kind;

struct Program {
  std::string_view name, protocol;
};
// "-ssl" behind a name is cut off before; "courierpop3login" is what 0.5x and older were called.
constexpr std::array kPrograms{
    Program{"imapd", "imap"},        Program{"imaplogin", "imap"},
    Program{"pop3d", "pop3"},        Program{"pop3login", "pop3"},
    Program{"courierpop3d", "pop3"}, Program{"courierpop3login", "pop3"},
    Program{"courierimapd", "imap"}, Program{"courierimaplogin", "imap"},
};

struct Opening {
  std::string_view words;
  Kind kind;
};
constexpr std::array kOpenings{
    Opening{"LOGIN, user=", Kind::login},
    Opening{"LOGIN FAILED, user=", Kind::failure},
    Opening{"LOGIN FAILED, method=", Kind::failure},
    Opening{"LOGOUT, ", Kind::session_end},
    Opening{"DISCONNECTED, ", Kind::session_end},
    Opening{"TIMEOUT, ", Kind::session_end},
    Opening{"Disconnected, ", Kind::other},
    Opening{"Connection, ", Kind::other},
};

// A refusal is written with at most 1,023 bytes: a client whose name fills them to the byte ends
// the line with an address of its choice, and its own is cut off. No mailbox has so long a name.
constexpr std::size_t kLongestRefusal = 512;

std::string_view protocol_of(std::string_view program) {
  const bool is_ssl = program.ends_with("-ssl");
  if (is_ssl) program.remove_suffix(4);
  const auto row = std::ranges::find(kPrograms, program, &Program::name);
  return row == kPrograms.end() ? std::string_view{} : row->protocol;
}

// "port=[51234]", "protocol=IMAP", "starttls=1", "time=3": nothing that a client could choose.
bool is_plain_field(std::string_view field) {
  const std::size_t equals = field.find('=');
  return equals != kNone && equals > 0 && std::ranges::all_of(field, [](char c) {
           return is_alphanumeric(c) || c == '=' || c == '[' || c == ']' || c == '/';
         });
}

// The address of the last ", ip=[...]" behind which only the server's own fields stand; the name in
// front of it may imitate it. `name` becomes what stands before.
std::string_view take_address(std::string_view text, std::string_view& name,
                              std::string_view& fields) {
  constexpr std::string_view kMark = ", ip=[";
  const std::size_t mark = text.rfind(kMark);
  if (mark == kNone) return {};
  const std::string_view value = text.substr(mark + kMark.size());
  const std::size_t close = value.find(']');
  if (close == kNone || !parse_ip_address(value.substr(0, close))) return {};
  fields = value.substr(close + 1);
  std::string_view rest = fields;
  if (!rest.empty() && !rest.starts_with(", ")) return {};
  while (!rest.empty()) {
    rest.remove_prefix(2);
    const std::size_t end = std::min(rest.find(", "), rest.size());
    if (!is_plain_field(rest.substr(0, end))) return {};
    rest.remove_prefix(end);
  }
  name = text.substr(0, mark);
  return value.substr(0, close);
}

bool is_secured(std::string_view program, std::string_view fields) {
  return program.ends_with("-ssl") || fields.contains("starttls=1") || fields.contains("stls=1");
}

}  // namespace

std::optional<DovecotEvent> parse_courier_text(std::string_view program, std::string_view text) {
  DovecotEvent event;
  event.protocol = protocol_of(program);
  if (event.protocol.empty()) return {};
  const auto opening = std::ranges::find_if(
      kOpenings, [&](const Opening& row) { return text.starts_with(row.words); });
  if (opening == kOpenings.end()) return {};
  event.kind = opening->kind;
  if (event.kind == Kind::session_end) event.reason = text.substr(0, text.find(','));
  const bool is_attempt = event.kind == Kind::login || event.kind == Kind::failure;
  if (!is_attempt || text.size() > kLongestRefusal) return event;
  std::string_view name, fields;
  event.rip = take_address(text, name, fields);
  if (event.rip.empty()) return event;  // cut short: whose it was is not to be told
  const std::string_view value = name.substr(std::min(opening->words.size(), name.size()));
  (opening->words.ends_with("method=") ? event.method : event.user) = value;
  event.is_secured = is_secured(program, fields);
  if (event.kind == Kind::failure) event.reason = text.substr(0, text.find(','));
  return event;
}

}  // namespace queuehound
