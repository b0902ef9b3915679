#include "host/exim_config.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

EximConfig parsed(std::string_view text) {
  return parse_exim_config(
      text,
      [](std::string_view path) -> std::optional<std::string> {
        if (path == "/etc/inc") return "smtp_banner = included\n";
        if (path == "/etc/loop") return ".include /etc/loop\n";
        return {};
      },
      "/etc/exim.conf");
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

struct Reading {
  std::string_view what, text, banner;
};

TEST(EximConfig, ReadsMacrosAndConditionsAsEximDoes) {
  for (const Reading& row : {
           Reading{"sees a later macro in an earlier one", "A = BB\nBB = x\nsmtp_banner = A\n",
                   "x"},
           Reading{"letters within a word", "FOO = bar\nsmtp_banner = aFOOb\n", "abarb"},
           Reading{"a whole line", "LINE = smtp_banner = x\nLINE\n", "x"},
           Reading{"changed", "A = x\nA == A y\nsmtp_banner = A\n", "x y"},
           Reading{"a part of a word holds", "FOO = x\n.ifdef AFOOB\nsmtp_banner = x\n.endif\n",
                   "x"},
           Reading{"an empty one holds", "A =\n.ifdef A\nsmtp_banner = x\n.endif\n", "x"},
           Reading{"a branch defines", ".ifndef A\nA = x\n.endif\nsmtp_banner = A\n", "x"},
           Reading{"an unread branch does not", ".ifdef Z\nA = x\n.endif\nsmtp_banner = A\n", "A"},
           Reading{"nested",
                   ".ifdef A\n.ifndef A\nsmtp_banner = 1\n.endif\n.else\nsmtp_banner = x\n"
                   ".endif\n",
                   "x"},
           Reading{"between continued lines",
                   "A = 1\nsmtp_banner = a \\\n.ifdef A\n b \\\n.else\n c "
                   "\\\n.endif\n d\n",
                   "a b d"},
           Reading{"never closed", ".ifndef A\nsmtp_banner = x\n", "x"},
           Reading{"a bare name", ".include inc\n", "included"},
           Reading{"a file by macro", "D = /etc\n.include D/inc\n", "included"},
           Reading{"not included", ".ifdef A\n.include /etc/inc\n.endif\n", ""},
       })
    EXPECT_EQ(parsed(row.text).option("smtp_banner"), row.banner) << row.what;
}

TEST(EximConfig, TellsWhereASettingBegins) {
  const EximConfig config = parsed(
      "# log_selector = +no\n.ifdef A\nlog_selector = +one\n.else\n\nlog_selector=+two \\\n  "
      "+three\n"
      ".endif\nlog_selector_x = 1\n.include /etc/inc\nbegin acl\nlog_selector = +acl\n");
  EXPECT_EQ(config.option("log_selector"), "+two +three");
  EXPECT_EQ(config.places.find("log_selector")->second.line, 6u);
  EXPECT_EQ(config.places.find("log_selector")->second.path, "/etc/exim.conf");
  EXPECT_EQ(config.places.find("smtp_banner")->second.path, "/etc/inc");
  EXPECT_EQ(config.places.find("smtp_banner")->second.line, 1u);
}

TEST(EximConfig, MacrosCannotGrowWithoutBound) {
  std::string text = "A0 = xxxxxxxx\n";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "A" + std::to_string(i - 1) + "_";
    text += "A" + std::to_string(i) + "_ = " + before + before + before + "\n";
  }
  EXPECT_LE(parsed(text + "smtp_banner = A59_\n").option("smtp_banner").size(), 65536u);
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
  // An empty item before the first path: Exim's built-in place, and the path is not used.
  EXPECT_EQ(exim_log_path(":syslog:/l/%s", "main", "/s"), "");
  EXPECT_TRUE(logs_to_file(": syslog"));
  EXPECT_TRUE(logs_to_file("syslog : /l/%s"));
  EXPECT_FALSE(logs_to_file("syslog"));
  EXPECT_FALSE(logs_to_file("syslog :"));
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
