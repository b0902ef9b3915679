// Sources that are there, readable, long enough and understood; and what can act on an answer.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "host/exim_hold_acl.h"
#include "verdict/look.h"

namespace queuehound {
namespace {

bool has_log(const CheckFile& file, LogKind kind) {
  return std::ranges::any_of(file.server.logs,
                             [&](const LogSource& log) { return log.kind == kind; });
}

constexpr std::string_view kSettings = "/etc/queuehound/queuehound.toml";

// Where each layout has them unless told otherwise: examples, to be replaced by what is there.
struct UsualPaths {
  Profile profile;
  std::string_view main_log, spool, login_log;
};
const UsualPaths& usual_paths(const CheckFile& file) {
  static constexpr UsualPaths kPaths[] = {
      {Profile::cpanel, "/var/log/exim_mainlog", "/var/spool/exim", "/var/log/maillog"},
      {Profile::hestia, "/var/log/exim4/mainlog", "/var/spool/exim4", "/var/log/dovecot.log"},
      {Profile::debian, "/var/log/exim4/mainlog", "/var/spool/exim4", "/var/log/mail.log"},
      {Profile::rhel, "/var/log/exim/main.log", "/var/spool/exim", "/var/log/maillog"},
      {Profile::custom, "/var/log/exim/mainlog", "/var/spool/exim", "/var/log/maillog"},
  };
  const auto* const row = std::ranges::find(kPaths, file.server.profile, &UsualPaths::profile);
  return row == std::end(kPaths) ? *std::prev(std::end(kPaths)) : *row;
}

// A table that stands twice in them makes the settings invalid as a whole.
void name_path(Finding& finding, std::string line, std::string_view advice) {
  finding.place = kSettings;
  finding.lines = {"[paths]", std::move(line)};
  finding.advice = std::string(advice) + "; where a [paths] stands there, write the line below it";
}

// "+05:30", as the settings take it.
std::string offset_text(seconds east) {
  const auto minutes = (east < seconds(0) ? -east : east).count() / 60;
  std::string text = east < seconds(0) ? "-" : "+";
  for (const auto number : {minutes / 60, minutes % 60})
    text +=
        (text.size() > 1 ? ":" : "") + std::string(number < 10 ? "0" : "") + std::to_string(number);
  return text;
}

constexpr unsigned kBeforeAllElse = 61;  // a missing main log costs 60 (judge_evidence.cc)

}  // namespace

std::optional<Finding> look_at_main_log(const CheckFile& file) {
  if (file.main_log_was_read) return {};
  Finding finding;
  finding.seen = has_log(file, LogKind::exim_main) ? "Exim's main log could not be read"
                                                   : "no main log of Exim was found";
  name_path(finding, "main_logs = [\"" + std::string(usual_paths(file).main_log) + "\"]",
            "name the file that \"exim -bP log_file_path\" tells, with main for %s");
  return finding;
}

std::optional<Finding> look_at_absent_logs(const CheckFile& file) {
  const std::vector<std::string>& absent = file.server.absent_logs;
  if (absent.empty()) return {};
  Finding finding;
  constexpr std::size_t kNamed = 3;
  for (std::size_t i = 0; i < std::min(kNamed, absent.size()); ++i)
    finding.seen += (i == 0 ? "" : ", ") + absent[i];
  if (absent.size() > kNamed)
    finding.seen += " and " + std::to_string(absent.size() - kNamed) + " more";
  finding.seen += absent.size() == 1 ? ", which the settings name, is not there"
                                     : ", which the settings name, are not there";
  if (!file.main_log_was_read) finding.cost = kBeforeAllElse;
  finding.advice =
      "name the file in queuehound.toml as it is called now, or take its line out: a log that no "
      "settings name is looked for at its usual places";
  return finding;
}

std::optional<Finding> look_at_queue(const CheckFile& file) {
  if (file.queue_was_read) return {};
  Finding finding;
  finding.seen = file.server.spool_directory.empty()
                     ? "no spool of Exim was found"
                     : "the queue in " + file.server.spool_directory + " could not be read";
  name_path(finding, "spool_directory = \"" + std::string(usual_paths(file).spool) + "\"",
            "name the directory that \"exim -bP spool_directory\" tells");
  return finding;
}

std::optional<Finding> look_at_permissions(const CheckFile& file) {
  if (file.unreadable.empty()) return {};
  Finding finding;
  const std::size_t more = file.unreadable.size() - 1;
  finding.seen = file.unreadable.front();
  if (more > 0) finding.seen += "; and " + std::to_string(more) + " more like it";
  finding.seen += " (reading as " + file.reader + ")";
  // What seems missing may be what was refused: that comes first, or somebody names in the settings
  // a log that was found long ago.
  if (!file.main_log_was_read || !file.queue_was_read) finding.cost = kBeforeAllElse;
  if (!file.is_root)
    finding.lines = {"sudo queuehound check"};
  else
    finding.advice = "root itself is refused: look at the mount and at SELinux or AppArmor";
  return finding;
}

// Of each site's log the last lines were tried.
std::optional<Finding> look_at_unread_access_logs(const CheckFile& file) {
  const SourceReport* first = nullptr;
  std::size_t unread = 0;
  for (const SourceReport& source : file.sources) {
    if (source.kind != log_kind_name(LogKind::access) || source.records == 0 ||
        source.unrecognised < source.records)
      continue;
    if (unread++ == 0) first = &source;
  }
  if (first == nullptr) return {};
  Finding finding;
  finding.seen = first->path + " is an access log of which no line is understood";
  if (unread > 1) finding.seen += ", and " + std::to_string(unread - 1) + " more are";
  finding.advice =
      "have the web server write access logs in the format that is named combined (CustomLog in "
      "Apache, access_log in nginx), "
      "or send the sample that \"queuehound check --lines\" shows";
  return finding;
}

std::optional<Finding> look_at_access_logs(const CheckFile& file) {
  if (has_log(file, LogKind::access)) return look_at_unread_access_logs(file);
  Finding finding;
  finding.seen = "no access log of a web server was found";
  name_path(finding, "access_logs = [\"/var/log/apache2/access.log\"]",
            "name where the web server writes them, or switch them on (CustomLog in Apache, "
            "access_log in nginx)");
  return finding;
}

std::optional<Finding> look_at_login_log(const CheckFile& file) {
  if (has_log(file, LogKind::dovecot)) return {};
  Finding finding;
  finding.seen = "no log of Dovecot was found";
  name_path(finding, "dovecot_logs = [\"" + std::string(usual_paths(file).login_log) + "\"]",
            "\"doveadm log find\" says where it writes");
  return finding;
}

// One line of a proxy's own may lack it; a format that lacks it lacks it always. What is offered is
// Dovecot's default: login-common/login-settings.c of 2.2 to 2.4, whose variables have other names.
std::optional<Finding> look_at_login_addresses(const CheckFile& file) {
  constexpr std::uint64_t kFewest = 3;
  const LoginSigns& signs = file.logins;
  if (signs.logins < kFewest || signs.with_address * 2 >= signs.logins) return {};
  Finding finding;
  finding.seen = "logins in " + signs.path + " tell no address";
  finding.place = file.login_format
                      ? file.login_format->path + ":" + std::to_string(file.login_format->line)
                      : "/etc/dovecot/local.conf";
  finding.lines = {file.is_dovecot_2_4
                       ? "login_log_format_elements = user=<%{user}> method=%{mechanism} "
                         "rip=%{remote_ip} lip=%{local_ip} mpid=%{mail_pid} %{secured} "
                         "session=<%{session}>"
                       : "login_log_format_elements = user=<%u> method=%m rip=%r lip=%l mpid=%e %c "
                         "session=<%{session}>"};
  finding.then = "doveadm reload";
  finding.advice = file.login_format
                       ? "in place of the line that stands there; it is Dovecot's own default"
                       : "it is Dovecot's own default";
  return finding;
}

std::optional<Finding> look_at_future(const CheckFile& file) {
  const LogSigns& signs = file.signs;
  if (signs.future == 0) return {};
  Finding finding;
  finding.seen = std::to_string(signs.future) +
                 " lines of the main log are stamped after now, the first: " + signs.future_line;
  finding.lines = {"timedatectl set-ntp true"};
  finding.advice =
      "a clock that was wrong heals with the next rotation; any other reason is "
      "somebody who writes into the log";
  return finding;
}

std::optional<Finding> look_at_zone(const CheckFile& file) {
  const bool is_late = file.signs.compared >= 5 && file.signs.late * 2 > file.signs.compared;
  if (file.zone_notes.empty() && !is_late) return {};
  Finding finding;
  if (file.zone_notes.empty()) {
    finding.seen =
        "the stamps of the main log and the message ids beside them are more than ten minutes "
        "apart";
    finding.lines = {"timedatectl set-ntp true"};
    finding.advice =
        "and by no zone's difference: the clock was set while Exim ran, or the lines "
        "are not as Exim wrote them";
    return finding;
  }
  finding.seen = file.zone_notes.front();
  finding.place = std::string(kSettings) + ", above its first [...]";
  finding.lines = {"timezone = \"" + offset_text(file.zone.offset_at(file.now)) + "\""};
  finding.advice =
      "it is what Exim's log has now: a zone's name, such as Europe/Berlin, knows summer time too";
  return finding;
}

std::optional<Finding> look_at_lines(const CheckFile& file) {
  std::uint64_t records = 0, strange = 0, disbelieved = 0;
  for (const SourceReport& source : file.sources) {
    records += source.records;
    disbelieved += source.disbelieved;
    strange += source.unrecognised - source.disbelieved;
  }
  if (strange + disbelieved == 0 || (strange + disbelieved) * 1000 < records) return {};
  Finding finding;
  finding.seen =
      std::to_string(strange) + " of " + std::to_string(records) + " log lines are not understood";
  if (disbelieved > 0)
    finding.seen += ", and " + std::to_string(disbelieved) + " could be read and are not believed";
  finding.lines = {"queuehound check --lines"};
  finding.advice = "samples with the column are below; send those that are no damage";
  return finding;
}

std::optional<Finding> look_at_firewall(const CheckFile& file) {
  const bool has = std::ranges::any_of(
      file.defences, [](const Defence& row) { return row.kind == DefenceKind::firewall; });
  if (has || !file.is_live) return {};
  Finding finding;
  finding.seen = "no firewall was found";
  finding.advice = "install nftables, firewalld or csf, or name another means in your own hands";
  return finding;
}

// Whether hold_account has something to work with. cPanel holds by itself; DirectAdmin's own
// configuration reads lists of its own.
std::optional<Finding> look_at_hold(const CheckFile& file) {
  const EximHold& hold = file.hold;
  if (file.server.profile == Profile::cpanel || file.server.exim_config_file.empty()) return {};
  const bool logins = hold.covers_logins() || hold.reads_blocked_logins;
  const bool users = hold.covers_users() || hold.reads_blocked_scripts;
  if (logins && users) return {};
  HoldInclusion how = hold_inclusion(file.server, hold);
  Finding finding;
  finding.seen = "Exim does not ask which accounts are held";
  finding.place = std::move(how.place);
  finding.lines = std::move(how.lines);
  finding.then = std::move(how.then);
  finding.advice = std::move(how.advice);
  return finding;
}

std::optional<Finding> look_at_testing(const CheckFile& file) {
  for (const Defence& defence : file.defences) {
    if (defence.note.empty()) continue;
    Finding finding;
    finding.seen = defence.name + " is " + defence.note;
    finding.place = defence.path;
    finding.lines = {"TESTING = \"0\""};
    finding.then = "csf -r";
    return finding;
  }
  return {};
}

}  // namespace queuehound
