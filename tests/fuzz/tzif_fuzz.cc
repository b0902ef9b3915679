// Any bytes as a TZif file: no crash, and a zone that was accepted gives back every instant.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/time.h"

using queuehound::seconds;
using queuehound::Time;
using queuehound::TimeZone;
using queuehound::WallClock;

namespace {

void check(const TimeZone& zone, std::int64_t epoch) {
  const Time at{seconds(epoch)};
  const std::int64_t offset = zone.offset_at(at).count();
  if (offset < -26 * 3600 || offset > 26 * 3600) std::abort();
  const Time back = zone.to_utc(WallClock{epoch + offset}, at);
  // Hostile zones may show one wall time more than twice; then a later instant is as good.
  if (back < at || back > at + seconds(3 * 86400)) std::abort();
  queuehound::to_rfc3339(at, zone);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  for (const auto& zone : {TimeZone::parse_tzif(input), TimeZone::parse_posix(input)}) {
    if (!zone) continue;
    for (std::int64_t epoch = -4000000000; epoch < 20000000000; epoch += 123456789)
      check(*zone, epoch);
    zone->to_utc(WallClock{INT64_MAX});
    zone->to_utc(WallClock{INT64_MIN});
    zone->offset_at(Time{seconds(INT64_MAX)});
    zone->offset_at(Time{seconds(INT64_MIN)});
  }
  return 0;
}
