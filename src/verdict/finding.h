// What stands between this server and good evidence: each thing that is missing, what that costs
// the day somebody sends spam, and the exact remedy. Nothing is changed; nothing is read here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/incident.h"
#include "host/defences.h"
#include "host/exim_hold.h"
#include "host/logrotate_config.h"
#include "host/php_settings.h"
#include "host/selector_source.h"
#include "host/server.h"
#include "host/setting_line.h"
#include "survey/log_reach.h"
#include "survey/log_signs.h"
#include "survey/login_signs.h"

namespace queuehound {

// All that was looked at, read before.
struct CheckFile {
  const Server& server;
  Time now{};
  TimeZone zone = TimeZone::utc();  // of Exim's stamps
  bool is_live = false;             // not a copy, where what is missing may only not be copied
  bool is_root = false;
  std::string reader = {};        // "uid 1000": as whom we read
  std::string exim_version = {};  // "4.96"; "" unknown
  std::size_t baseline_days = 30;
  std::optional<SettingLine> selector_line = {};       // in what Exim reads
  std::optional<SelectorSource> selector_source = {};  // in what that is generated from
  LogSigns signs = {};
  LoginSigns logins = {};
  std::optional<SettingLine> login_format = {};  // Dovecot's login_log_format_elements
  bool is_dovecot_2_4 = false;                   // whose variables have other names
  std::vector<LogReach> reach = {};
  std::vector<PhpInstall> php = {};
  std::vector<RotationRule> rotation = {};
  std::vector<Defence> defences = {};
  EximHold hold = {};
  std::vector<SourceReport> sources = {};
  std::vector<std::string> zone_notes = {};  // where stamps and ids disagree
  std::vector<std::string> unreadable = {};  // sentences, with the path
  bool queue_was_read = false, main_log_was_read = false;
};

struct Finding {
  std::string name = {};                // of its row: "log_selector"
  unsigned cost = 0;                    // of evidence; only their order and sum mean something
  std::string seen = {};                // "log_selector lacks +arguments +subject"
  std::string costs = {};               // "without ... nobody can say ..."
  std::string place = {};               // file, or file:line; "" where it is no file
  std::vector<std::string> lines = {};  // to write there, or to run, as they stand
  std::string then = {};                // the command that makes it so; "" none
  std::string advice = {};              // a sentence where lines do not say it all
};

}  // namespace queuehound
