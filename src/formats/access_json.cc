#include "formats/access_json.h"

#include <algorithm>
#include <array>

#include "formats/access_stamp.h"
#include "formats/access_words.h"
#include "formats/clock_text.h"

namespace queuehound {
namespace {

constexpr auto kNone = std::string_view::npos;

// --- Which key says what -------------------------------------------------------------------------

enum class Field : std::uint8_t {
  client,
  forwarded_for,
  user,
  time,
  vhost,
  request,
  method,
  target,
  protocol,
  status,
  bytes,
  referer,
  agent,
};

// Of two keys for one field the upper row's counts. Small letters and digits only: "remote_addr",
// "remoteAddr" and "Remote-Addr" are one. The connecting address comes before what a header or a
// proxy's word says, the server's own name before the Host that a client sent.
struct KeyRow {
  std::string_view key;
  Field field;
};
constexpr std::array kKeys{
    KeyRow{"remoteaddr", Field::client},
    KeyRow{"remoteip", Field::client},
    KeyRow{"remotehost", Field::client},
    KeyRow{"clientaddr", Field::client},
    KeyRow{"clienthost", Field::client},
    KeyRow{"clientip", Field::client},
    KeyRow{"client", Field::client},
    KeyRow{"sourceip", Field::client},
    KeyRow{"ip", Field::client},
    KeyRow{"httpxforwardedfor", Field::forwarded_for},
    KeyRow{"xforwardedfor", Field::forwarded_for},
    KeyRow{"forwardedfor", Field::forwarded_for},
    KeyRow{"xff", Field::forwarded_for},
    KeyRow{"remoteuser", Field::user},
    KeyRow{"clientusername", Field::user},
    KeyRow{"userid", Field::user},
    KeyRow{"user", Field::user},
    KeyRow{"startutc", Field::time},
    KeyRow{"timelocal", Field::time},
    KeyRow{"timeiso8601", Field::time},
    KeyRow{"timestamp", Field::time},
    KeyRow{"datetime", Field::time},
    KeyRow{"time", Field::time},
    KeyRow{"date", Field::time},
    KeyRow{"ts", Field::time},
    KeyRow{"msec", Field::time},
    KeyRow{"servername", Field::vhost},
    KeyRow{"vhost", Field::vhost},
    KeyRow{"virtualhost", Field::vhost},
    KeyRow{"httphost", Field::vhost},
    KeyRow{"requesthost", Field::vhost},
    KeyRow{"host", Field::vhost},
    KeyRow{"request", Field::request},
    KeyRow{"requestline", Field::request},
    KeyRow{"requestmethod", Field::method},
    KeyRow{"httpmethod", Field::method},
    KeyRow{"method", Field::method},
    KeyRow{"verb", Field::method},
    KeyRow{"requesturi", Field::target},
    KeyRow{"requesturl", Field::target},
    KeyRow{"requestpath", Field::target},
    KeyRow{"uri", Field::target},
    KeyRow{"url", Field::target},
    KeyRow{"path", Field::target},
    KeyRow{"serverprotocol", Field::protocol},
    KeyRow{"requestprotocol", Field::protocol},
    KeyRow{"protocol", Field::protocol},
    KeyRow{"proto", Field::protocol},
    KeyRow{"downstreamstatus", Field::status},
    KeyRow{"status", Field::status},
    KeyRow{"statuscode", Field::status},
    KeyRow{"responsestatus", Field::status},
    KeyRow{"responsecode", Field::status},
    KeyRow{"code", Field::status},
    KeyRow{"downstreamcontentsize", Field::bytes},
    KeyRow{"bodybytessent", Field::bytes},
    KeyRow{"bytessent", Field::bytes},
    KeyRow{"responsesize", Field::bytes},
    KeyRow{"bytes", Field::bytes},
    KeyRow{"size", Field::bytes},
    KeyRow{"httpreferer", Field::referer},
    KeyRow{"httpreferrer", Field::referer},
    KeyRow{"requestreferer", Field::referer},
    KeyRow{"referer", Field::referer},
    KeyRow{"referrer", Field::referer},
    KeyRow{"httpuseragent", Field::agent},
    KeyRow{"requestuseragent", Field::agent},
    KeyRow{"useragent", Field::agent},
    KeyRow{"agent", Field::agent},
};
constexpr std::size_t kLongestKey = 24;

// A key as kKeys spells them; "" where it is too long for one.
class PlainKey {
 public:
  explicit PlainKey(std::string_view key) {
    for (const char c : key) {
      const bool is_upper = c >= 'A' && c <= 'Z';
      if (!is_upper && !(c >= 'a' && c <= 'z') && !is_digit(c)) continue;
      if (size_ == kLongestKey) {
        size_ = 0;
        return;
      }
      text_[size_++] = is_upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, kLongestKey> text_{};
  std::size_t size_ = 0;
};

std::size_t row_of(std::string_view key) {
  const auto row = std::ranges::find(kKeys, key, &KeyRow::key);
  return static_cast<std::size_t>(row - kKeys.begin());
}

// --- What a line holds ---------------------------------------------------------------------------

struct Values {
  std::array<std::string_view, kKeys.size()> of_row{};
  std::array<bool, kKeys.size()> is_there{};
  bool contradicts_itself = false;

  void take(std::size_t row, std::string_view value) {
    contradicts_itself |= is_there[row] && of_row[row] != value;
    is_there[row] = true;
    of_row[row] = value;
  }
  template <class Accept>
  std::string_view best(Field field, Accept accept) const {
    for (std::size_t row = 0; row < kKeys.size(); ++row)
      if (kKeys[row].field == field && is_there[row] && accept(of_row[row])) return of_row[row];
    return {};
  }
  std::string_view best(Field field) const {
    return best(field, [](std::string_view value) { return !value.empty() && value != "-"; });
  }
};

// Inside a map of headers, cookies or arguments the client chose the keys too ("Remote_ip:
// 192.0.2.1"): only objects that are known to be the server's own hold its words.
enum class Place : std::uint8_t { own, request_headers, ignored };

constexpr std::array<std::string_view, 8> kOwnObjects{"request", "response", "http",   "url",
                                                      "client",  "source",   "access", "nginx"};

Place place_in(Place around, std::string_view key) {
  if (around != Place::own) return Place::ignored;
  if (key == "headers" || key == "requestheaders") return Place::request_headers;
  return std::ranges::find(kOwnObjects, key) == kOwnObjects.end() ? Place::ignored : Place::own;
}

// `row`: of kKeys.
bool is_taken(Place place, std::size_t row) {
  if (place == Place::own) return true;
  const Field field = kKeys[row].field;
  return place == Place::request_headers &&
         (field == Field::referer || field == Field::agent || field == Field::forwarded_for);
}

class Reader {
 public:
  Reader(std::string_view text, Values& values) : text_(text), values_(values) {}

  // The whole line is one object.
  bool read() {
    if (!read_object(Place::own, 0)) return false;
    skip_blanks();
    return at_ == text_.size();
  }
  std::size_t at() const { return at_; }

 private:
  static constexpr unsigned kDeepest = 8;

  void skip_blanks() {
    while (char_at(text_, at_) == ' ' || char_at(text_, at_) == '\t') ++at_;
  }
  bool take(char c) {
    skip_blanks();
    if (char_at(text_, at_) != c || at_ == text_.size()) return false;
    ++at_;
    return true;
  }

  bool read_string(std::string_view& value) {
    if (!take('"')) return false;
    std::size_t end = at_;
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    if (end >= text_.size()) return false;
    value = text_.substr(at_, end - at_);
    at_ = end + 1;
    return true;
  }

  // A number, true, false, null; and nothing, which nginx writes for a variable without quotes.
  void read_bare(std::string_view& value) {
    const std::size_t end = std::min(text_.find_first_of(",}] \t\"", at_), text_.size());
    value = text_.substr(at_, end - at_);
    at_ = end;
    if (value == "null") value = {};
  }

  bool read_object(Place place, unsigned depth) {
    if (depth > kDeepest || !take('{')) return false;
    if (take('}')) return true;
    do {
      std::string_view name;
      if (!read_string(name) || !take(':')) return false;
      const PlainKey key(name);
      if (!read_value(place, key.text(), row_of(key.text()), depth + 1)) return false;
    } while (take(','));
    return take('}');
  }

  // Of a list, the first item speaks.
  bool read_list(Place place, std::string_view key, std::size_t row, unsigned depth) {
    if (depth > kDeepest || !take('[')) return false;
    if (take(']')) return true;
    do {
      if (!read_value(place, key, row, depth + 1)) return false;
      row = kKeys.size();
    } while (take(','));
    return take(']');
  }

  bool read_value(Place place, std::string_view key, std::size_t row, unsigned depth) {
    skip_blanks();
    const char first = char_at(text_, at_);
    if (first == '{') return read_object(place_in(place, key), depth);
    if (first == '[') return read_list(place, key, row, depth);
    std::string_view value;
    if (first == '"') {
      if (!read_string(value)) return false;
    } else {
      read_bare(value);
    }
    if (row < kKeys.size() && is_taken(place, row)) values_.take(row, value);
    return true;
  }

  std::string_view text_;
  Values& values_;
  std::size_t at_ = 0;
};

// --- Values --------------------------------------------------------------------------------------

bool is_client(std::string_view value) {
  const std::size_t comma = value.rfind(',');
  const std::string_view nearest = trim(comma == kNone ? value : value.substr(comma + 1));
  return parse_ip_address(without_port(nearest)).has_value();
}

// Seconds since 1970, with a fraction or in milli-, micro- or nanoseconds.
std::optional<Time> parse_epoch(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  const auto number = parse_number<std::int64_t>(whole);
  if (!number || whole.size() < 10 || whole.size() > 19 || *number < 0) return {};
  std::int64_t value = *number;
  for (std::size_t digits = whole.size(); digits > 10; --digits) value /= 10;
  return Time(seconds(value));
}

std::optional<Time> parse_time(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  if (const auto time = access_time(text)) return time;
  if (const auto time = parse_rfc3339(text)) return time;
  return parse_epoch(text);
}

bool is_status(std::string_view text) { return text.size() == 3 && digits_at(text, 0, 3) >= 0; }

// What a web server of this machine knows of its peer comes first; an address that it took from a
// proxy's header (Caddy's client_ip) stands where X-Forwarded-For does.
void fill_client(const Values& values, AccessRequest& request) {
  const std::string_view client = values.best(Field::client, is_client);
  request.client = without_port(client);
  request.forwarded_for = values.best(Field::forwarded_for, is_address_list);
  if (!request.forwarded_for.empty()) return;
  request.forwarded_for = values.best(Field::client, [&](std::string_view value) {
    return without_port(value) != request.client && parse_ip_address(value).has_value();
  });
}

}  // namespace

std::optional<AccessRequest> parse_access_json(std::string_view line) {
  Values values;
  if (!Reader(line, values).read() || values.contradicts_itself) return {};
  AccessRequest request;
  fill_client(values, request);
  const std::string_view time =
      values.best(Field::time, [](std::string_view text) { return parse_time(text).has_value(); });
  const std::string_view status = values.best(Field::status, is_status);
  if (request.client.empty() || time.empty() || status.empty()) return {};
  request.at = *parse_time(time);
  request.status = digits_at(status, 0, 3);
  request.request = values.best(Field::request);
  if (request.request.empty() || request.request.starts_with('/')) {
    // Apache's "%U" under the name of the whole.
    request.target = request.request.empty() ? values.best(Field::target) : request.request;
    request.request = {};
    request.method = values.best(Field::method, is_http_method);
    request.protocol = values.best(Field::protocol);
    if (request.method.empty() || request.target.empty()) return {};
  }
  request.bytes = parse_number<std::int64_t>(values.best(Field::bytes)).value_or(-1);
  request.bytes = std::max<std::int64_t>(request.bytes, -1);
  request.vhost = without_port(values.best(Field::vhost));
  request.remote_user = values.best(Field::user);
  request.referer = values.best(Field::referer);
  request.user_agent = values.best(Field::agent);
  return request;
}

std::size_t access_json_stops_at(std::string_view line) {
  Values values;
  Reader reader(line, values);
  return reader.read() ? line.size() : reader.at();
}

}  // namespace queuehound
