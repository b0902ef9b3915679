// How long logrotate keeps a log: its configuration as far as it says how many files of how many
// days.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/root_dir.h"

namespace queuehound {

struct RotationRule {
  std::vector<std::string> patterns = {};  // of the logs it keeps
  std::size_t keep = 0;                    // `rotate N`: old files
  std::size_t every_days = 7;              // 1, 7, 30, 365
  bool is_hourly = false;
  bool is_by_size = false;       // `size`: instead of days
  bool has_max_size = false;     // `maxsize`: besides them
  std::size_t max_age = 0;       // `maxage N`: days, whatever N of `rotate`; 0 none
  std::string old_folder = {};   // `olddir`: where the old files go
  std::string path = {};         // the file it stands in
  std::size_t line = 0;          // of its `rotate`; of its opening brace where it has none
  std::size_t max_age_line = 0;  // 0: it stands outside the braces, or nowhere
  bool has_rotate = false;       // of its own, between the braces
  // logrotate runs once a day: by size that is how often it rotates at most.
  std::size_t days_a_file() const { return is_by_size || has_max_size ? 1 : every_days; }
  std::size_t rotations_in(std::size_t days) const {
    return is_hourly ? days * 24 : (days + days_a_file() - 1) / days_a_file();
  }
  std::size_t days_by_count() const { return is_hourly ? keep / 24 : keep * days_a_file(); }
  std::size_t days() const {
    return max_age > 0 ? std::min(days_by_count(), max_age) : days_by_count();
  }
};

// What stands outside braces holds for the blocks after it: `defaults`, changed where this text
// does so.
std::vector<RotationRule> parse_logrotate(std::string_view text, RotationRule& defaults);

// /etc/logrotate.conf and /etc/logrotate.d/*.
std::vector<RotationRule> read_logrotate(const RootDir& root);

const RotationRule* rule_for(const std::vector<RotationRule>& rules, std::string_view log);

}  // namespace queuehound
