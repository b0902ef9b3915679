#include "formats/php_mail_log.h"

#include <algorithm>

#include "base/text.h"
#include "formats/clock_text.h"

namespace queuehound {
namespace {

constexpr auto kNone = std::string_view::npos;

// "[23-Nov-2026 13:40:28 Europe/Berlin] " off the front; none in front of lines sent to syslog.
bool take_date(std::string_view& line, PhpMailCall& call) {
  if (!line.starts_with('[')) return true;
  const std::size_t close = line.find(']');
  if (close == kNone || char_at(line, 3) != '-' || char_at(line, 7) != '-' ||
      char_at(line, 12) != ' ' || char_at(line, close + 1) != ' ') {
    return false;
  }
  const auto wall = wall_seconds(digits_at(line, 8, 4), static_cast<int>(month_at(line, 4)),
                                 digits_at(line, 1, 2), clock_at(line, 13));
  if (!wall || close < 21) return false;
  call.wall = WallClock{*wall};
  call.zone_name = trim(line.substr(21, close - 21));
  const auto fixed = zone_at(call.zone_name, 0);
  const bool is_fixed = fixed && fixed->length == call.zone_name.size();
  call.has_instant = is_fixed || call.zone_name == "UTC" || call.zone_name == "GMT";
  if (call.has_instant) call.at = Time{seconds{*wall - (is_fixed ? fixed->seconds : 0)}};
  line.remove_prefix(close + 2);
  return true;
}

// The ":13" a place ends in, cut off it; nothing if it does not.
std::optional<std::uint32_t> take_line_number(std::string_view& place) {
  const std::size_t colon = place.rfind(':');
  if (colon == kNone) return {};
  const auto number = parse_number<std::uint32_t>(place.substr(colon + 1));
  if (number) place = place.substr(0, colon);
  return number;
}

// "/a/b.php(3) : eval()'d code" is code made at line 3 of b.php; such makers nest.
bool take_maker(std::string_view& place, PhpMailCall& call) {
  const std::size_t mark = place.rfind(") : ");
  const std::size_t open = mark == kNone ? kNone : place.rfind('(', mark);
  if (open == kNone) return false;
  const std::string_view what = place.substr(mark + 4);
  const auto number = parse_number<std::uint32_t>(place.substr(open + 1, mark - open - 1));
  if (!number || (what != "eval()'d code" && what != "runtime-created function" &&
                  what != "assert code" && what != "regexp code")) {
    return false;
  }
  call.is_eval = true;
  call.line = *number;
  place = place.substr(0, open);
  return true;
}

// The path comes first and lies on the disk; everything behind is the script's text and may imitate
// what ends the path. So the first end that fits is the true one.
bool take_place(std::string_view& line, PhpMailCall& call) {
  constexpr std::string_view kEnd = "]: To: ";
  for (std::size_t end = line.find(kEnd); end != kNone; end = line.find(kEnd, end + 1)) {
    std::string_view place = line.substr(0, end);
    const auto number = take_line_number(place);
    if (!number) continue;
    call.line = *number;
    while (take_maker(place, call)) {
    }
    if (place.starts_with("phar://")) place.remove_prefix(7);
    // "Command line code", "Standard input code", "[no active file]" are no paths.
    call.script = place.starts_with('/') ? place : std::string_view{};
    line.remove_prefix(end + kEnd.size());
    return true;
  }
  return false;
}

}  // namespace

std::optional<PhpMailCall> parse_php_mail_line(std::string_view line) {
  constexpr std::string_view kCall = "mail() on [";
  constexpr std::string_view kHeaders = " -- Headers:";
  constexpr std::string_view kSubject = " -- Subject:";
  line = without_leading_nuls(line);
  if (line.ends_with('\r')) line.remove_suffix(1);
  PhpMailCall call;
  if (line.starts_with("php: ")) line.remove_prefix(5);
  if (!take_date(line, call) || !line.starts_with(kCall)) return {};
  line.remove_prefix(kCall.size());
  if (!take_place(line, call)) return {};

  const std::size_t subject = line.rfind(kSubject);
  if (subject != kNone) {
    call.subject = trim(line.substr(subject + kSubject.size()));
    line = line.substr(0, subject);
  }
  const std::size_t headers = line.find(kHeaders);
  if (headers != kNone) {
    call.headers = trim(line.substr(headers + kHeaders.size()));
    line = line.substr(0, headers);
  }
  call.to = trim(line);
  return call;
}

}  // namespace queuehound
