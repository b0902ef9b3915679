#include "apply/block_timer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>

#include "apply/output_of.h"
#include "apply/replace_file.h"
#include "apply/state_directory.h"
#include "base/hash.h"

namespace queuehound {
namespace {

// A journal elsewhere (--state) has a timer of its own: one name for both would end the blocks of
// the journal that was last used, and the other's never.
std::string unit_name(const LiveServer& live) {
  if (live.state_directory == kStateDirectory) return "queuehound-expire";
  return fmt::format("queuehound-expire-{:016x}", stable_hash(live.state_directory));
}

std::string unit_path(const LiveServer& live, std::string_view ending) {
  return fmt::format("/etc/systemd/system/{}{}", unit_name(live), ending);
}

// One word of ExecStart=, where % and $ mean something too.
std::string unit_word(std::string_view text) {
  std::string word = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') word += '\\';
    if (c == '%' || c == '$') word += c;
    word += c;
  }
  return word + "\"";
}

bool has_systemd(const LiveServer& live) { return live.root.exists("/run/systemd/system"); }

std::string systemctl() { return find_program({"/usr/bin/systemctl", "/bin/systemctl"}); }

std::string own_program() {
  std::array<char, 4096> path{};
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
  return length > 0 ? std::string(path.data(), static_cast<std::size_t>(length)) : std::string();
}

Result<> arm(const LiveServer& live, const std::string& program) {
  const std::string service = block_service_unit(program, live.state_directory);
  TRY(replace_file(live.root, unit_path(live, ".service"), service, 0644));
  TRY(replace_file(live.root, unit_path(live, ".timer"), block_timer_unit(), 0644));
  TRY(output_of({{systemctl(), "daemon-reload"}}));
  TRY(output_of({{systemctl(), "enable", "--now", unit_name(live) + ".timer"}}));
  return {};
}

}  // namespace

std::string block_timer_unit() {
  return "[Unit]\n"
         "Description=Ends queuehound's blocks whose time is over\n"
         "\n"
         "[Timer]\n"
         "OnBootSec=1min\n"
         "OnUnitActiveSec=5min\n"
         "OnActiveSec=5min\n"
         "\n"
         "[Install]\n"
         "WantedBy=timers.target\n";
}

std::string block_service_unit(std::string_view program, std::string_view state_directory) {
  return fmt::format(
      "[Unit]\n"
      "Description=Ends queuehound's blocks whose time is over\n"
      "\n"
      "[Service]\n"
      "Type=oneshot\n"
      "ExecStart={} block expire --state {}\n",
      unit_word(program), unit_word(state_directory));
}

std::string arm_block_timer(const LiveServer& live) {
  const std::string program = own_program();
  if (!has_systemd(live) || systemctl().empty() || program.empty())
    return "without systemd nothing ends it after a reboot: run `queuehound block expire` then";
  // Behind it, so that a crash between leaves no timer that is never made.
  const auto armed = arm(live, program);
  return armed ? "" : "no timer ends it after a reboot: " + armed.error().text;
}

Result<> disarm_block_timer(const LiveServer& live) {
  const std::string timer = unit_path(live, ".timer"), service = unit_path(live, ".service");
  if (!live.root.exists(timer) && !live.root.exists(service)) return {};
  if (has_systemd(live) && !systemctl().empty())
    TRY(output_of({{systemctl(), "disable", "--now", unit_name(live) + ".timer"}}));
  TRY(remove_file(live.root, timer));
  TRY(remove_file(live.root, service));
  if (has_systemd(live) && !systemctl().empty()) TRY(output_of({{systemctl(), "daemon-reload"}}));
  return {};
}

}  // namespace queuehound
