// Arrivals: "<= sender items". A client's HELO, ident, certificate name and server name may hold
// anything, also text that looks like the items behind them. Each such field is therefore tried at
// every end it could have, and what is left must be items in Exim's order up to the last byte. The
// fields behind them (id=, T="", from <>, for) are addresses or properly quoted, so a wrong split
// leaves an odd quote or a stray bracket there and fails. If two splits still fit, the line is
// ambiguous, and what they do not agree on is left empty: design.md, section 3, never a guess.
#include <array>
#include <functional>
#include <utility>

#include "base/text.h"
#include "formats/exim_host.h"
#include "formats/exim_items.h"
#include "formats/exim_log.h"

namespace queuehound {
namespace exim {
namespace {

class ArrivalReader {
 public:
  std::optional<EximArrival> read(std::string_view text, ArrivalExtras& extras);

 private:
  bool read_sender(std::string_view& rest);
  bool read_items(std::string_view rest);
  bool read_hosts(std::string_view rest);
  bool read_from_interface(std::string_view rest);
  bool read_users(std::string_view rest);
  bool read_from_connection(std::string_view rest);
  bool read_names(std::string_view rest);
  bool read_from_sni(std::string_view rest);
  bool read_auths(std::string_view rest);
  bool read_from_prdr(std::string_view rest);
  bool read_client_text(std::string_view rest);
  bool read_recipients(std::string_view list);
  bool read_from_size(std::string_view rest);
  void find_limit(std::string_view rest);
  bool is_behind_limit(std::string_view rest) const;
  bool stop_at(std::string_view rest);
  bool accept();
  void keep_common_fields();
  EximArrival read_thoroughly(std::string_view rest, ArrivalExtras& extras);
  EximArrival nothing_believed(std::string_view unparsed) const;

  EximArrival now_;
  std::optional<EximArrival> found_;  // what the readings have in common
  ArrivalExtras extras_, found_extras_;
  std::string_view stopped_;     // where the last try failed
  const char* limit_ = nullptr;  // in the thorough run: where the last S= stands
  CountedTries tries_;
  unsigned readings_ = 0;
  bool has_overflowed_ = false;    // the marker behind the line was taken off
  bool is_first_enough_ = true;    // the quick run takes the first reading
  bool has_alternatives_ = false;  // and notes whether another split was possible
};

bool ArrivalReader::stop_at(std::string_view rest) {
  stopped_ = rest;
  return false;
}

bool ArrivalReader::read_sender(std::string_view& rest) {
  if (skip(rest, "<>")) return is_at_blank(rest);
  std::size_t length = address_length(rest);
  // A trusted caller's -f can be no address at all: then the word is taken as it stands.
  if (length == kNone || (length < rest.size() && rest[length] != ' ')) length = rest.find(' ');
  now_.sender = take(rest, length);
  return !now_.sender.empty();
}

bool ArrivalReader::read_items(std::string_view rest) {
  take_item(rest, " R=", now_.bounced_id);
  extras_.has_dnssec = skip(rest, " DS");
  return skip(rest, " H=") ? read_hosts(rest) : read_from_interface(rest);
}

// A try is worth counting only where an item follows.
bool can_follow_host(std::string_view rest) {
  return rest.starts_with(" P=") || rest.starts_with(" I=[") || rest.starts_with(" U=") ||
         rest.starts_with(" Ci=") || rest.starts_with(" TFO") || rest.starts_with(" S=");
}

bool ArrivalReader::read_hosts(std::string_view rest) {
  bool fits = false;
  now_.host.present = true;
  for (HostCandidates hosts(rest); hosts.next();) {
    if (is_behind_limit(hosts.rest())) break;
    if (!can_follow_host(hosts.rest())) continue;
    if (!tries_.next()) return fits;
    now_.host = hosts.host();
    if (!read_from_interface(hosts.rest())) continue;
    fits = true;
    if (!is_first_enough_) continue;
    has_alternatives_ |= hosts.has_more();
    break;
  }
  return fits;
}

bool ArrivalReader::read_from_interface(std::string_view rest) {
  now_.interface_address = {};
  now_.interface_port = 0;
  if (rest.starts_with(" I=[")) {
    rest.remove_prefix(3);
    if (!take_bracket(rest, now_.interface_address, now_.interface_port)) return stop_at(rest);
  }
  extras_.fast_open = {};
  take_mark(rest, {" TFO*", " TFO"}, extras_.fast_open);
  now_.user = {};
  return skip(rest, " U=") ? read_users(rest) : read_from_connection(rest);
}

// The ident of a remote host is its own text; a local login is the system's, and ends at the first
// blank unless what follows is no item (logins can hold blanks).
bool ArrivalReader::read_users(std::string_view rest) {
  bool fits = false;
  for (std::size_t end = rest.find(' '); end != kNone; end = rest.find(' ', end + 1)) {
    const std::string_view after = rest.substr(end);
    if (is_behind_limit(after)) break;
    if (!after.starts_with(" P=") && !after.starts_with(" Ci=")) continue;
    if (!tries_.next()) return fits;
    now_.user = rest.substr(0, end);
    if (ends_in_connection_id(now_.user)) continue;  // read as user and connection already
    if (!read_from_connection(after)) continue;
    fits = true;
    has_alternatives_ |= now_.host.present;
    if (is_first_enough_ || !now_.host.present) break;
  }
  return fits;
}

bool ArrivalReader::read_from_connection(std::string_view rest) {
  now_.connection_id = now_.protocol = now_.cipher = now_.certificate_verified = {};
  now_.certificate_name = extras_.pipelining = extras_.spf = {};
  take_item(rest, " Ci=", now_.connection_id);
  take_item(rest, " P=", now_.protocol);
  if (rest.starts_with(" L")) {
    take_mark(rest, {" L*-", " L.-", " L*", " L.", " L-", " L"}, extras_.pipelining);
  }
  take_flag(rest, " SPF", extras_.spf);
  take_item(rest, " X=", now_.cipher);
  take_item(rest, " CV=", now_.certificate_verified);
  return skip(rest, " DN=\"") ? read_names(rest) : read_from_sni(rest);
}

// ` SNI="..."`, and nothing else.
bool is_server_name(std::string_view text) {
  return skip(text, " SNI=\"") && text.find('"') + 1 == text.size();
}

// Inner quotes of a certificate's name are not escaped: any quote before a blank may be the end.
bool ArrivalReader::read_names(std::string_view rest) {
  bool fits = false;
  std::size_t first_end = 0;
  for (std::size_t end = rest.find('"'); end != kNone; end = rest.find('"', end + 1)) {
    const std::string_view after = rest.substr(end + 1);
    if (is_behind_limit(after)) break;
    if (!is_at_blank(after)) continue;
    if (!tries_.next()) return fits;
    now_.certificate_name = rest.substr(0, end);
    // `x" SNI="y` is a name and a server's name: they were read so already, and differ in nothing
    // but these two.
    if (fits && is_server_name(rest.substr(first_end, end - first_end + 1))) continue;
    if (!read_from_sni(after)) continue;
    if (!fits) first_end = end + 1;
    fits = has_alternatives_ = true;
    if (is_first_enough_) break;
  }
  return fits;
}

// Since 4.95 a word, its blanks escaped; before, quoted like DN=.
bool ArrivalReader::read_from_sni(std::string_view rest) {
  now_.sni = {};
  extras_.has_quoted_sni = false;
  if (!skip(rest, " SNI=")) return read_auths(rest);
  std::string_view after = rest;
  now_.sni = take_word(after);
  if (!tries_.next()) return false;
  if (!rest.starts_with('"')) return read_auths(after);
  bool fits = false;
  extras_.has_quoted_sni = true;
  for (std::size_t end = rest.find('"', 1); end != kNone; end = rest.find('"', end + 1)) {
    const std::string_view behind = rest.substr(end + 1);
    if (is_behind_limit(behind)) break;
    if (!is_at_blank(behind)) continue;
    if (!tries_.next()) return fits;
    now_.sni = rest.substr(1, end - 1);
    if (!read_auths(behind)) continue;
    fits = has_alternatives_ = true;
    if (is_first_enough_) return true;
  }
  const bool is_closed_word =
      rest.size() - after.size() > 1 && rest[rest.size() - after.size() - 1] == '"';
  if (is_closed_word) return fits;
  extras_.has_quoted_sni = false;
  now_.sni = rest.substr(0, rest.size() - after.size());
  return read_auths(after) || fits;
}

void split_auth(std::string_view value, EximArrival& arrival) {
  arrival.auth = cut(value, ':');
  arrival.auth_id = value;
  arrival.auth_sender = {};
  // "id:sender" with +smtp_mailauth. An id hardly ever holds a colon, and a sender is an address.
  const std::size_t colon = value.find(':');
  if (colon == kNone || colon == 0) return;
  const std::string_view sender = value.substr(colon + 1);
  if (!sender.contains('@') || !is_address(sender)) return;
  arrival.auth_id = value.substr(0, colon);
  arrival.auth_sender = sender;
}

// The id was checked by the server, so the first end that fits is the end. It may hold a blank, but
// no address in brackets, no P= and no second A=: those would be the genuine ones, behind a HELO,
// an ident or a certificate's name that opened a false A=.
bool ArrivalReader::read_auths(std::string_view rest) {
  now_.auth = now_.auth_id = now_.auth_sender = {};
  if (!skip(rest, " A=")) return read_from_prdr(rest);
  for (std::size_t end = rest.find(' '); end != kNone; end = rest.find(' ', end + 1)) {
    const std::string_view after = rest.substr(end);
    if (after.starts_with(" [") || after.starts_with(" P=") || after.starts_with(" A=")) break;
    if (is_behind_limit(after)) break;
    const bool is_item = after.starts_with(" S=") || after.starts_with(" K S=") ||
                         after.starts_with(" PRDR ") || after.starts_with(" PRX=");
    if (!is_item) continue;
    if (!tries_.next()) return false;
    split_auth(rest.substr(0, end), now_);
    if (read_from_prdr(after)) return true;
  }
  return stop_at(rest);
}

bool ArrivalReader::read_from_prdr(std::string_view rest) {
  now_.queue = now_.message_id = now_.subject = now_.raw_sender = now_.recipients = {};
  now_.has_subject = extras_.is_own_message_id = false;
  extras_.prdr = extras_.proxy = extras_.chunking = extras_.m8s = extras_.dkim = {};
  extras_.arc = extras_.dmarc = extras_.receive_time = {};
  take_flag(rest, " PRDR", extras_.prdr);
  take_item(rest, " PRX=", extras_.proxy);
  take_flag(rest, " K", extras_.chunking);
  return read_from_size(rest) && accept();
}

bool ArrivalReader::read_from_size(std::string_view rest) {
  if (!skip(rest, " S=") || !take_number(rest, now_.size)) return stop_at(rest);
  take_item(rest, " M8S=", extras_.m8s);
  take_item(rest, " DKIM=", extras_.dkim);
  take_flag(rest, " ARC", extras_.arc);
  take_flag(rest, " DMARC", extras_.dmarc);
  take_item(rest, " RT=", extras_.receive_time);
  if (skip(rest, " Q=")) now_.queue = take_queue(rest);
  return read_client_text(rest);
}

// The last S= from which the rest of the line reads as Exim's: hosts, idents and names in question
// lie before it, so that nothing in the message itself (id=, subject, recipients) can cast doubt on
// a line. Quotes behind a genuine S= are even in number; that leaves few places to look at.
void ArrivalReader::find_limit(std::string_view rest) {
  constexpr std::size_t kMost = 16;
  std::array<std::size_t, kMost> places[2];  // by the number of quotes before it, even or odd
  std::size_t counts[2] = {0, 0};
  unsigned parity = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    // Exim escapes quotes and itself alone: a login's name may end in a backslash before " S=".
    if (rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\')) {
      ++i;
    } else if (rest[i] == '"') {
      parity ^= 1u;
    } else if (rest[i] == ' ' && rest.substr(i).starts_with(" S=")) {
      places[parity][counts[parity]++ % kMost] = i;
    }
  }
  for (std::size_t i = counts[parity], looked = 0; i > 0 && looked < kMost; --i, ++looked) {
    const std::size_t at = places[parity][(i - 1) % kMost];
    if (!read_from_size(rest.substr(at))) continue;
    limit_ = rest.data() + at;
    return;
  }
  limit_ = rest.data();
}

bool ArrivalReader::is_behind_limit(std::string_view rest) const {
  return limit_ != nullptr && std::less<>()(limit_, rest.data());
}

// The message's own words. Exim takes id= and the senders and recipients apart as addresses before
// it logs them, and escapes quotes inside T="": each has one end only.
bool ArrivalReader::read_client_text(std::string_view rest) {
  if (rest.starts_with(" id")) {
    std::string_view after = rest.substr(3);
    extras_.is_own_message_id = skip(after, "*");
    if (!skip(after, "=")) return stop_at(rest);
    const std::size_t length = after.empty() ? 0 : address_length(after);
    if (length == kNone) return stop_at(rest);
    now_.message_id = take(after, length);
    rest = after;
  }
  if (skip(rest, " T=")) {
    if (!take_quoted(rest, now_.subject)) return stop_at(rest);
    now_.has_subject = true;
  }
  if (skip(rest, " from <")) {
    const std::size_t length = rest.starts_with('>') ? 0 : address_length(rest);
    if (length == kNone || !rest.substr(length).starts_with('>')) return stop_at(rest);
    now_.raw_sender = take(rest, length);
    rest.remove_prefix(1);
  }
  return skip(rest, " for ") ? read_recipients(rest) : (rest.empty() || stop_at(rest));
}

// 4.98 and later end a list that did not fit with "<trunc>"; older versions just end it.
bool ArrivalReader::read_recipients(std::string_view list) {
  now_.recipients = list;
  while (!list.empty() && list != "<trunc>") {
    const std::size_t length = address_length(list);
    if (length == kNone && has_overflowed_ && !list.contains(' ')) {
      now_.recipients.remove_suffix(list.size());  // half an address
      return true;
    }
    if (length == kNone) return stop_at(list);
    list.remove_prefix(length);
    if (list.empty()) return true;
    if (!skip(list, " ") || list.empty()) return stop_at(list);
  }
  return true;
}

// Keeps what the readings so far have in common.
bool ArrivalReader::accept() {
  if (++readings_ == 1) {
    if (is_first_enough_) return true;
    found_ = now_;
    found_extras_ = extras_;
    return true;
  }
  keep_common_fields();
  return true;
}

void ArrivalReader::keep_common_fields() {
  constexpr std::array kFields{&EximArrival::interface_address,
                               &EximArrival::user,
                               &EximArrival::connection_id,
                               &EximArrival::protocol,
                               &EximArrival::cipher,
                               &EximArrival::certificate_verified,
                               &EximArrival::certificate_name,
                               &EximArrival::sni,
                               &EximArrival::auth,
                               &EximArrival::auth_id,
                               &EximArrival::auth_sender,
                               &EximArrival::queue,
                               &EximArrival::message_id,
                               &EximArrival::subject,
                               &EximArrival::raw_sender,
                               &EximArrival::recipients};
  EximArrival& found = *found_;
  found.is_ambiguous = true;
  for (const auto field : kFields) {
    if (found.*field != now_.*field) found.*field = {};
  }
  // One letter of difference in the authenticator makes the pair worthless.
  if (found.auth != now_.auth || found.auth_id != now_.auth_id) found.auth = found.auth_id = {};
  if (found.host.helo != now_.host.helo) found.host.helo = {};
  if (found.host.ip != now_.host.ip) found.host.ip = {};
  if (found.host.port != now_.host.port || found.host.ip.empty()) found.host.port = 0;
  if (found.interface_port != now_.interface_port) found.interface_port = 0;
  if (found.size != now_.size) found.size = 0;
  found.has_subject = found.has_subject && now_.has_subject;
}

// Too many ways to read it: nothing that a client could have written is believed.
EximArrival ArrivalReader::nothing_believed(std::string_view unparsed) const {
  EximArrival bare;
  bare.sender = now_.sender;
  bare.bounced_id = now_.bounced_id;
  bare.host.present = now_.host.present;
  bare.is_ambiguous = true;
  bare.unparsed = unparsed;
  return bare;
}

// Exim writes this over the end of what does not fit; where it touches a word, that is half a word.
bool take_overflow(std::string_view& text) {
  constexpr std::string_view kMarker = "**** log string overflowed log buffer ****";
  if (!text.ends_with(kMarker)) return false;
  text.remove_suffix(kMarker.size());
  const std::size_t blank = text.rfind(' ');
  if (blank != kNone) text = text.substr(0, blank);
  return true;
}

std::optional<EximArrival> ArrivalReader::read(std::string_view text, ArrivalExtras& extras) {
  has_overflowed_ = take_overflow(text);
  std::string_view rest = text;
  if (!read_sender(rest)) return {};
  const bool fits = read_items(rest);
  extras = extras_;
  if (fits && !has_alternatives_) return now_;
  if (!fits && tries_.count <= 1) {
    now_.unparsed = is_present(stopped_) ? stopped_ : rest;
    if (now_.unparsed.empty()) return {};  // cut off before its size: half a line
    return now_;
  }
  return read_thoroughly(rest, extras);
}

// Tries all splits, and keeps what they agree on.
EximArrival ArrivalReader::read_thoroughly(std::string_view rest, ArrivalExtras& extras) {
  is_first_enough_ = false;
  find_limit(rest);
  readings_ = 0;
  tries_ = {};
  const std::string_view sender = now_.sender;
  now_ = {};
  now_.sender = sender;
  read_items(rest);
  if (tries_.is_exhausted() || !found_) return nothing_believed(found_ ? std::string_view{} : rest);
  extras = found_extras_;
  return *found_;
}

}  // namespace

std::optional<EximArrival> parse_arrival(std::string_view text, ArrivalExtras& extras) {
  auto arrival = ArrivalReader().read(text, extras);
  if (!arrival) return arrival;
  std::string_view rest = text;
  extras.has_overflowed = take_overflow(rest);
  arrival->is_cut = extras.has_overflowed || arrival->recipients.ends_with("<trunc>");
  return arrival;
}

}  // namespace exim

std::optional<EximArrival> parse_exim_arrival(std::string_view text) {
  exim::ArrivalExtras extras;
  return exim::parse_arrival(text, extras);
}

}  // namespace queuehound
