// Connections that came, went, hung or were turned away.
#include <algorithm>
#include <array>

#include "formats/exim_host.h"
#include "formats/exim_items.h"
#include "formats/exim_log.h"

namespace queuehound {
namespace {

using exim::kNone;
using exim::skip;
using What = EximConnection::What;

struct ConnectionRow {
  std::string_view head;  // up to the host
  What what;
  std::string_view tail;  // must follow the host; a blank in it matches "D=..., A=..." as well
};
constexpr std::array kRows{
    ConnectionRow{"SMTP connection from ", What::other, {}},
    ConnectionRow{"unexpected disconnection while reading SMTP command from ", What::lost, {}},
    ConnectionRow{"unexpected EOF while reading SMTP command from ", What::lost, {}},
    ConnectionRow{"unexpected end of file while reading SMTP command from ", What::lost, {}},
    ConnectionRow{"SMTP command timeout on connection from ", What::timeout, {}},
    ConnectionRow{"SMTP command timeout on TLS connection from ", What::timeout, {}},
    ConnectionRow{"SMTP data timeout (message abandoned) on connection from ", What::timeout, {}},
    ConnectionRow{
        "SMTP data timeout (message abandoned) on TLS connection from ", What::timeout, {}},
    ConnectionRow{"no MAIL in SMTP connection from ", What::no_mail, {}},
    ConnectionRow{"no MAIL in TFO SMTP connection from ", What::no_mail, {}},
    ConnectionRow{"SMTP call from ", What::protocol_error, " dropped: "},
    ConnectionRow{"Connection from ", What::refused, " refused: "},
    ConnectionRow{"temporarily refused connection from ", What::refused, {}},
    ConnectionRow{"refused connection from ", What::refused, {}},
    ConnectionRow{"TLS error on connection from ", What::tls_error, " ("},
};

// " D=5s closed by QUIT", " lost", " (TCP/IP connection count = 3)"; a local one (-bs) opens with
// nothing behind it.
What what_of_connection(std::string_view rest) {
  std::string_view duration;
  exim::take_item(rest, " D=", duration);
  if (rest.empty() || rest.starts_with(" (TCP/IP connection count = ")) return What::opened;
  if (rest.starts_with(" closed ")) return What::closed;
  return rest.starts_with(" lost") ? What::lost : What::other;
}

bool fits(const ConnectionRow& row, std::string_view rest, What& what) {
  what = row.what;
  if (!row.tail.empty()) return rest.starts_with(row.tail);
  if (row.what == What::other) {
    what = what_of_connection(rest);
    return what != What::other;
  }
  return rest.empty() || rest.front() == ' ' || rest.front() == ':';
}

// " incomplete transaction (RSET) from <sender>[ for recipients]".
bool is_incomplete_to_its_end(std::string_view rest, std::string_view& sender) {
  if (!skip(rest, " incomplete transaction (")) return false;
  rest.remove_prefix(std::min(rest.find(')') + 1, rest.size()));
  if (!exim::take_angled(rest, " from <", sender)) return false;
  if (!sender.empty() && !exim::is_address(sender)) return false;
  return rest.empty() || rest.starts_with(" for ");
}

// Whether Exim's own words reach from behind the host to the end: "[ (error: why)][ F=<sender>]
// [ D=how long]", of no MAIL also login, TLS and commands. A HELO "x) [ip] more" leaves the real
// host there, which is none of them.
bool is_read_to_its_end(What what, std::string_view rest, std::string_view& sender) {
  sender = {};
  if (what == What::incomplete) return is_incomplete_to_its_end(rest, sender);
  if (what != What::lost && what != What::timeout && what != What::no_mail) return false;
  if (skip(rest, " (error: ")) rest.remove_prefix(std::min(rest.find(')') + 1, rest.size()));
  if (exim::take_angled(rest, " F=<", sender) && !sender.empty() && !exim::is_address(sender))
    return false;
  std::string_view duration;
  if (skip(rest, " D=") && !exim::take_duration(rest, duration)) return false;
  if (rest.empty() || what != What::no_mail) return rest.empty();
  constexpr std::array<std::string_view, 6> kSession{" A=", " X=", " CV=", " DN=", " SNI=", " C="};
  return std::ranges::any_of(kSession,
                             [&](std::string_view lead) { return rest.starts_with(lead); });
}

class ConnectionReader {
 public:
  void read(std::string_view at_who, bool is_tagged, const ConnectionRow& row);
  bool is_exhausted() const { return tries_.is_exhausted(); }
  std::optional<EximConnection> result();

 private:
  EximConnection found_;
  exim::CountedTries tries_;
  unsigned readings_ = 0;
  bool has_whole_ = false;  // a reading that Exim's words end: the others are a client's text
};

void ConnectionReader::read(std::string_view at_who, bool is_tagged, const ConnectionRow& row) {
  exim::WhoCandidates who(at_who, is_tagged);
  while (who.next()) {
    if (!tries_.next()) return;
    What what = What::other;
    if (!fits(row, who.rest(), what)) continue;
    std::string_view sender;
    const bool is_whole = is_read_to_its_end(row.what, who.rest(), sender);
    if (has_whole_ && !is_whole) continue;
    if (is_whole && !has_whole_) readings_ = 0;
    has_whole_ |= is_whole;
    if (++readings_ == 1) {
      found_ = {who.host(),
                who.interface_address(),
                who.user(),
                who.connection_id(),
                is_whole ? sender : std::string_view{},
                what,
                false};
    } else if (found_.host.ip != who.host().ip) {
      found_.is_ambiguous = true;
      found_.host.ip = found_.host.helo = found_.sender = {};
      found_.host.port = 0;
    }
    if (!who.has_host()) return;
  }
  if (who.is_exhausted()) tries_.give_up();
}

std::optional<EximConnection> ConnectionReader::result() {
  if (readings_ == 0) return {};
  if (tries_.is_exhausted()) {
    found_.is_ambiguous = true;
    found_.host.ip = found_.host.helo = found_.sender = {};
  }
  return found_;
}

// `SMTP syntax error in "CMD" H=...`: the command may hold `" H=` itself, so each such place
// counts.
void read_command_errors(std::string_view text, ConnectionReader& reader) {
  constexpr ConnectionRow kRow{"", What::protocol_error, " "};
  for (std::size_t at = text.find("\" "); at != kNone && !reader.is_exhausted();
       at = text.find("\" ", at + 1)) {
    reader.read(text.substr(at + 2), true, kRow);
  }
}

}  // namespace

std::optional<EximConnection> parse_exim_connection(std::string_view text) {
  constexpr ConnectionRow kIncomplete{"", What::incomplete, " incomplete transaction ("};
  ConnectionReader reader;
  std::string_view rest = text;
  if (rest.starts_with("H=") || rest.starts_with("U=")) {
    reader.read(rest, true, kIncomplete);
    return reader.result();
  }
  if (skip(rest, "SMTP protocol error in \"") || skip(rest, "SMTP syntax error in \"")) {
    read_command_errors(rest, reader);
    return reader.result();
  }
  if (skip(rest, "SMTP connection Ci=")) {
    const std::string_view id = exim::take_word(rest);
    if (!skip(rest, " from ")) return {};
    reader.read(rest, false, kRows.front());
    auto found = reader.result();
    if (found) found->connection_id = id;
    return found;
  }
  if (skip(rest, "SMTP connection lost after final dot ")) {
    reader.read(rest, true, {"", What::lost, {}});
    return reader.result();
  }
  for (const ConnectionRow& row : kRows) {
    rest = text;
    if (!skip(rest, row.head)) continue;
    reader.read(rest, false, row);
    return reader.result();
  }
  return {};
}

}  // namespace queuehound
