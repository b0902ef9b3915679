#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apply/disable_cron.h"
#include "apply/owned_path.h"
#include "apply/stop_process.h"

namespace queuehound {
namespace {

Server two_accounts() {
  Server server;
  server.accounts = {{"mallory", 1001, 1001, "/home/mallory", "/bin/bash", "/home2/mallory"},
                     {"alice", 1002, 1002, "/home/alice", "/bin/bash", ""},
                     {"www-data", 33, 33, "/var/www", "/usr/sbin/nologin", ""}};
  server.sites = {{"bird.example", {}, "", "/srv/bird/htdocs", ""}};
  server.web_server_users = {"www-data"};
  server.build_index();
  return server;
}

TEST(PathWithoutLinks, OnlyWhatAHomeOrADocumentRootHolds) {
  const Server server = two_accounts();
  const struct {
    std::string path, real;
  } rows[] = {
      {"/home/mallory/a.php", "/home2/mallory/a.php"},
      {"/home2/mallory/a.php", "/home2/mallory/a.php"},
      {"/home/alice/x/y.php", "/home/alice/x/y.php"},
      {"/srv/bird/htdocs/t.php", "/srv/bird/htdocs/t.php"},
      {"/home/mallory", ""},
      {"/home/mallory/", ""},
      {"/home/mallory/../alice/x.php", ""},
      {"/home/mallory/./x.php", ""},
      {"/home/mallory//x.php", ""},
      {"/home/malloryx/x.php", ""},
      {"/etc/passwd", ""},
      {"/srv/bird/other.php", ""},
      {"home/mallory/x.php", ""},
      {"", ""},
      {std::string("/home/mallory/x\0.php", 20), ""},
  };
  for (const auto& row : rows)
    EXPECT_EQ(path_without_links(server, row.path), row.real) << row.path;
}

TEST(CommentOut, ExactlyTheLinesThatStartTheScript) {
  const std::string script = "/home/mallory/.cache/m.pl";
  const struct {
    std::string_view line;
    bool is_it;
  } rows[] = {
      {"*/5 * * * * /home/mallory/.cache/m.pl 3", true},
      {"*/5 * * * * cd /home/mallory/.cache && ./m.pl", true},
      {"*/5 * * * * cd \"/home/mallory/.cache\"; perl m.pl >/dev/null", true},
      {"@reboot perl '/home/mallory/.cache/m.pl'", true},
      {"*/5 * * * * /home/mallory/.cache/m.pl.old", false},
      {"*/5 * * * * /home/mallory/.cache/other.pl", false},
      {"*/5 * * * * cd /home/mallory/.cache2 && ./m.pl", false},
      {"*/5 * * * * cd /home/mallory/.cache && ./xm.pl", false},
      {"# */5 * * * * /home/mallory/.cache/m.pl", false},
      {"MAILTO=/home/mallory/.cache/m.pl", false},
  };
  for (const auto& row : rows) {
    const std::string bytes = "# top\n" + std::string(row.line) + "\n0 4 * * * true";
    const CronEdit edit = comment_out(bytes, false, "mallory", script, "");
    EXPECT_EQ(edit.lines, row.is_it ? "2" : "") << row.line;
    EXPECT_EQ(without_marks(edit.bytes, marked_lines(edit.bytes)), bytes)
        << "and back, byte for byte";
  }
}

TEST(CommentOut, ForcedBackItTakesNoMarkOfAnother) {
  const std::string bytes = "0 1 * * * /home/mallory/a.pl\n0 2 * * * /home/mallory/b.pl\n";
  const std::string one = comment_out(bytes, false, "mallory", "/home/mallory/a.pl", "").bytes;
  const std::string both = comment_out(one, false, "mallory", "/home/mallory/b.pl", "").bytes;
  EXPECT_EQ(without_marks(both, marked_lines(one)),
            comment_out(bytes, false, "mallory", "/home/mallory/b.pl", "").bytes);
}

TEST(CommentOut, InSystemFilesOnlyTheAccountsOwnLines) {
  const std::string bytes =
      "* * * * * alice /home/mallory/m.pl\r\n* * * * * mallory /home/mallory/m.pl\n";
  const CronEdit edit = comment_out(bytes, true, "mallory", "/home/mallory/m.pl", "");
  EXPECT_EQ(edit.lines, "2");
  EXPECT_EQ(without_marks(edit.bytes, marked_lines(edit.bytes)), bytes);
}

TEST(IsMailer, TheAccountsOwnProgramsInThePlaceAndNeverAServersDaemon) {
  const MailerPlace place{1001, "/home/m/.x/m.pl", "/home/m/.x"};
  const auto process = [](std::uint32_t uid, std::string program, std::string directory,
                          std::vector<std::string> arguments) {
    Process made;
    made.pid = 4000;
    made.uid = uid;
    made.state = 'S';
    made.program = std::move(program);
    made.directory = std::move(directory);
    made.arguments = std::move(arguments);
    return made;
  };
  EXPECT_TRUE(is_mailer(process(1001, "/usr/bin/perl", "/home/m/.x", {"perl", "m.pl"}), place));
  EXPECT_TRUE(is_mailer(process(1001, "/usr/bin/perl", "/", {"perl", "/home/m/.x/m.pl"}), place));
  EXPECT_TRUE(is_mailer(process(1001, "/home/m/.x/bot", "/", {"[kworker]"}), place));
  EXPECT_TRUE(is_mailer(process(1001, "/usr/bin/perl", "/home/m", {"perl", ".x/m.pl"}), place));
  EXPECT_FALSE(is_mailer(process(1002, "/usr/bin/perl", "/home/m/.x", {"perl"}), place));
  EXPECT_FALSE(is_mailer(process(1001, "/usr/bin/perl", "/home/m/.xy", {"perl"}), place));
  EXPECT_FALSE(is_mailer(process(1001, "/usr/sbin/php-fpm8.2", "/home/m/.x", {"php-fpm"}), place));
  EXPECT_FALSE(is_mailer(process(1001, "/usr/sbin/exim4", "/home/m/.x", {"exim"}), place));
  Process on_terminal = process(1001, "/bin/bash", "/home/m/.x", {"bash"});
  on_terminal.has_terminal = true;
  EXPECT_FALSE(is_mailer(on_terminal, place));
}

// A name may hold any byte, and a process chooses it.
TEST(Processes, OurselvesAreFoundWithOurStartTime) {
  const auto self = read_process(::getpid());
  ASSERT_TRUE(self);
  EXPECT_EQ(self->uid, ::geteuid());
  EXPECT_EQ(self->parent, ::getppid());
  EXPECT_TRUE(open_process(*self));
  Process other = *self;
  other.start += 1;
  const auto opened = open_process(other);
  ASSERT_FALSE(opened) << "the same pid at another time is another process";
  EXPECT_EQ(opened.error().kind, Error::Kind::gone);
}

}  // namespace
}  // namespace queuehound
