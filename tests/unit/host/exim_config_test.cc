#include "host/exim_config.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

EximConfig parsed(std::string_view text) {
  return parse_exim_config(text, [](std::string_view path) -> std::optional<std::string> {
    if (path == "/etc/inc") return "smtp_banner = included\n";
    if (path == "/etc/loop") return ".include /etc/loop\n";
    return {};
  });
}

TEST(EximConfig, ReplacesMacrosAndJoinsLines) {
  const EximConfig config = parsed(
      "DIR = /var/spool\nSPOOL = DIR/exim\n# note\nspool_directory = SPOOL\n"
      "domainlist local_domains = a.example : \\\n  # between\n  b.example\nsplit_spool_directory\n"
      "no_local_from_check\nhide secret = \"x y\"\nbegin acl\nspool_directory = /wrong\n");
  EXPECT_EQ(config.option("spool_directory"), "/var/spool/exim");
  EXPECT_EQ(config.named_list("local_domains"), "a.example : b.example");
  EXPECT_EQ(config.option("split_spool_directory"), "true");
  EXPECT_EQ(config.option("local_from_check"), "false");
  EXPECT_EQ(config.option("secret"), "x y");
}

TEST(EximConfig, FollowsConditions) {
  const EximConfig config = parsed(
      ".ifdef NOTHING\nprimary_hostname = wrong\n.else\nprimary_hostname = right\n.endif\n"
      "SET = 1\n.ifndef SET\nqualify_domain = wrong\n.elifdef SET\nqualify_domain = "
      "right\n.endif\n");
  EXPECT_EQ(config.option("primary_hostname"), "right");
  EXPECT_EQ(config.option("qualify_domain"), "right");
}

TEST(EximConfig, ReadsIncludedFilesWithoutGoingRound) {
  EXPECT_EQ(parsed(".include /etc/inc\n.include_if_exists /no\n").option("smtp_banner"),
            "included");
  EXPECT_EQ(parsed(".include /etc/loop\nexim_user = mail\n").option("exim_user"), "mail");
}

TEST(EximConfig, UnderstandsWhatEximPrints) {
  const EximConfig config = parse_exim_options(
      "Exim version 4.96 #2 built 01-Jan-2026\nspool_directory = /var/spool/exim4\n"
      "no_split_spool_directory\ntimezone = \nfoo is not a known option\n/etc/exim4/exim4.conf\n"
      "domainlist local_domains = @:localhost\n");
  EXPECT_EQ(config.option("spool_directory"), "/var/spool/exim4");
  EXPECT_EQ(config.option("split_spool_directory"), "false");
  EXPECT_EQ(config.option("configure_file"), "/etc/exim4/exim4.conf");
  EXPECT_EQ(config.named_list("local_domains"), "@:localhost");
}

TEST(EximConfig, CutsListsAsEximDoes) {
  struct Row {
    std::string_view list;
    std::vector<std::string> items;
  };
  for (const Row& row :
       {Row{"a : b:c", {"a", "b", "c"}}, Row{": 127.0.0.1 : ::::1", {"127.0.0.1", "::1"}},
        Row{"<; 192.0.2.1 ; ::1", {"192.0.2.1", "::1"}}, Row{"", {}}})
    EXPECT_EQ(exim_list_items(row.list), row.items) << row.list;
}

TEST(EximConfig, TellsLogPaths) {
  EXPECT_EQ(exim_log_path("/var/log/exim_%slog", "main", ""), "/var/log/exim_mainlog");
  EXPECT_EQ(exim_log_path("syslog : /l/%s", "reject", ""), "/l/reject");
  EXPECT_EQ(exim_log_path("syslog", "main", "/s"), "");
  EXPECT_EQ(exim_log_path("", "main", "/s"), "/s/log/mainlog");
  EXPECT_TRUE(logs_to_syslog(": syslog"));
  EXPECT_FALSE(logs_to_syslog("/var/log/syslog"));
}

TEST(EximConfig, TellsTheVersion) {
  EXPECT_EQ(exim_version_in("Exim version 4.99.1 #2 built"), "4.99.1");
  EXPECT_EQ(exim_version_in("x exim 4.94 daemon started: pid=1\nx exim 4.96 daemon started: p\n"),
            "4.96");
  EXPECT_EQ(exim_version_in("subject exim 9.9 says"), "");
  EXPECT_EQ(exim_version_in("exim "), "");
}

}  // namespace
}  // namespace queuehound
