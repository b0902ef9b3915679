// Deliveries, failures and deferrals: "=> ADDRESS items". ADDRESS is the client's text: local parts
// are shown without their quotes, pipes with all their arguments, so it may hold blanks, "R=" and
// ": ". What Exim writes behind it never does; ADDRESS ends at the first place from which the rest
// reads as items and whose own shape Exim could have written. If a later place is as good, the line
// is ambiguous: design.md, section 3.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "formats/exim_host.h"
#include "formats/exim_items.h"
#include "formats/exim_log.h"

namespace queuehound {
namespace exim {
namespace {

struct AddressPart {
  std::string_view final_address, parents, top_address;
};

bool is_parent_list(std::string_view list) {
  while (!list.empty()) {
    const std::size_t length = address_length(list);
    if (length == kNone) return false;
    list.remove_prefix(length);
    if (list.empty()) return true;
    if (!skip(list, ", ")) return false;
  }
  return false;
}

bool take_top_behind(std::string_view opening, std::string_view& head, AddressPart& part) {
  std::size_t at = head.size();
  for (int tries = 0; tries < 8 && at != kNone && at > 0; ++tries) {
    at = head.rfind(opening, at - 1);
    if (at == kNone) return false;
    const std::string_view top = head.substr(at + 2, head.size() - at - 3);
    if (!is_address(top)) continue;
    part.top_address = top;
    head.remove_suffix(head.size() - at);
    return true;
  }
  return false;
}

// " <TOP>" at the end. The blank and bracket may occur in a quoted local part or a pipe command:
// from the right, the first one that encloses an address. Inside quotes ` <"` cannot stand, because
// a quote there has its backslash. Eight tries are plenty for real lines.
void take_top(std::string_view& head, AddressPart& part) {
  if (!head.ends_with('>')) return;
  const std::size_t domain = head.rfind('@');
  const bool is_quoted = domain != kNone && domain > 0 && head[domain - 1] == '"';
  if (is_quoted && take_top_behind(" <\"", head, part)) return;
  take_top_behind(" <", head, part);
}

void take_parents(std::string_view& head, AddressPart& part) {
  if (!head.ends_with(')')) return;
  const std::size_t at = head.rfind(" (");
  if (at == kNone || at == 0) return;
  const std::string_view list = head.substr(at + 2, head.size() - at - 3);
  if (!is_parent_list(list)) return;
  part.parents = list;
  head.remove_suffix(head.size() - at);
}

AddressPart split_address_part(std::string_view head) {
  AddressPart part;
  take_top(head, part);
  take_parents(head, part);
  part.final_address = head;
  return part;
}

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Whether `shown` is `address` with the quotes and backslashes of its local part taken off, in
// small letters or as it is, with or without its domain: then a blank in `shown` is the address's
// own.
bool shows(std::string_view shown, std::string_view address) {
  bool in_quotes = false;
  std::size_t i = 0, at = 0;
  for (; i < address.size(); ++i) {
    char c = address[i];
    if (c == '@' && !in_quotes) break;
    if (c == '"') {
      in_quotes = !in_quotes;
      continue;
    }
    if (c == '\\' && i + 1 < address.size()) c = address[++i];
    if (at >= shown.size() || (shown[at] != c && shown[at] != small(c))) return false;
    ++at;
  }
  return at == shown.size() || equal_ignoring_case(shown.substr(at), address.substr(i));
}

bool is_pipe_or_file(std::string_view address) {
  constexpr std::string_view kStarts = "|/>:";
  return !address.empty() && (kStarts.contains(address.front()) || address.starts_with("save "));
}

bool has_domain(std::string_view address) {
  const std::size_t at = address.rfind('@'), quote = address.rfind('"');
  return at != kNone && (quote == kNone || quote < at);
}

class DeliveryReader {
 public:
  DeliveryReader(EximLineKind kind, std::string_view text) : kind_(kind), text_(text) {}
  std::optional<EximDelivery> read(DeliveryExtras& extras);

 private:
  enum class Fit : std::uint8_t { none, poor, plain, certain };

  bool is_failure() const { return kind_ == EximLineKind::failure; }
  bool is_deferral() const { return kind_ == EximLineKind::deferral; }
  bool is_item_start(std::string_view rest) const;
  Fit judge(const AddressPart& part) const;
  void find_reading();
  void try_end(std::size_t end, Fit fit, const AddressPart& part);
  void begin_another();
  void keep_common_fields();
  bool read_without_items();
  bool read_bare_form();
  bool read_from(std::string_view rest);
  std::string_view word(std::string_view& rest) const;
  void read_route(std::string_view& rest);
  bool read_host(std::string_view& rest);
  bool read_session(std::string_view& rest);
  bool read_name(std::string_view& rest);
  void read_closing(std::string_view& rest);
  bool read_defer(std::string_view& rest);
  void read_defer_reason(std::string_view rest);
  bool read_defer_tail(std::string_view rest);
  bool read_failure_reason(std::string_view rest);
  void note_discard();

  EximLineKind kind_;
  std::string_view text_;
  EximDelivery out_;
  DeliveryExtras extras_;
  // The best reading, or what the sound ones agree on. Nearly every line has one, which is not
  // copied: it stands in out_ until another is tried.
  EximDelivery best_;
  DeliveryExtras best_extras_;
  unsigned best_rank_ = 0;  // 0: there is none
  bool is_best_kept_ = false;
  bool has_sound_ = false;
};

bool DeliveryReader::is_item_start(std::string_view rest) const {
  if (rest.size() < 4) return false;
  switch (rest[1]) {
    case 'R':
    case 'T':
    case 'Q':
      return rest[2] == '=';
    case 'F':
    case 'P':
      return rest[2] == '=' && rest[3] == '<';
    case 'S':
      return rest.starts_with(" SRS=<");
    case 'I':
      return rest.starts_with(" I=[");
    case 'd':
      return is_deferral() && rest.starts_with(" defer (");
    case 'r':
      return is_deferral() && rest.starts_with(" routing defer (");
    case ':':
      return is_failure() && rest[2] == ' ';
    default:
      return false;
  }
}

// How far Exim could have written this as an address.
DeliveryReader::Fit DeliveryReader::judge(const AddressPart& part) const {
  const std::string_view shown = part.final_address;
  if (shown.empty()) return Fit::none;
  if (!part.top_address.empty() && shows(shown, part.top_address)) return Fit::certain;
  if (is_pipe_or_file(shown)) {
    const bool is_whole = !part.top_address.empty() || !shown.contains(' ');
    return is_whole ? Fit::plain : Fit::poor;
  }
  if (shown.ends_with('\\')) return Fit::none;  // the blank behind it belongs to the local part
  // A local part alone is shown in front of the whole address only.
  if (part.top_address.empty() && !has_domain(shown)) return Fit::poor;
  if (!shown.contains(' ')) return Fit::plain;
  return address_length(shown) == shown.size() ? Fit::plain : Fit::poor;
}

// A later end than the first sound one needs a blank in the top address: quoted or escaped.
bool may_have_blank_in_top(std::string_view text) {
  for (std::size_t at = text.find('"'); at != kNone; at = text.find('"', at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (next == '@' || next == '.' || (at > 0 && text[at - 1] == '<')) return true;
  }
  return text.contains("\\ ");
}

// An address that shows its quotes is read as one: nothing inside them is an item.
std::size_t least_address_end(std::string_view text) {
  const std::string_view word = text.substr(0, text.find(' '));
  if (!word.contains('"') && !word.ends_with('\\')) return 0;
  const std::size_t length = address_length(text);
  return length == kNone || !text.substr(0, length).contains('"') ? 0 : length;
}

// Reads the line with the address ending at `end`. A reading that reaches the end of the line is
// sound where Exim prints such addresses.
void DeliveryReader::try_end(std::size_t end, Fit fit, const AddressPart& part) {
  if (best_rank_ > 0) begin_another();
  out_.final_address = part.final_address;
  out_.parents = part.parents;
  out_.top_address = part.top_address;
  const bool is_complete = read_from(text_.substr(end));
  // A pipe or file alone, and a reason without its colon, are nothing that Exim writes.
  const bool is_alone = part.top_address.empty() && is_pipe_or_file(part.final_address);
  const bool is_sound = is_complete && fit >= Fit::plain && !is_alone && extras_.separator != " ";
  // How well the address fits counts first; but a whole reading is not given up for a certain
  // address from which the line cannot be read to its end.
  const auto rank =
      static_cast<unsigned>(fit) * 2 + is_complete + (fit == Fit::plain && is_complete);
  const bool has_rival = is_sound && fit == Fit::certain && has_sound_;
  has_sound_ |= is_sound;
  if (has_rival) {
    keep_common_fields();
  } else if (rank > best_rank_) {
    best_rank_ = rank;
    is_best_kept_ = false;
  }
}

void DeliveryReader::begin_another() {
  if (!is_best_kept_) {
    best_ = out_;
    best_extras_ = extras_;
    is_best_kept_ = true;
  }
  out_ = {};
  extras_ = {};
}

// The address may be the client's imitation of a whole line, or a remote host's answer may imitate
// the address of one: where both can be, only what they agree on is known.
void DeliveryReader::keep_common_fields() {
  constexpr std::array kFields{
      &EximDelivery::final_address, &EximDelivery::parents,      &EximDelivery::top_address,
      &EximDelivery::sender,        &EximDelivery::queue,        &EximDelivery::return_path,
      &EximDelivery::router,        &EximDelivery::cipher,       &EximDelivery::transport,
      &EximDelivery::auth,          &EximDelivery::auth_id,      &EximDelivery::error,
      &EximDelivery::reason,        &EximDelivery::confirmation, &EximDelivery::interface_address};
  EximDelivery& found = best_;
  found.is_ambiguous = true;
  for (const auto field : kFields) {
    if (found.*field != out_.*field) found.*field = {};
  }
  if (found.host.ip != out_.host.ip || found.host.name != out_.host.name) found.host = {};
  if (found.interface_port != out_.interface_port) found.interface_port = 0;
  if (found.error_number != out_.error_number) found.error_number = 0;
  if (found.size != out_.size) found.size = 0;
}

void DeliveryReader::find_reading() {
  const std::size_t least = least_address_end(text_);
  unsigned tries = 0;
  bool has_judged = false;
  for (std::size_t at = text_.find(' '); at != kNone; at = text_.find(' ', at + 1)) {
    const bool is_colon = is_failure() && at > 0 && text_[at - 1] == ':';
    if (!is_colon && !is_item_start(text_.substr(at))) continue;
    const std::size_t end = is_colon ? at - 1 : at;
    if (end < least) continue;
    const bool has_top = end > 0 && text_[end - 1] == '>';
    if (!has_top && has_judged) continue;  // only a top address betters it
    if (++tries > CountedTries::kMost) {
      begin_another();
      out_.is_ambiguous = true;
      best_rank_ = 1;
      is_best_kept_ = false;
      return;
    }
    const AddressPart part = split_address_part(text_.substr(0, end));
    const Fit fit = judge(part);
    if (fit == Fit::none) continue;
    has_judged |= !has_top;
    try_end(end, fit, part);
    if (has_sound_ && !may_have_blank_in_top(text_)) return;
  }
}

// "blackhole (RCPT ACL discarded recipients)", "discarded (system filter)"; of an ACL its
// log_message may follow, which can hold the client's words.
bool DeliveryReader::read_bare_form() {
  for (const std::string_view word : {"blackhole", "discarded"}) {
    std::string_view rest = text_;
    if (!skip(rest, word) || !skip(rest, " (")) continue;
    if (rest.contains(") <") || rest.contains(" R=")) continue;
    constexpr std::string_view kDiscarded = " ACL discarded recipients): ";
    std::size_t end = rest.find(kDiscarded);
    end = end == kNone ? rest.size() - 1 : end + kDiscarded.size() - 3;
    if (end >= rest.size() || rest[end] != ')') continue;
    extras_.bare = word;
    extras_.behind_bare = rest.substr(end);
    out_.reason = rest.substr(0, end);
    out_.is_discard = true;
    return true;
  }
  return false;
}

// No item at all: "ADDRESS", "ADDRESS routing yielded a local delivery", "mua_wrapper is set but
// ...".
bool DeliveryReader::read_without_items() {
  if (is_failure() && text_.starts_with("mua_wrapper is set")) {
    out_.reason = text_;
    extras_.has_reason = true;
    return true;
  }
  std::size_t length = address_length(text_);
  if (length == kNone || (length < text_.size() && text_[length] != ' ')) length = text_.find(' ');
  const AddressPart whole = split_address_part(text_);
  if (!whole.top_address.empty() || length >= text_.size()) {
    out_.final_address = whole.final_address;
    out_.parents = whole.parents;
    out_.top_address = whole.top_address;
    return !out_.final_address.empty();
  }
  out_.final_address = text_.substr(0, length);
  const std::string_view rest = text_.substr(length);
  if (!is_failure()) {
    out_.unparsed = rest;
    return true;
  }
  extras_.separator = rest.substr(0, 1);
  extras_.has_reason = true;
  out_.reason = rest.substr(1);
  return true;
}

// A word; the colon that opens a message touches the last one: of a failure before 4.99, of a
// deferral behind its "defer (N)".
std::string_view DeliveryReader::word(std::string_view& rest) const {
  std::string_view after = rest;
  const std::string_view value = take_word(after);
  const bool may_be_last = is_failure() || !extras_.defer_lead.empty();
  const bool has_colon = may_be_last && value.ends_with(':');
  return take(rest, value.size() - (has_colon ? 1 : 0));
}

// From F= to S=.
void DeliveryReader::read_route(std::string_view& rest) {
  if (rest.starts_with(" I=[")) {  // 4.86 only
    std::string_view after = rest.substr(3);
    if (take_bracket(after, out_.interface_address, out_.interface_port)) {
      extras_.early_interface_text = rest.substr(3, rest.size() - after.size() - 3);
      rest = after;
    }
  }
  take_angled(rest, " F=<", out_.sender);
  const bool may_be_last = is_failure() || !extras_.defer_lead.empty();
  if (skip(rest, " Q=")) out_.queue = may_be_last ? word(rest) : take_queue(rest);
  take_angled(rest, " SRS=<", extras_.forward_srs);
  out_.has_return_path = take_angled(rest, " P=<", out_.return_path);
  if (skip(rest, " R=")) out_.router = word(rest);
  if (skip(rest, " T=")) out_.transport = word(rest);
  std::string_view after = rest;
  extras_.has_size = skip(after, " S=") && take_number(after, out_.size);
  if (extras_.has_size) rest = after;
}

bool DeliveryReader::read_host(std::string_view& rest) {
  std::string_view after = rest;
  if (!skip(after, " H=")) return true;
  RemoteHost remote;
  if (!take_remote_host(after, remote)) return false;
  rest = after;
  out_.host = remote.host;
  extras_.has_host = true;
  extras_.has_dnssec = remote.has_dnssec;
  extras_.has_no_port = remote.has_no_port;
  extras_.is_reused = remote.is_reused;
  return true;
}

bool DeliveryReader::read_name(std::string_view& rest) {
  if (!rest.starts_with(" DN=\"")) return true;
  for (std::size_t end = rest.find('"', 5); end != kNone; end = rest.find('"', end + 1)) {
    const std::string_view after = rest.substr(end + 1);
    if (!is_at_blank(after) && after.front() != ':') continue;
    extras_.certificate_name = rest.substr(5, end - 5);
    rest = after;
    return true;
  }
  return false;
}

// From PRX= to K: what the session with the host was like.
bool DeliveryReader::read_session(std::string_view& rest) {
  if (skip(rest, " PRX=")) extras_.proxy = word(rest);
  if (rest.starts_with(" I=[")) {
    std::string_view after = rest.substr(3);
    if (!take_bracket(after, out_.interface_address, out_.interface_port)) return false;
    extras_.interface_text = rest.substr(3, rest.size() - after.size() - 3);
    rest = after;
  }
  take_mark(rest, {" TFO*", " TFO"}, extras_.fast_open);
  if (skip(rest, " PS=")) extras_.ps = word(rest);
  if (skip(rest, " X=")) out_.cipher = word(rest);
  if (skip(rest, " CV=")) extras_.certificate_verified = word(rest);
  if (!read_name(rest)) return false;
  if (skip(rest, " A=")) {
    std::string_view auth = word(rest);
    out_.auth = cut(auth, ':');
    out_.auth_id = auth;
  }
  take_mark(rest, {" L*", " L"}, extras_.pipelining);
  take_flag(rest, " PRDR", extras_.prdr);
  take_flag(rest, " K", extras_.chunking);
  return true;
}

// ST= may carry an error in parentheses: free text up to C=, QT= or DT=, or the end.
void take_shadow(std::string_view& rest, std::string_view& shadow) {
  std::string_view after = rest;
  if (!skip(after, " ST=")) return;
  shadow = take_word(after);
  if (after.starts_with(" (")) {
    const std::size_t close = after.rfind(')');
    if (close != kNone) {
      shadow = rest.substr(4, shadow.size() + close + 1);
      after.remove_prefix(close + 1);
    }
  }
  rest = after;
}

void DeliveryReader::read_closing(std::string_view& rest) {
  take_item(rest, " DKIM=", extras_.dkim);
  std::string_view after = rest;
  if (skip(after, " C=") && take_quoted(after, out_.confirmation)) rest = after;
  after = rest;
  if (skip(after, " QT=") && take_duration(after, extras_.queue_time)) rest = after;
  after = rest;
  if (skip(after, " DT=") && take_duration(after, extras_.delivery_time)) rest = after;
}

// "defer (N)[: error text][ H=...][ DT=...][: message]".
bool DeliveryReader::read_defer(std::string_view& rest) {
  for (const std::string_view lead : {" defer (", " routing defer ("}) {
    std::string_view after = rest;
    if (!skip(after, lead)) continue;
    const bool is_negative = skip(after, "-");
    std::uint64_t number = 0;
    if (!take_number(after, number) || number > 100000 || !skip(after, ")")) return false;
    if (is_negative && number == 0) return false;
    out_.error_number = static_cast<std::int32_t>(number) * (is_negative ? -1 : 1);
    extras_.defer_lead = lead;
    rest = after;
    return true;
  }
  return false;
}

// The system's words for an error: no colon and none of Exim's items are in them.
std::string_view take_error(std::string_view& rest) {
  std::size_t end = rest.size();
  for (const std::string_view stop : {": ", " H=", " DT="}) end = std::min(end, rest.find(stop));
  return take(rest, std::min(end, rest.size()));
}

// Behind ")", up to the end of the line.
bool DeliveryReader::read_defer_tail(std::string_view rest) {
  if (!read_host(rest) || !read_session(rest)) return false;
  std::string_view after = rest;
  if (skip(after, " DT=") && take_duration(after, extras_.delivery_time)) rest = after;
  if (rest.empty()) return true;
  if (!skip(rest, ": ")) return false;
  extras_.separator = ": ";
  extras_.has_reason = true;
  out_.reason = rest;
  return true;
}

void DeliveryReader::read_defer_reason(std::string_view rest) {
  if (out_.error_number <= 0 || !rest.starts_with(": ")) {
    if (!read_defer_tail(rest)) out_.unparsed = rest;
    return;
  }
  std::string_view after = rest.substr(2);
  const DeliveryExtras before = extras_;
  out_.error = take_error(after);
  if (!read_defer_tail(after)) {
    out_.error = out_.cipher = out_.auth = out_.auth_id = out_.interface_address = {};
    out_.host = {};
    out_.interface_port = 0;
    extras_ = before;
    read_defer_tail(rest);  // all of it is the reason
  } else if (!extras_.has_reason) {
    out_.reason = out_.error;
  }
}

bool DeliveryReader::read_failure_reason(std::string_view rest) {
  extras_.has_reason = true;
  for (const std::string_view separator : {" : ", ": ", " "}) {
    if (!rest.starts_with(separator)) continue;
    extras_.separator = separator;
    out_.reason = rest.substr(separator.size());
    break;
  }
  if (extras_.separator.empty()) return false;
  const std::size_t blank = out_.reason.rfind(" DT=");
  if (blank == kNone) return true;
  std::string_view tail = out_.reason.substr(blank + 4), duration;
  if (!take_duration(tail, duration) || !tail.empty()) return true;
  extras_.delivery_time = duration;
  out_.reason = out_.reason.substr(0, blank);
  return true;
}

bool DeliveryReader::read_from(std::string_view rest) {
  read_route(rest);
  if (is_deferral()) {
    if (!read_defer(rest)) return out_.unparsed = rest, false;
    read_defer_reason(rest);
    return out_.unparsed.empty();
  }
  const std::string_view before = rest;
  const bool has_session = read_host(rest) && read_session(rest);
  if (!has_session) {
    out_.unparsed = before;
    return false;
  }
  if (is_failure()) {
    if (!rest.empty() && !read_failure_reason(rest)) out_.unparsed = rest;
    return out_.unparsed.empty();
  }
  take_shadow(rest, extras_.shadow);
  read_closing(rest);
  out_.unparsed = rest;
  return rest.empty();
}

void DeliveryReader::note_discard() {
  const std::string_view to = out_.final_address;
  if (kind_ == EximLineKind::failure || kind_ == EximLineKind::deferral) return;
  out_.is_discard |= to == ":blackhole:" || to == "/dev/null" || out_.transport == "**bypassed**" ||
                     (to == "discarded" && out_.transport.empty());
}

std::optional<EximDelivery> DeliveryReader::read(DeliveryExtras& extras) {
  if (text_.empty()) return {};
  const bool is_bare = !is_failure() && !is_deferral() && read_bare_form();
  if (!is_bare) {
    find_reading();
    if (is_best_kept_) {
      out_ = best_;
      extras_ = best_extras_;
    } else if (best_rank_ == 0 && (!read_without_items() || is_deferral())) {
      return {};
    }
    note_discard();
  }
  extras = extras_;
  return out_;
}

}  // namespace

std::optional<EximDelivery> parse_delivery(EximLineKind kind, std::string_view text,
                                           DeliveryExtras& extras) {
  return DeliveryReader(kind, text).read(extras);
}

}  // namespace exim

std::optional<EximDelivery> parse_exim_delivery(EximLineKind kind, std::string_view text) {
  exim::DeliveryExtras extras;
  return exim::parse_delivery(kind, text, extras);
}

EximLineDetails details_of_delivery(EximLineKind kind, std::string_view text) {
  exim::DeliveryExtras extras;
  const auto found = exim::parse_delivery(kind, text, extras);
  if (!found || found->is_ambiguous) return {};
  return {.cipher = found->cipher,
          .certificate_verified = extras.certificate_verified,
          .certificate_name = extras.certificate_name,
          .sni = {},
          .queue_time = extras.queue_time,
          .delivery_time = extras.delivery_time};
}

}  // namespace queuehound
