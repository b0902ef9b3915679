#include "formats/exim_plain.h"

#include <array>
#include <bit>
#include <cstring>

#include "base/byte_scan.h"
#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::array<bool, 256> make_bytes(std::string_view members) {
  std::array<bool, 256> is_member{};
  for (const char c : members) is_member[static_cast<unsigned char>(c)] = true;
  return is_member;
}
// Of the bytes in an address's brackets one number each: summed, 45 at most, they tell its shape.
constexpr std::uint32_t kDot = 1, kColon = 1u << 8, kLetter = 1u << 16, kStranger = 1u << 24;
constexpr std::array<std::uint32_t, 256> make_ip_shapes() {
  std::array<std::uint32_t, 256> shapes{};
  shapes.fill(kStranger);
  for (const char c : std::string_view("0123456789")) shapes[static_cast<unsigned char>(c)] = 0;
  for (const char c : std::string_view("abcdefABCDEF"))
    shapes[static_cast<unsigned char>(c)] = kLetter;
  shapes['.'] = kDot;
  shapes[':'] = kColon;
  return shapes;
}
constexpr std::array<std::uint32_t, 256> kIpShape = make_ip_shapes();
constexpr std::array<bool, 256> kNameByte =
    make_bytes("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-/:");

const char* skip_name_bytes(const char* at, const char* end) {
#if defined(__SSE2__)
  while (end - at >= 16) {
    const __m128i bytes = load_bytes(at);
    const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    const __m128i names =
        _mm_or_si128(_mm_or_si128(between(bytes, '-', ':'),
                                  between(small, 'a', 'z')),  // '-' to ':': - . / 0..9 :
                     _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')));
    const unsigned found = bits_of(names);
    if (found != 0xffffu) return at + first_bit(~found);
    at += 16;
  }
#endif
  while (at != end && kNameByte[static_cast<unsigned char>(*at)]) ++at;
  return at;
}

// The length of a dotted quad with a ']' behind it, where sixteen bytes tell; else 0.
std::ptrdiff_t quad_length(const char* at, const char* end) {
#if defined(__SSE2__)
  if (end - at < 16) return 0;
  const __m128i bytes = load_bytes(at);
  const unsigned close = bits_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(']')));
  const unsigned before = close & (0u - close) ? (close & (0u - close)) - 1 : 0;
  const unsigned dots = bits_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.'))) & before;
  const unsigned digits = bits_of(between(bytes, '0', '9')) & before;
  const unsigned last_dot = (dots & (dots - 1)) & ((dots & (dots - 1)) - 1);  // without two others
  const bool has_three = last_dot != 0 && (last_dot & (last_dot - 1)) == 0;
  return has_three && (dots | digits) == before ? std::countr_zero(close) : 0;
#else
  return 0 * (end - at);
#endif
}
constexpr std::array<bool, 256> kDurationByte = make_bytes("0123456789.wdhms");

bool is_in(const std::array<bool, 256>& set, char c) { return set[static_cast<unsigned char>(c)]; }

bool holds(std::string_view text, char wanted) {
  return std::memchr(text.data(), wanted, text.size()) != nullptr;
}

// Two bytes that are rare together. string_view::find stops at every first one of them.
bool holds_pair(std::string_view text, char first, char second) {
  const char* const end = text.data() + text.size();
  return find_pair(text.data(), end, first, second) != end;
}

// Adds the blanks of `text` to `blanks`; false where a quote or a colon stands in it.
bool count_blanks(std::string_view text, std::uint64_t& blanks) {
  const char* at = text.data();
  const char* const end = at + text.size();
#if defined(__SSE2__)
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = load_bytes(at);
    const __m128i strange = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                         _mm_cmpeq_epi8(bytes, _mm_set1_epi8(':')));
    if (bits_of(strange) != 0) return false;
    for (unsigned found = bits_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' '))); found != 0;
         found &= found - 1)
      ++blanks;
  }
#endif
  for (; at != end; ++at) {
    if (*at == '"' || *at == ':') return false;
    blanks += *at == ' ';
  }
  return true;
}

class Cursor {
 public:
  explicit Cursor(std::string_view text)
      : begin_(text.data()), at_(text.data()), end_(text.data() + text.size()) {}

  bool is_at_end() const { return at_ == end_; }
  const char* at() const { return at_; }
  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
  std::string_view rest() const { return {at_, left()}; }
  char peek(std::size_t ahead = 0) const { return ahead < left() ? at_[ahead] : '\0'; }

  template <std::size_t N>
  bool skip(const char (&lead)[N]) {
    if (left() < N - 1 || std::memcmp(at_, lead, N - 1) != 0) return false;
    at_ += N - 1;
    return true;
  }

  void step_back() { --at_; }

  std::string_view take_until(char stop) {  // or to the end
    const char* from = at_;
    at_ = find_near(at_, end_, stop);
    return {from, static_cast<std::size_t>(at_ - from)};
  }

  // Up to the next blank or the end; never empty.
  bool take_word(std::string_view& word) {
    const char* stop = find_near(at_, end_, ' ');
    word = {at_, static_cast<std::size_t>(stop - at_)};
    at_ = stop;
    return !word.empty();
  }

  std::string_view take_name() {  // kNameByte; may be empty
    const char* from = at_;
    at_ = skip_name_bytes(at_, end_);
    return {from, static_cast<std::size_t>(at_ - from)};
  }

  // A run of bytes of `set`; may be empty.
  std::string_view take_run(const std::array<bool, 256>& set) {
    const char* from = at_;
    while (at_ != end_ && is_in(set, *at_)) ++at_;
    return {from, static_cast<std::size_t>(at_ - from)};
  }

  // local or local@domain, in plain bytes; what follows is the caller's to look at.
  bool take_address(std::string_view& address) {
    std::string_view no_matter;
    return take_address(address, no_matter);
  }
  bool take_address(std::string_view& address, std::string_view& domain_part) {
    const char* from = at_;
    domain_part = {};
    at_ = skip_address_bytes(at_, end_, begin_);
    if (at_ == from) return false;
    if (at_ != end_ && *at_ == '@') {
      const char* domain = at_ + 1;
      at_ = skip_address_bytes(domain, end_, begin_);
      if (at_ == domain) return false;
      domain_part = {domain, static_cast<std::size_t>(at_ - domain)};
    }
    address = {from, static_cast<std::size_t>(at_ - from)};
    return true;
  }

  // "[192.0.2.1]" or "[2001:db8::1]", then maybe ":port".
  bool take_bracket(std::string_view& ip) {
    if (peek() != '[') return false;
    const char* from = ++at_;
    if (const std::ptrdiff_t length = quad_length(from, end_); length > 0) {
      ip = {from, static_cast<std::size_t>(length)};
      at_ += length + 1;
      return take_port();
    }
    constexpr std::ptrdiff_t kLongest = 45;
    const char* most = end_ - at_ > kLongest ? at_ + kLongest : end_;
    std::uint32_t shape = 0;
    for (; at_ != most && *at_ != ']'; ++at_) shape += kIpShape[static_cast<unsigned char>(*at_)];
    ip = {from, static_cast<std::size_t>(at_ - from)};
    if (peek() != ']' || shape >= kStranger) return false;
    if (shape != 3 * kDot && (shape & 0xff00u) < 2 * kColon) return false;
    ++at_;
    return take_port();
  }

  bool take_port() {  // behind a bracket; there may be none
    if (peek() != ':' || !is_digit(peek(1))) return true;
    ++at_;
    std::uint64_t port = 0;
    return take_number(port) && port > 0 && port < 65536;
  }

  bool take_number(std::uint64_t& number) {
    const char* const from = at_;
    const char* at = from;
    std::uint64_t value = 0;
    for (; at != end_ && is_digit(*at); ++at) value = value * 10 + static_cast<unsigned>(*at - '0');
    at_ = at;
    number = value;
    const std::ptrdiff_t digits = at - from;
    return digits > 0 && digits < 16 && (digits == 1 || *from != '0');
  }

  // Up to the closing quote, which this passes; a backslash hides the byte behind it.
  bool take_quoted(std::string_view& inside) {
    const char* const from = at_;
    for (;;) {
      const char* const found = find_near(at_, end_, '"', '\\');
      if (found == end_) return false;
      if (*found == '"') {
        inside = {from, static_cast<std::size_t>(found - from)};
        at_ = found + 1;
        return true;
      }
      if (found + 1 == end_) return false;
      at_ = found + 2;
    }
  }

  // Exim's "0.204s", "1w2d".
  bool take_duration() {
    const std::string_view duration = take_run(kDurationByte);
    return duration.size() >= 2 && is_digit(duration.front()) && !is_digit(duration.back());
  }

  bool skip_item(char name) {  // " X="
    if (left() < 3 || at_[0] != ' ' || at_[1] != name || at_[2] != '=') return false;
    at_ += 3;
    return true;
  }

 private:
  const char* begin_;
  const char* at_;
  const char* end_;
};

bool take_angled(Cursor& text, std::string_view& address) {  // behind the '<'
  address = {};
  if (text.peek() != '>' && !text.take_address(address)) return false;
  return text.skip(">");
}

// "name [ip]", "(helo) [ip]", "name (helo) [ip]", "[ip]".
bool take_client(Cursor& text, PlainClient& client) {
  if (text.peek() != '[' && text.peek() != '(') {
    client.name = text.take_name();
    if (client.name.empty() || !text.skip(" ")) return false;
  }
  const bool has_helo = text.skip("(");
  if (has_helo) {
    client.helo = text.take_until(')');
    if (!text.skip(") ")) return false;
  }
  if (!text.take_bracket(client.ip)) return false;
  if (!has_helo) return true;
  // A HELO ends at any ") [": one more of them and the line has two readings.
  for (std::string_view rest = text.rest();;) {
    const std::size_t close = rest.find(')');
    if (close == std::string_view::npos) return true;
    rest.remove_prefix(close + 1);
    if (rest.starts_with(" [")) return false;
  }
}

// "authenticator:id", followed by an item that can stand there.
bool take_auth(Cursor& text, PlainArrival& arrival) {
  std::string_view word;
  if (!text.take_word(word)) return false;
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos) return false;
  arrival.auth_id = word.substr(colon + 1);
  if (arrival.auth_id.contains(':')) return false;  // "id:sender"
  arrival.has_login = word != ":";                  // a name or an id
  const std::string_view rest = text.rest();
  return rest.starts_with(" S=") || rest.starts_with(" K S=") || rest.starts_with(" PRDR ");
}

bool take_connection(Cursor& text, PlainArrival& arrival) {
  std::string_view word;
  if (text.skip(" Ci=") && !text.take_word(word)) return false;
  if (text.skip_item('P') && !text.take_word(arrival.protocol)) return false;
  if (text.skip_item('X') && !text.take_word(word)) return false;
  if (text.skip(" CV=") && !text.take_word(word)) return false;
  if (text.peek(1) == 'S' && text.peek(2) == '=') return true;  // none of what follows is there
  if (text.skip(" SNI=") && (text.peek() == '"' || !text.take_word(word))) return false;
  if (text.skip_item('A') && !take_auth(text, arrival)) return false;
  if (text.skip(" PRDR") && text.peek() != ' ') return false;
  return !text.skip(" K") || text.peek() == ' ';
}

bool take_recipients(Cursor& text, std::vector<std::string_view>& recipients) {
  std::string_view address;
  while (text.take_address(address)) {
    recipients.push_back(address);
    if (text.is_at_end()) return true;
    if (!text.skip(" ")) return false;
  }
  return false;
}

bool take_message(Cursor& text, PlainArrival& arrival, std::vector<std::string_view>& recipients) {
  std::string_view word;
  if (!text.skip(" S=") || !text.take_number(arrival.size)) return false;
  if (text.peek(1) != 'i' && text.peek(1) != 'T') {  // mostly there is none of these
    if (text.skip(" M8S=") && !text.take_word(word)) return false;
    if (text.skip(" DKIM=") && !text.take_word(word)) return false;
    if (text.skip(" RT=") && !text.take_word(word)) return false;
    if (text.skip_item('Q') && !text.take_word(word)) return false;
  }
  if (text.skip(" id=")) {
    if (!text.take_address(arrival.message_id)) return false;
    if (!text.is_at_end() && text.peek() != ' ') return false;
  }
  if (text.skip(" T=\"")) {
    arrival.has_subject = true;
    if (!text.take_quoted(arrival.subject)) return false;
  }
  if (text.skip(" from <") && !take_angled(text, word)) return false;
  if (text.is_at_end()) return true;
  return text.skip(" for ") && take_recipients(text, recipients);
}

// Deliveries, failures and deferrals are read by one text, compiled for each: what a kind does not
// have costs the others nothing.
enum class Kind : std::uint8_t { delivery, failure, deferral };

// The colon that opens a failure's reason may touch the word before it (before 4.99).
template <Kind kKind>
bool take_word_of(Cursor& text, std::string_view& word) {
  if (!text.take_word(word)) return false;
  if (kKind == Kind::failure && word.ends_with(':')) text.step_back();
  return true;
}

// "ADDRESS" or "SHOWN <ADDRESS>", up to an item.
bool take_delivered_address(Cursor& text, PlainDelivery& delivery) {
  const char first = text.peek();
  if (first == '/' || first == '|') return false;  // a file or a pipe
  if (!text.take_address(delivery.final_address, delivery.domain)) return false;
  delivery.recipient = delivery.final_address;
  if (text.skip(" <") &&
      (!text.take_address(delivery.recipient, delivery.domain) || !text.skip(">")))
    return false;
  return delivery.final_address != "discarded";
}

template <Kind kKind>
bool take_route(Cursor& text) {
  std::string_view word;
  if (text.skip(" F=<") && !take_angled(text, word)) return false;
  if (text.skip(" P=<") && !take_angled(text, word)) return false;
  if (!text.skip_item('R') || !take_word_of<kKind>(text, word)) return false;
  if (text.skip_item('T') && (text.peek() == '*' || !take_word_of<kKind>(text, word))) return false;
  std::uint64_t size = 0;
  return !text.skip(" S=") || text.take_number(size);
}

// H= and what the session was like. A bracket that a colon touches is left to the whole parser.
template <Kind kKind>
bool take_session(Cursor& text, PlainDelivery& delivery) {
  std::string_view word;
  if (text.skip_item('H')) {
    delivery.has_host = true;
    if (text.peek() != '[' && (!take_word_of<kKind>(text, word) || !text.skip(" "))) return false;
    if (!text.take_bracket(delivery.host_ip)) return false;
    text.skip("*");
  }
  if (text.skip(" I=") && !text.take_bracket(word)) return false;
  if (text.skip_item('X') && !take_word_of<kKind>(text, word)) return false;
  if (text.skip(" CV=") && !take_word_of<kKind>(text, word)) return false;
  if (text.peek(1) == 'C' && text.peek(2) == '=') return true;  // none of what follows is there
  if (text.skip_item('A') && !take_word_of<kKind>(text, word)) return false;
  if (text.skip(" L") && text.peek() != ' ') return false;
  if (text.skip(" PRDR") && text.peek() != ' ') return false;
  return !text.skip(" K") || text.peek() == ' ' || text.is_at_end();
}

// C="..." QT=.. DT=.., to the end of the line.
bool take_closing(Cursor& text, std::string_view& confirmation) {
  if (text.skip(" C=\"") && (!text.take_quoted(confirmation) || confirmation.ends_with('<')))
    return false;
  if (text.skip(" QT=") && !text.take_duration()) return false;
  if (text.skip(" DT=") && !text.take_duration()) return false;
  return text.is_at_end();
}

bool take_failure_reason(Cursor& text, PlainDelivery& delivery) {
  if (text.is_at_end()) return true;
  if (!text.skip(": ")) return false;
  delivery.reason = text.rest();
  return !holds_pair(delivery.reason, 'D', 'T') || !delivery.reason.contains(" DT=");
}

// "defer (-53): reason", "defer (111): Connection refused", "defer (-46) H=.. [..]: reason".
bool take_deferral(Cursor& text, PlainDelivery& delivery) {
  if (!text.skip(" defer (")) return false;
  const bool is_negative = text.skip("-");
  std::uint64_t number = 0;
  if (!text.take_number(number) || number == 0 || number > 100000 || !text.skip(")")) return false;
  if (!text.skip(": ")) {
    if (!take_session<Kind::deferral>(text, delivery)) return false;
    if (text.skip(" DT=") && !text.take_duration()) return false;
    if (text.is_at_end()) return true;
    if (!text.skip(": ")) return false;
    delivery.reason = text.rest();
    return true;
  }
  delivery.reason = text.rest();
  // Behind a system's error may stand the host, the time it took, and a message.
  if (is_negative) return true;
  return !holds_pair(delivery.reason, ':', ' ') && !holds_pair(delivery.reason, 'H', '=') &&
         !holds_pair(delivery.reason, 'D', 'T');
}

// An address in quotes, or one with an escaped blank, could end at several places.
template <Kind kKind>
bool may_quote_address(std::string_view text) {
  if (text.empty() || holds(text, '\\')) return true;
  const auto* quote = static_cast<const char*>(std::memchr(text.data(), '"', text.size()));
  if (quote == nullptr) return false;
  if (kKind != Kind::delivery)
    return holds_pair(text, '"', '@') || holds_pair(text, '"', '.') || holds_pair(text, '<', '"');
  return quote != text.data() && quote[-1] == '<';  // C="..." looks after its other one
}

template <Kind kKind>
bool read_delivery(std::string_view text, PlainDelivery& delivery) {
  if (may_quote_address<kKind>(text)) return false;
  Cursor at(text);
  if (!take_delivered_address(at, delivery) || !take_route<kKind>(at)) return false;
  if (kKind == Kind::deferral) return take_deferral(at, delivery);
  if (!take_session<kKind>(at, delivery)) return false;
  return kKind == Kind::failure ? take_failure_reason(at, delivery)
                                : take_closing(at, delivery.confirmation);
}

}  // namespace

bool read_plain_arrival(std::string_view text, PlainArrival& arrival,
                        std::vector<std::string_view>& recipients) {
  recipients.clear();
  if (text.ends_with('*')) return false;  // Exim's mark of a line that did not fit
  Cursor at(text);
  if (!at.skip("<>") && !at.take_address(arrival.sender)) return false;
  if (at.peek() != ' ') return false;
  if (at.skip_item('R') && !at.take_word(arrival.bounced_id)) return false;
  if (at.skip_item('H')) {
    std::string_view interface;
    arrival.has_host = true;
    if (!take_client(at, arrival.client)) return false;
    if (at.skip(" I=") && !at.take_bracket(interface)) return false;
    const std::string_view rest = at.rest();
    if (!rest.starts_with(" P=") && !rest.starts_with(" Ci=")) return false;
  } else if (at.skip_item('U')) {
    if (!at.take_word(arrival.user) || !at.rest().starts_with(" P=")) return false;
  }
  return take_connection(at, arrival) && take_message(at, arrival, recipients);
}

bool read_plain_delivery(EximLineKind kind, std::string_view text, PlainDelivery& delivery) {
  if (kind == EximLineKind::failure) return read_delivery<Kind::failure>(text, delivery);
  if (kind == EximLineKind::deferral) return read_delivery<Kind::deferral>(text, delivery);
  return read_delivery<Kind::delivery>(text, delivery);
}

bool read_plain_reject(std::string_view text, PlainReject& reject) {
  Cursor at(text);
  std::string_view word;
  if (!at.skip("H=") || !take_client(at, reject.client)) return false;
  if (at.skip(" I=") && !at.take_bracket(word)) return false;
  if (at.skip_item('X') && !at.take_word(word)) return false;
  if (at.skip(" CV=") && !at.take_word(word)) return false;
  if (!at.skip(" F=<") || !take_angled(at, reject.sender)) return false;
  reject.is_temporary = at.skip(" temporarily rejected ");
  if (!reject.is_temporary && !at.skip(" rejected ")) return false;
  if (!at.skip("RCPT <") || !at.take_address(reject.recipient) || !at.skip(">: ")) return false;
  reject.reason = at.rest();
  return true;
}

bool read_plain_auth_failure(std::string_view text, PlainAuthFailure& failure) {
  Cursor at(text);
  const std::string_view name = at.take_name();
  if (name.empty() || name.size() > 32 || name == "rejected") return false;
  std::uint64_t code = 0;
  if (!at.skip(" authenticator failed for ") || !take_client(at, failure.client)) return false;
  if (!at.skip(": ") || !at.take_number(code) || code < 400 || code > 599) return false;
  failure.code = static_cast<std::uint16_t>(code);
  if (!at.skip(" Incorrect authentication data")) return false;
  if (at.is_at_end()) return true;
  if (!at.skip(" (set_id=") || !at.rest().ends_with(')')) return false;
  failure.set_id = at.rest().substr(0, at.left() - 1);
  return true;
}

std::string_view read_plain_cwd(std::string_view text) {
  Cursor at(text);
  std::string_view directory;
  std::uint64_t wanted = 0, counted = 1;
  if (!at.skip("cwd=") || !at.take_word(directory)) return {};
  if (!at.skip(" ") || !at.take_number(wanted) || !at.skip(" args: ")) return {};
  if (at.is_at_end() || !count_blanks(at.rest(), counted)) return {};
  return wanted == counted ? directory : std::string_view{};
}

}  // namespace queuehound
