// When a line of a crontab comes due: "*/20 8-17 * * mon-fri", "@hourly".
#pragma once

#include <bitset>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace queuehound {

class CronSchedule {
 public:
  // Nothing of what some crons alone understand ("0~59", "@reboot"): nobody knows those minutes.
  static std::optional<CronSchedule> parse(std::string_view text);
  bool is_due(WallClock wall) const;  // in that minute

 private:
  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;
  std::bitset<13> months_;
  std::bitset<7> weekdays_;
  bool any_day_ = false, any_weekday_ = false;  // the field begins with "*"
};

}  // namespace queuehound
