// What a server is told to log: Exim's log_selector, PHP's mail options, logrotate's rules.
#include <gtest/gtest.h>

#include "host/log_selector.h"
#include "host/logrotate_config.h"
#include "host/php_settings.h"

namespace queuehound {
namespace {

TEST(LogSelector, IsReadFromLeftToRight) {
  struct {
    std::string_view text, name;
    bool is_on;
  } rows[] = {{"", "subject", false},
              {"+subject", "subject", true},
              {"+subject+pid", "pid", true},
              {"+subject -subject", "subject", false},
              {"+all", "arguments", true},
              {"+all -arguments", "arguments", false},
              {"+arguments -all", "arguments", false},
              {"+subjects", "subject", false},
              {"subject", "subject", false},
              {"", "retry_defer", true},
              {"-all", "retry_defer", false},
              {"-retry_defer", "retry_defer", false},
              {"-retry_defer +all", "retry_defer", true}};
  for (const auto& row : rows) EXPECT_EQ(selects(row.text, row.name), row.is_on) << row.text;
}

TEST(LogSelector, MergingKeepsWhatIsThereAndSwitchesOnWhatIsWanted) {
  EXPECT_EQ(merged_log_selector("", {"arguments", "pid"}), "+arguments +pid");
  EXPECT_EQ(merged_log_selector("+tls_sni  -retry_defer", {"pid"}), "+tls_sni -retry_defer +pid");
  EXPECT_EQ(merged_log_selector("+all -pid", {"pid", "subject"}), "+all");
  EXPECT_EQ(merged_log_selector("+pid -msg_id", {"msg_id"}), "+pid");
  EXPECT_EQ(merged_log_selector("-all +pid", {"msg_id"}), "-all +pid +msg_id");
  EXPECT_EQ(merged_log_selector("+pid -all", {"pid"}), "-all +pid");
  EXPECT_EQ(merged_log_selector("+ALL", {"pid"}), "+all");
  EXPECT_EQ(merged_log_selector("none 0x1 +of_a_newer_exim", {"pid"}), "+of_a_newer_exim +pid");
  EXPECT_EQ(merged_log_selector("subject, + Pid", {"tls_cn"}), "+subject +pid +tls_cn");
}

TEST(PhpSettings, AreReadFromIniAndPool) {
  const auto found = parse_php_settings(
      "; mail.log = /no\nmail.add_x_header = On ; yes\nphp_admin_value[mail.log] = \"/a b\"\n");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].key, "mail.add_x_header");
  EXPECT_EQ(found[0].value, "On");
  EXPECT_EQ(found[0].line, 2u);
  EXPECT_EQ(found[1].key, "mail.log");
  EXPECT_EQ(found[1].value, "/a b");
}

TEST(PhpSettings, PoolsCountOnlyWhereEachOfThemSaysSo) {
  PhpInstall install{.pools = 2, .pools_with_header = 1};
  EXPECT_FALSE(marks_mail(install));
  install.pools_with_header = 2;
  EXPECT_TRUE(marks_mail(install));
  install.log.value = "/dev/null";
  EXPECT_FALSE(logs_mail(install));
}

TEST(PhpSettings, OfOnePathOrHostAreNotEverybodys) {
  const auto found = parse_php_settings(
      "[mail function]\nmail.log = /a\n[PATH=/home/x]\nmail.log = /b\n[host=x.example]\n"
      "mail.add_x_header = On\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].value, "/a");
}

TEST(PhpSettings, EachSectionOfAFileIsAPool) {
  PhpInstall install{.header = {"/php.ini", 3, "On"}};
  take_php_pools(
      install, "/fpm.conf",
      "[global]\npid = x\n; [old]\n[a]\nphp_admin_value[mail.log] = /a\n[b]\nuser = b\n");
  EXPECT_EQ(install.pools, 2u);
  EXPECT_EQ(install.pools_with_log, 1u);
  EXPECT_TRUE(marks_mail(install));
  EXPECT_FALSE(logs_mail(install));
  take_php_pools(install, "/c.conf", "[c]\n\nphp_admin_flag[mail.add_x_header] = off\n");
  EXPECT_FALSE(marks_mail(install)) << "a pool goes before php.ini";
  EXPECT_EQ(install.header_off.path, "/c.conf");
  EXPECT_EQ(install.header_off.line, 3u);
}

TEST(Logrotate, BlocksInheritWhatStandsOutside) {
  RotationRule defaults;
  const auto rules = parse_logrotate(
      "weekly\nrotate 4\n/var/log/a.log \"/var/log/b.log\" {\n  daily\n  rotate 10\n  postrotate\n"
      "    rotate 99 }\n  endscript\n}\n/var/log/exim4/*log\n{\n}\n",
      defaults);
  ASSERT_EQ(rules.size(), 2u);
  EXPECT_EQ(rules[0].days(), 10u);
  EXPECT_EQ(rules[0].line, 5u);
  EXPECT_EQ(rules[0].patterns.size(), 2u);
  EXPECT_EQ(rules[1].days(), 28u);
  EXPECT_EQ(rule_for(rules, "/var/log/exim4/mainlog"), &rules[1]);
  EXPECT_EQ(rule_for(rules, "/var/log/c.log"), nullptr);
}

TEST(Logrotate, ASizeTakesThePlaceOfAnInterval) {
  RotationRule defaults;
  const auto rules = parse_logrotate(
      "weekly\n/a {\n\tsize=10M\n\trotate\t=\t8\n}\n/b {\n  size 10M\n  monthly\n  rotate 2\n}\n"
      "/c {\n  maxsize 9k\n  monthly\n  rotate 2\n  olddir old\n}\n/d {\n  hourly\n  rotate "
      "48\n}\n",
      defaults);
  ASSERT_EQ(rules.size(), 4u);
  EXPECT_EQ(rules[0].days(), 8u);
  EXPECT_EQ(rules[1].days(), 60u);
  EXPECT_EQ(rules[2].days(), 2u);
  EXPECT_EQ(rules[2].old_folder, "old");
  EXPECT_EQ(rules[3].days(), 2u);
  EXPECT_EQ(rules[3].rotations_in(30), 720u);
  EXPECT_FALSE(rules[0].has_rotate && defaults.has_rotate);
}

TEST(Logrotate, AStarIsNoSlash) {
  const std::vector<RotationRule> rules{{.patterns = {"/var/log/*log"}},
                                        {.patterns = {"/var/log/*/*log"}}};
  EXPECT_EQ(rule_for(rules, "/var/log/exim4/mainlog"), &rules[1]);
  EXPECT_EQ(rule_for(rules, "/var/log/maillog"), &rules[0]);
  EXPECT_EQ(rule_for(rules, "/var/log"), nullptr);
}

TEST(Logrotate, AnAgeEndsWhatACountWouldKeep) {
  RotationRule defaults;
  const auto rules = parse_logrotate(
      "daily\n/var/log/a.log {\n  rotate 90\n  maxage 7\n}\n"
      "/var/log/b.log {\n  rotate -1\n}\n/var/log/c.log {\n  rotate 5\n  maxage 60\n}\n",
      defaults);
  ASSERT_EQ(rules.size(), 3u);
  EXPECT_EQ(rules[0].days(), 7u);
  EXPECT_EQ(rules[0].days_by_count(), 90u);
  EXPECT_GT(rules[1].days(), 365u);
  EXPECT_EQ(rules[2].days(), 5u);
}

}  // namespace
}  // namespace queuehound
