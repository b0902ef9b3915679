// The lines that nearly all of an access log is made of, read in one pass: `client - - [stamp]
// "GET /path HTTP/1.1" 200 1234 "referer" "agent"`, without the last two in a common log. Whatever
// has another shape, a backslash or one field more is left to the whole parser; a fuzzer holds the
// two against each other, field by field (tests/fuzz/access_log_fuzz.cc).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "formats/access_log.h"

namespace queuehound {

class PlainAccessReader {
 public:
  // Fills `request` as parse_access_line() would and returns true; or false, and `request` is not
  // to be used: the line may still be a good one.
  bool read(std::string_view line, AccessRequest& request);

 private:
  bool read_stamp(std::string_view line, std::size_t at, Time& time);

  // The day and zone of the line before, which are mostly this one's too.
  std::array<char, 13> day_{};
  std::array<char, 7> zone_{};
  std::int64_t midnight_ = 0;  // of that day in that zone
};

}  // namespace queuehound
