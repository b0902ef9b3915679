#include "apply/block_timer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>

#include "apply/output_of.h"
#include "apply/replace_file.h"

namespace queuehound {
namespace {

constexpr std::string_view kTimer = "/etc/systemd/system/queuehound-expire.timer";
constexpr std::string_view kService = "/etc/systemd/system/queuehound-expire.service";

bool has_systemd(const LiveServer& live) { return live.root.exists("/run/systemd/system"); }

std::string systemctl() { return find_program({"/usr/bin/systemctl", "/bin/systemctl"}); }

std::string own_program() {
  std::array<char, 4096> path{};
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
  return length > 0 ? std::string(path.data(), static_cast<std::size_t>(length)) : std::string();
}

Result<> arm(const LiveServer& live, const std::string& program) {
  TRY(replace_file(live.root, kService, block_service_unit(program), 0644));
  TRY(replace_file(live.root, kTimer, block_timer_unit(), 0644));
  TRY(output_of({{systemctl(), "daemon-reload"}}));
  TRY(output_of({{systemctl(), "enable", "--now", "queuehound-expire.timer"}}));
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

std::string block_service_unit(const std::string& program) {
  return fmt::format(
      "[Unit]\n"
      "Description=Ends queuehound's blocks whose time is over\n"
      "\n"
      "[Service]\n"
      "Type=oneshot\n"
      "ExecStart={} block expire\n",
      program);
}

std::string arm_block_timer(const LiveServer& live) {
  const std::string program = own_program();
  if (!has_systemd(live) || systemctl().empty() || program.empty())
    return "without systemd a reboot may block it again, until `queuehound block expire` runs";
  // Behind it, so that a crash between leaves no timer that is never made.
  const auto armed = arm(live, program);
  return armed ? "" : "no timer ends it after a reboot: " + armed.error().text;
}

Result<> disarm_block_timer(const LiveServer& live) {
  if (!live.root.exists(kTimer) && !live.root.exists(kService)) return {};
  if (has_systemd(live) && !systemctl().empty())
    TRY(output_of({{systemctl(), "disable", "--now", "queuehound-expire.timer"}}));
  TRY(remove_file(live.root, kTimer));
  TRY(remove_file(live.root, kService));
  if (has_systemd(live) && !systemctl().empty()) TRY(output_of({{systemctl(), "daemon-reload"}}));
  return {};
}

}  // namespace queuehound
