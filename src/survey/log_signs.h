// What the last stretch of Exim's main log shows of how it is written: which optional fields its
// lines hold, and whether its stamps agree with the clock inside the message ids. For servers whose
// configuration cannot be read, and to see whether it is really in force.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/root_dir.h"
#include "base/time.h"
#include "host/server.h"

namespace queuehound {

struct LogSigns {
  std::uint64_t lines = 0;     // with a stamp
  std::uint64_t with_pid = 0;  // "[123]"
  std::uint64_t arrivals = 0;  // "<="
  std::uint64_t with_subject = 0, with_recipients = 0;
  std::uint64_t with_header_id = 0;                            // id=
  std::uint64_t remote_deliveries = 0, with_confirmation = 0;  // "=>" with H=; C="..." too
  std::uint64_t local_arrivals = 0;  // of programs on this server, which cwd= lines belong to
  std::uint64_t cwd_lines = 0;
  std::uint64_t with_host = 0, with_port = 0;  // arrivals from elsewhere
  std::uint64_t compared = 0, late = 0;        // stamps beside ids; more than ten minutes apart
  std::uint64_t future = 0;                    // stamps more than five minutes after `now`
  Time newest{};
  std::string future_line = {};
};

class LogSignsLearner {
 public:
  LogSignsLearner(TimeZone zone, Time now, std::string_view syslog_name = {})
      : zone_(std::move(zone)), now_(now), syslog_name_(syslog_name) {}
  void learn_line(std::string_view line);  // without its line end; syslog's too
  const LogSigns& signs() const { return signs_; }

 private:
  const TimeZone zone_;
  const Time now_;
  const std::string_view syslog_name_;
  LogSigns signs_;
};

// Whether lines like these are written with a selector; nothing where too few can tell.
std::optional<bool> shows_selector(const LogSigns& signs, std::string_view name);

// The last megabytes of the main logs, with the newest rotations that are not packed where the live
// one is small.
LogSigns read_log_signs(const RootDir& root, const Server& server, const TimeZone& zone, Time now);

}  // namespace queuehound
