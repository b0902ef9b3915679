#include "formats/access_stamp.h"

#include "formats/clock_text.h"

namespace queuehound {

std::optional<Time> access_time(std::string_view text) {
  if (text.size() != kStampLength - 2 || text[2] != '/' || text[6] != '/' || text[11] != ':' ||
      text[20] != ' ')
    return {};
  const auto zone = zone_at(text, 21);
  const auto wall = wall_seconds(digits_at(text, 7, 4), static_cast<int>(month_at(text, 3)),
                                 digits_at(text, 0, 2), clock_at(text, 12));
  if (!zone || !wall) return {};
  return Time{seconds{*wall - zone->seconds}};
}

std::optional<Time> access_stamp_at(std::string_view line, std::size_t at) {
  if (at > line.size() || line.size() - at < kStampLength || line[at + kStampLength - 1] != ']')
    return {};
  return access_time(line.substr(at + 1, kStampLength - 2));
}

}  // namespace queuehound
