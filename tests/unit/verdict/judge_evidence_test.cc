#include "verdict/judge_evidence.h"
#include "verdict/look.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace queuehound {
namespace {

// A server with nothing wrong, to take things away from.
Server whole_server() {
  Server server;
  server.profile = Profile::cpanel;
  server.exim_config_file = "/etc/exim.conf";
  server.log_selector = "+all";
  for (const LogKind kind :
       {LogKind::exim_main, LogKind::dovecot, LogKind::access, LogKind::php_mail})
    server.logs.push_back({"/var/log/x", kind, {}, {}, false});
  return server;
}

CheckFile whole_file(const Server& server) {
  CheckFile file{.server = server, .now = Time(seconds(1'795'000'000)), .reader = "root"};
  file.queue_was_read = file.main_log_was_read = true;
  return file;
}

std::vector<std::string> names_of(const CheckFile& file) {
  std::vector<std::string> names;
  for (const Finding& finding : judge_evidence(file)) names.push_back(finding.name);
  return names;
}

TEST(Findings, AWholeServerHasNone) {
  const Server server = whole_server();
  EXPECT_TRUE(judge_evidence(whole_file(server)).empty());
  EXPECT_EQ(evidence_grade({}), EvidenceGrade::good);
}

TEST(Findings, AnAccessLogThatNobodyCanReadIsAsGoodAsNone) {
  const Server server = whole_server();
  CheckFile file = whole_file(server);
  file.sources = {{"/l/a.log", "access", 900, 30, 29, "{"}};
  EXPECT_EQ(names_of(file), std::vector<std::string>{"lines"});
  file.sources.push_back({"/l/b.log", "access", 900, 30, 30, "{"});
  EXPECT_EQ(names_of(file), (std::vector<std::string>{"access_log", "lines"}));
  EXPECT_TRUE(judge_evidence(file).front().seen.starts_with("/l/b.log "));
}

TEST(Findings, ALogOfTwoProgramsIsOneLog) {
  const Server server = whole_server();
  CheckFile file = whole_file(server);
  const Time yesterday = file.now - seconds(86400);
  for (const LogKind kind : {LogKind::exim_main, LogKind::dovecot})
    file.reach.push_back({.path = "/var/log/mail.log", .kind = kind, .oldest = yesterday});
  const std::vector<Finding> found = judge_evidence(file);
  ASSERT_EQ(names_of(file), std::vector<std::string>{"history"});
  EXPECT_FALSE(found.front().seen.contains("another log")) << found.front().seen;
}

TEST(Findings, WhatWasRefusedComesBeforeWhatSeemsMissingForIt) {
  const Server server = whole_server();
  CheckFile file = whole_file(server);
  file.unreadable = {"/var/spool/exim4: permission denied"};
  file.main_log_was_read = false;
  EXPECT_EQ(names_of(file), (std::vector<std::string>{"unreadable", "main_log"}));
}

TEST(Findings, EachComesAloneWhenItsThingIsMissing) {
  struct Row {
    std::string_view name;
    void (*harm)(Server& server, CheckFile& file);
  };
  const auto without = [](Server& server, LogKind kind) {
    std::erase_if(server.logs, [&](const LogSource& log) { return log.kind == kind; });
  };
  static const auto drop = without;
  const Row rows[] = {
      {"main_log", [](Server&, CheckFile& f) { f.main_log_was_read = false; }},
      {"absent_log", [](Server& s, CheckFile&) { s.absent_logs = {"/l", "/m"}; }},
      {"queue", [](Server&, CheckFile& f) { f.queue_was_read = false; }},
      {"unreadable", [](Server&, CheckFile& f) { f.unreadable = {"/x: permission denied"}; }},
      {"log_selector", [](Server& s, CheckFile&) { s.log_selector = "+all -arguments"; }},
      {"access_log", [](Server& s, CheckFile&) { drop(s, LogKind::access); }},
      {"login_log", [](Server& s, CheckFile&) { drop(s, LogKind::dovecot); }},
      {"login_address", [](Server&, CheckFile& f) { f.logins = {9, 1, "/var/log/x"}; }},
      {"php_header",
       [](Server&, CheckFile& f) {
         f.php = {{.ini = "/etc/php.ini", .log = {"/etc/php.ini", 3, "/l"}}};
       }},
      {"php_log",
       [](Server& s, CheckFile& f) {
         drop(s, LogKind::php_mail);
         f.php = {{.ini = "/etc/php.ini", .header = {"/etc/php.ini", 3, "On"}}};
       }},
      {"future_stamps", [](Server&, CheckFile& f) { f.signs.future = 2; }},
      {"zone", [](Server&, CheckFile& f) { f.zone_notes = {"stamps differ"}; }},
      {"history",
       [](Server&, CheckFile& f) {
         f.reach = {{"/var/log/x", LogKind::exim_main, 3, 10, f.now - seconds(5 * 86400)}};
       }},
      {"csf_testing",
       [](Server&, CheckFile& f) {
         f.defences = {{DefenceKind::firewall, "csf", "/etc/csf/csf.conf", "in testing mode"}};
       }},
      {"firewall", [](Server&, CheckFile& f) { f.is_live = true; }},
      {"lines", [](Server&, CheckFile& f) { f.sources = {{"/l", "exim_main", 9, 100, 5, "?"}}; }},
  };
  for (const Row& row : rows) {
    Server server = whole_server();
    CheckFile file = whole_file(server);
    row.harm(server, file);
    const auto findings = judge_evidence(file);
    ASSERT_EQ(findings.size(), 1u) << row.name;
    EXPECT_EQ(findings[0].name, row.name);
    EXPECT_GT(findings[0].cost, 0u) << row.name;
    EXPECT_FALSE(findings[0].seen.empty() || findings[0].costs.empty()) << row.name;
    EXPECT_FALSE(findings[0].lines.empty() && findings[0].advice.empty()) << row.name;
  }
}

TEST(Findings, TheSelectorLineHoldsWhatIsThereAndWhatIsMissing) {
  Server server = whole_server();
  server.log_selector = "+tls_sni";
  const auto findings = judge_evidence(whole_file(server));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].lines[0],
            "log_selector = +tls_sni +arguments +subject +received_recipients +pid +incoming_port");
  EXPECT_EQ(evidence_grade(findings), EvidenceGrade::weak);
}

TEST(Findings, WithoutConfigurationTheLinesTell) {
  Server server = whole_server();
  server.log_selector = {};
  CheckFile file = whole_file(server);
  EXPECT_TRUE(names_of(file).empty());  // no lines: nothing is claimed
  file.signs = {.lines = 50, .arrivals = 20, .with_subject = 20, .local_arrivals = 9};
  std::vector<std::string_view> missing;
  for (const WantedSelector& wanted : missing_selectors(file)) missing.push_back(wanted.name);
  EXPECT_EQ(missing, (std::vector<std::string_view>{"arguments", "received_recipients", "pid"}));
}

// Two of them in one file, and nobody reads the file any more.
TEST(Findings, WhatGoesIntoTheSettingsIsOneTable) {
  Server server = whole_server();
  server.profile = Profile::debian;
  std::erase_if(server.logs, [](const LogSource& log) { return log.kind != LogKind::php_mail; });
  CheckFile file = whole_file(server);
  file.queue_was_read = file.main_log_was_read = false;
  unsigned tables = 0;
  for (const Finding& finding : judge_evidence(file)) {
    if (finding.lines.empty() || finding.lines.front() != "[paths]") continue;
    ++tables;
    EXPECT_TRUE(finding.advice.contains("where a [paths] stands there")) << finding.advice;
    if (finding.name != "main_log") continue;
    EXPECT_EQ(finding.lines.back(), "main_logs = [\"/var/log/exim4/mainlog\"]");
  }
  EXPECT_EQ(tables, 4u);
}

TEST(Findings, TheZoneOfferedIsTheOneThatTheIdsTell) {
  const Server server = whole_server();
  CheckFile file = whole_file(server);
  file.zone_notes = {"stamps differ"};
  const std::pair<int, std::string> rows[] = {
      {0, "+00:00"}, {19800, "+05:30"}, {-12600, "-03:30"}, {7200, "+02:00"}};
  for (const auto& [east, text] : rows) {
    file.zone = TimeZone::fixed(seconds(east));
    EXPECT_EQ(judge_evidence(file).front().lines[0], "timezone = \"" + text + "\"");
  }
}

TEST(Findings, AYoungLogOfALongRuleIsNotShort) {
  const Server server = whole_server();
  CheckFile file = whole_file(server);
  file.reach = {{"/var/log/x", LogKind::exim_main, 3, 10, file.now - seconds(5 * 86400)}};
  file.rotation = {{.patterns = {"/var/log/*"}, .keep = 40, .every_days = 1, .path = "/r"}};
  EXPECT_TRUE(names_of(file).empty());
  file.rotation[0].keep = 7;
  file.rotation[0].line = 4;
  const auto findings = judge_evidence(file);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].place, "/r:4");
  EXPECT_EQ(findings[0].lines[0], "rotate 31");
}

TEST(Findings, DearestFirst) {
  Server server = whole_server();
  server.log_selector = "";
  CheckFile file = whole_file(server);
  file.is_live = true;
  file.queue_was_read = false;
  EXPECT_EQ(names_of(file), (std::vector<std::string>{"log_selector", "queue", "firewall"}));
}

}  // namespace
}  // namespace queuehound
