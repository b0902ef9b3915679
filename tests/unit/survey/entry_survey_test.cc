// The third look: which uploads name a file, which segments are read, what lies beside a file.
#include "survey/entry_survey.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "survey/entry_log_reader.h"
#include "survey/mailbox_rules.h"
#include "survey/siblings.h"
#include "survey/upload_logs.h"
#include "unit/host/tree_on_disk.h"

namespace queuehound {
namespace {

Server server_of_two() {
  Server server;
  server.accounts = {{"kim", 2001, 2001, "/home/kim", "/bin/bash"},
                     {"eve", 2002, 2002, "/home/eve", "/bin/bash"}};
  server.sites = {{"eve.example", {}, "eve", "/home/eve/www"},
                  {"kim.example", {}, "kim", "/home/kim/www"}};
  server.domain_owner = {{"kim.example", "kim"}, {"eve.example", "eve"}};
  return server;
}

TEST(MatchUpload, KnowsWhatALockedInClientSees) {
  const Server server = server_of_two();
  const ScriptTarget target{"/home/kim/www/up/x.php", "kim", "kim.example", {}, false};
  const struct {
    std::string_view user, logged;
    PathMatch match;
  } rows[] = {
      {"kim", "/home/kim/www/up/x.php", PathMatch::whole},
      {"", "/home/kim//www/up/x.php", PathMatch::whole},
      {"kim", "/www/up/x.php", PathMatch::whole},
      {"kim", "/up/x.php", PathMatch::whole},
      {"web@kim.example", "/x.php", PathMatch::whole},
      {"kim", "x.php", PathMatch::name},
      {"kim", "up/x.php", PathMatch::name},
      {"eve", "/www/up/x.php", PathMatch::none},
      {"", "/www/up/x.php", PathMatch::none},
      {"web@eve.example", "/x.php", PathMatch::none},
      {"kim", "/kim/www/up/x.php", PathMatch::none},
      {"kim", "/p/x.php", PathMatch::none},
      {"kim", "/x.phpx", PathMatch::none},
      {"kim", "", PathMatch::none},
      {"kim", "/home/kim/www/up/x.php/", PathMatch::none},
  };
  for (const auto& row : rows)
    EXPECT_EQ(match_upload(server, target, row.user, row.logged), row.match) << row.logged;
}

TEST(SegmentsAround, AreThoseThatCanHoldTheMoment) {
  std::vector<LogSegment> segments;
  for (const int written : {100, 200, 300, 400}) {
    LogSegment segment;
    segment.path = std::to_string(written);
    segment.modified = Time(seconds(written));
    segments.push_back(segment);
  }
  const auto chosen = [&](const std::vector<Time>& moments) {
    std::string names;
    for (const LogSegment& one : segments_around(segments, moments, seconds(10), seconds(5)))
      names += one.path + " ";
    return names;
  };
  EXPECT_EQ(chosen({Time(seconds(150))}), "200 ");
  EXPECT_EQ(chosen({Time(seconds(205))}), "200 300 ");
  EXPECT_EQ(chosen({Time(seconds(196))}), "200 300 ");
  EXPECT_EQ(chosen({Time(seconds(50)), Time(seconds(350))}), "100 400 ");
  EXPECT_EQ(chosen({Time(seconds(500))}), "");
  EXPECT_EQ(chosen({}), "");
}

class SiblingsTest : public testing::Test {
 protected:
  void file(const std::string& path, std::string_view text, std::int64_t modified) {
    tree_.file(path, text);
    const timespec times[2] = {{modified, 0}, {modified, 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, (tree_.path() + path).c_str(), times, 0), 0);
  }
  std::vector<Sibling> siblings(bool wants_same_name, const Server& server = server_of_two()) {
    const ScriptTarget target{"/home/kim/www/up/x.php", "kim", "kim.example", {}, wants_same_name};
    const RootDir root = tree_.root();
    ScriptTrace trace;
    trace.file = look_at_file(root, target.path);
    find_siblings(root, server, target, 1, trace);
    EXPECT_FALSE(trace.siblings_are_cut);
    return trace.siblings;
  }
  TreeOnDisk tree_;
};

TEST_F(SiblingsTest, MinuteContentAndName) {
  file("/home/kim/www/up/x.php", "shell", 5000);
  file("/home/kim/www/near.txt", "other", 5059);
  file("/home/kim/www/far.php", "other", 5060);
  file("/home/kim/www/copy.php", "shell", 1);
  file("/home/eve/www/a/copy.php", "shell", 1);
  file("/home/eve/www/a/copy.txt", "shell", 1);
  file("/home/eve/www/a/near.php", "other", 5000);
  file("/home/eve/www/up/x.php", "unlike", 1);
  tree_.link("/home/eve/www/loop", "/home/kim");
  tree_.link("/home/eve/www/link.php", "/home/kim/www/up/x.php");
  const std::vector<Sibling> without = {{"/home/kim/www/near.txt", SiblingWhy::same_minute},
                                        {"/home/eve/www/a/copy.php", SiblingWhy::same_content},
                                        {"/home/kim/www/copy.php", SiblingWhy::same_content}};
  EXPECT_EQ(siblings(false), without);
  std::vector<Sibling> with = without;
  with.push_back({"/home/eve/www/up/x.php", SiblingWhy::same_name});
  EXPECT_EQ(siblings(true), with);
}

TEST_F(SiblingsTest, a_file_is_not_its_own_sibling_by_another_path) {
  file("/data/home/kim/www/up/x.php", "shell", 5000);
  file("/data/home/kim/www/near.txt", "other", 5059);
  tree_.link("/home", "/data/home");
  Server server = server_of_two();
  for (Account& account : server.accounts) account.resolved_home = "/data" + account.home;
  for (Site& site : server.sites) site.resolved_root = "/data" + site.document_root;
  const std::vector<Sibling> wanted = {{"/data/home/kim/www/near.txt", SiblingWhy::same_minute}};
  EXPECT_EQ(siblings(false, server), wanted);
  std::filesystem::create_hard_link(tree_.path() + "/data/home/kim/www/up/x.php",
                                    tree_.path() + "/data/home/kim/www/second.php");
  EXPECT_EQ(siblings(false, server).front().path, "/data/home/kim/www/second.php");
}

// In a copied tree the kernel's change time is the copy's: it counts only where logs go on after.
TEST(EntrySurvey, TheChangeTimeOfACopyIsNotBelieved) {
  TreeOnDisk tree;
  tree.file("/home/kim/www/up/x.php", "shell");
  const RootDir root = tree.root();
  const Time changed = look_at_file(root, "/home/kim/www/up/x.php").changed;
  for (const bool logs_go_on : {true, false}) {
    SurveyOptions options;
    options.to = changed + seconds(3600);
    options.from = options.to - seconds(86400);
    Survey survey(options.from, options.to, {});
    survey.ledger.newest_log = logs_go_on ? changed : changed - seconds(1);
    EntryTargets targets;
    targets.scripts.push_back({"/home/kim/www/up/x.php", "kim", "kim.example", {}, false});
    const EntryTraces traces = survey_entries(root, server_of_two(), options, targets, survey);
    EXPECT_EQ(traces.scripts[0].is_change_time_known, logs_go_on);
  }
}

TEST(MailboxRules, AreReadWithoutLeavingTheirPlace) {
  TreeOnDisk tree;
  tree.file("/etc/valiases/kim.example",
            "other@kim.example: x@elsewhere.example\nInfo@kim.example: info@kim.example\n"
            "info@kim.example: y@elsewhere.example\n");
  tree.file("/home/kim/etc/kim.example/info/filter", "");
  tree.file("/home/kim/mail/kim.example/info/sieve/spam.sieve", "discard;");
  tree.file("/secret", "info: hash");
  tree.link("/home/kim/conf/mail/kim.example/aliases", "/secret");
  const RootDir root = tree.root();
  const MailboxTrace trace = look_at_mailbox(root, {"info@kim.example", "/home/kim"});
  ASSERT_EQ(trace.rules.size(), 2u);
  EXPECT_EQ(trace.rules[0].to, "y@elsewhere.example");
  EXPECT_EQ(trace.rules[1].path, "/home/kim/mail/kim.example/info/sieve/spam.sieve");
  for (const std::string_view address :
       {"../../secret@kim.example", "info@../../etc", "a/b@kim.example", "@", "", "info"})
    EXPECT_TRUE(look_at_mailbox(root, {std::string(address), "/home/kim"}).rules.empty())
        << address;
}

}  // namespace
}  // namespace queuehound
