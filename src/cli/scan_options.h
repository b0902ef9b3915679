// What was asked of `queuehound scan`, as typed: checked for form, not yet looked up. Times stay
// texts here, because what "today" means depends on the server's zone, which is found later.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "apply/state_directory.h"
#include "cli/terminal.h"
#include "report/text.h"

namespace queuehound {

struct SiteLog {
  std::string domain;  // "" where the lines themselves tell
  std::string path;
};

inline constexpr std::uint64_t kSmallestMemory = 64u << 20;  // with less no server can be read

struct ScanOptions {
  std::string root = "/";         // "/": the live server
  std::string now, since, until;  // for parse_time_option, which accepted them; "" not given
  std::string timezone;           // as in the configuration; "" not given
  std::string config;             // a file of this machine, never below root; "" not given
  std::string profile;            // one of the contract's six words; "" not given
  std::string spool;              // this and the logs: paths inside the server
  std::vector<std::string> main_logs, reject_logs, dovecot_logs, webmail_logs, php_mail_logs;
  std::vector<SiteLog> access_logs;
  std::string cache;  // a folder of this machine; "" the usual one
  bool no_cache = false;
  std::string state_directory{kStateDirectory};  // the journal's: what was done already
  unsigned threads = 0;                          // 0: as many as there are cores
  std::uint64_t max_memory = 0;                  // bytes; 0: no limit of our own
  bool is_gentle = false;  // the command only reads: it may stand back (cli/gentle.h)
  bool fast = false;       // and was asked not to
  bool json = false;
  TextDetail detail = TextDetail::normal;
  DisplayOptions display;

  bool is_live() const { return root == "/"; }
};

}  // namespace queuehound
