#include "formats/access_plain.h"

#include <bit>
#include <cstring>

#include "base/byte_scan.h"
#include "formats/access_stamp.h"
#include "formats/clock_text.h"

namespace queuehound {
namespace {

constexpr std::size_t kClockAt = 13, kSecondsEnd = 21;
constexpr std::size_t kMostDigits = 18;  // of a number that fits 64 bits whatever its digits are

// The first quote or backslash, or `end`.
const char* find_quote(const char* at, const char* end) {
#if defined(__SSE2__)
  const __m128i quotes = _mm_set1_epi8('"'), escapes = _mm_set1_epi8('\\');
  while (end - at >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const int found = _mm_movemask_epi8(
        _mm_or_si128(_mm_cmpeq_epi8(bytes, quotes), _mm_cmpeq_epi8(bytes, escapes)));
    if (found != 0) return at + std::countr_zero(static_cast<unsigned>(found));
    at += 16;
  }
#endif
  while (at != end && *at != '"' && *at != '\\') ++at;
  return at;
}

// "hh:mm:ss" as clock_at() reads it; -1 if it is none.
int plain_clock(const char* at) {
  std::array<int, 6> digits;
  for (unsigned i = 0; i < 6; ++i) {
    digits[i] = at[i + i / 2] - '0';
    if (digits[i] < 0 || digits[i] > 9) return -1;
  }
  const int hour = digits[0] * 10 + digits[1], minute = digits[2] * 10 + digits[3];
  const int second = digits[4] * 10 + digits[5];
  if (at[2] != ':' || at[5] != ':' || hour > 23 || minute > 59 || second > 60) return -1;
  return hour * 3600 + minute * 60 + second;
}

// "GET /path HTTP/1.1" of the two methods that nearly all requests have.
bool split_plain_request(std::string_view text, AccessRequest& request) {
  constexpr std::size_t kProtocol = sizeof(" HTTP/1.1") - 1;
  const std::size_t method = begins_with(text, "GET ") ? 3 : begins_with(text, "POST ") ? 4 : 0;
  if (method == 0 || text.size() < method + 1 + kProtocol) return false;
  const std::size_t blank = text.size() - kProtocol;
  const std::string_view version = text.substr(blank);
  if (!begins_with(version, " HTTP/") || version[6] == ' ' || version[7] == ' ' ||
      version[8] == ' ')
    return false;
  request.request = text;
  request.method = text.substr(0, method);
  request.target = text.substr(method + 1, blank - method - 1);
  request.protocol = version.substr(1);
  return true;
}

// ` 200 1234`, up to a blank or the end.
bool take_plain_status(const char*& at, const char* end, AccessRequest& request) {
  if (end - at < 6 || at[0] != ' ' || at[4] != ' ') return false;
  if (!is_digit(at[1]) || !is_digit(at[2]) || !is_digit(at[3])) return false;
  request.status = (at[1] - '0') * 100 + (at[2] - '0') * 10 + (at[3] - '0');
  at += 5;
  const char* const start = at;
  std::int64_t bytes = 0;
  for (; at != end && is_digit(*at); ++at) {
    if (at - start == kMostDigits) return false;
    bytes = bytes * 10 + (*at - '0');
  }
  request.bytes = bytes;
  if (at == start) {
    if (*at != '-') return false;
    request.bytes = -1;
    ++at;
  }
  return at == end || *at == ' ';
}

// ` "field"` with a blank or the end behind it.
bool take_plain_field(const char*& at, const char* end, std::string_view& field) {
  if (end - at < 3 || at[0] != ' ' || at[1] != '"') return false;
  const char* const start = at + 2;
  const char* const close = find_quote(start, end);
  if (close == end || *close != '"') return false;
  if (close + 1 != end && close[1] != ' ') return false;
  field = {start, static_cast<std::size_t>(close - start)};
  if (field == "-") field = {};
  at = close + 1;
  return true;
}

}  // namespace

bool PlainAccessReader::read_stamp(std::string_view line, std::size_t at, Time& time) {
  const char* const stamp = line.data() + at;
  if (std::memcmp(stamp, day_.data(), day_.size()) != 0 ||
      std::memcmp(stamp + kSecondsEnd, zone_.data(), zone_.size()) != 0) {
    const auto known = access_stamp_at(line, at);
    if (!known) return false;
    std::memcpy(day_.data(), stamp, day_.size());
    std::memcpy(zone_.data(), stamp + kSecondsEnd, zone_.size());
    midnight_ = known->time_since_epoch().count() - clock_at(line, at + kClockAt);
    time = *known;
    return true;
  }
  const int clock = plain_clock(stamp + kClockAt);
  time = Time(seconds(midnight_ + clock));
  return clock >= 0;
}

bool PlainAccessReader::read(std::string_view line, AccessRequest& request) {
  constexpr std::size_t kUnnamed = sizeof(" - - ") - 1;
  const char* const begin = line.data();
  const char* const end = begin + line.size();
  const char* at = find_near(begin, end, ' ');
  const auto client = static_cast<std::size_t>(at - begin);
  if (client == 0 || *begin == '"' || *begin == '{' || *begin == '\0' || at[-1] == ',')
    return false;
  if (line.size() < client + kUnnamed + kStampLength + 2 ||
      std::memcmp(at, " - - [", kUnnamed + 1) != 0)
    return false;
  at += kUnnamed + kStampLength;
  if (at[0] != ' ' || at[1] != '"') return false;
  if (!read_stamp(line, client + kUnnamed, request.at)) return false;
  request.vhost = request.forwarded_for = request.remote_user = {};
  request.is_vhost_unsure = false;
  request.referer = request.user_agent = {};
  request.client = line.substr(0, client);

  const char* const start = at + 2;
  at = find_quote(start, end);
  if (at == end || *at != '"') return false;
  if (!split_plain_request({start, static_cast<std::size_t>(at - start)}, request)) return false;
  ++at;
  if (!take_plain_status(at, end, request)) return false;
  return at == end || (take_plain_field(at, end, request.referer) &&
                       (at == end || (take_plain_field(at, end, request.user_agent) && at == end)));
}

}  // namespace queuehound
